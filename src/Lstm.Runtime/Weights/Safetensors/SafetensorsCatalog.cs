using System.Collections.Generic;
using System.Linq;

namespace Lstm.Safetensors;

/// <summary>What the header of a file says: its tensors, by name, and the questions that a reader of weights has about them.</summary>
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

    /// <summary>What messages call the file.</summary>
    public string File { get; }

    /// <summary>Of the entries of <c>__metadata__</c> those that were asked for.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Every tensor, in no order.</summary>
    public IReadOnlyCollection<SafetensorsTensor> Tensors => _tensors.Values;

    /// <summary>A tensor that can hold weights, or null when there is none of that name.</summary>
    /// <exception cref="WeightFormatException">It is there, but of a type that cannot hold weights.</exception>
    public SafetensorsTensor? Find(string name)
    {
        SafetensorsTensor? tensor = _tensors.GetValueOrDefault(name);
        if (tensor is not null && SafetensorsDtype.WeightBytes(tensor.Dtype) == 0)
        {
            throw Error(name, "dtype F32, F64, F16 or BF16", $"dtype {tensor.Dtype}");
        }

        return tensor;
    }

    /// <summary>A tensor that can hold weights.</summary>
    /// <exception cref="WeightFormatException">There is none of that name, or it is of a type that cannot hold weights.</exception>
    public SafetensorsTensor Require(string name) =>
        Find(name) ?? throw Error(name, "this tensor", $"none of that name among {Some(_tensors.Keys)}");

    /// <summary>Refuses a tensor of any other shape.</summary>
    public void CheckShape(SafetensorsTensor tensor, params long[] expected)
    {
        if (!tensor.Shape.SequenceEqual(expected))
        {
            throw Error(tensor.Name, $"shape {SafetensorsTensor.ShapeOf(expected)}", $"shape {tensor.ShapeText}");
        }
    }

    public WeightFormatException Error(string? tensor, string expected, string found) => new(File, tensor, expected, found);

    /// <summary>The first few of some names, sorted, and how many more there are: for messages.</summary>
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
