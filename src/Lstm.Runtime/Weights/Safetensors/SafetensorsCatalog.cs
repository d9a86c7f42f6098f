using System.Collections.Generic;
using System.Linq;

namespace Lstm.Safetensors;

/// <summary>The content of a file's header: the tensors by name, and the metadata, with methods to find and check tensors.</summary>
internal sealed class SafetensorsCatalog
{
    private const int NamesInMessages = 6;

    private readonly Dictionary<string, SafetensorsTensor> _tensors;

    public SafetensorsCatalog(string file, Dictionary<string, SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        File = file;
        Metadata = metadata;
        _tensors = tensors;
    }

    /// <summary>The name of the file in messages.</summary>
    public string File { get; }

    /// <summary>The requested entries of <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>All tensors, in no particular order.</summary>
    public IReadOnlyCollection<SafetensorsTensor> Tensors => _tensors.Values;

    /// <summary>Finds a tensor of weights, or null if no tensor has this name.</summary>
    /// <exception cref="WeightFormatException">The tensor exists, but its type cannot hold weights.</exception>
    public SafetensorsTensor? Find(string name)
    {
        SafetensorsTensor? tensor = _tensors.GetValueOrDefault(name);
        if (tensor is not null && SafetensorsDtype.WeightBytes(tensor.Dtype) == 0)
        {
            throw Error(name, "dtype F32, F64, F16 or BF16", $"dtype {tensor.Dtype}");
        }

        return tensor;
    }

    /// <summary>Finds a tensor of weights that must exist.</summary>
    /// <exception cref="WeightFormatException">No tensor has this name, or its type cannot hold weights.</exception>
    public SafetensorsTensor Require(string name) =>
        Find(name) ?? throw Error(name, "this tensor", $"no tensor of this name among {Some(_tensors.Keys)}");

    /// <summary>Rejects a tensor of any other shape.</summary>
    public void CheckShape(SafetensorsTensor tensor, params long[] expected)
    {
        if (!tensor.Shape.SequenceEqual(expected))
        {
            throw Error(tensor.Name, $"shape {SafetensorsTensor.ShapeOf(expected)}", $"shape {tensor.ShapeText}");
        }
    }

    public WeightFormatException Error(string? tensor, string expected, string found) => new(File, tensor, expected, found);

    /// <summary>Returns the first few of some names, sorted, and the number of remaining ones, for messages.</summary>
    public static string Some(IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
        {
            return "no tensors";
        }

        IEnumerable<string> first = names.Order(System.StringComparer.Ordinal).Take(NamesInMessages).Select(name => $"'{name}'");
        string list = string.Join(", ", first);
        return names.Count > NamesInMessages ? $"{list} and {names.Count - NamesInMessages} more" : list;
    }
}
