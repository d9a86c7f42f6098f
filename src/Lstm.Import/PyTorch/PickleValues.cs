using System;
using System.Collections.Generic;

namespace Lstm.Import.PyTorch;

/// <summary>A known name that a pickle refers to. The unpickler implements calls of it; no code from the file is run.</summary>
/// <param name="Kind">The kind of object.</param>
/// <param name="Name">The module and the name.</param>
internal sealed record PickleGlobal(PickleGlobalKind Kind, string Name);

/// <summary>The kind of object that a name in a pickle refers to.</summary>
internal enum PickleGlobalKind
{
    /// <summary>A storage type. The name specifies the type of its elements.</summary>
    Storage,

    /// <summary>A function that creates a tensor from a storage, an offset, sizes and strides.</summary>
    Tensor,

    /// <summary>A function that returns the tensor in its first argument.</summary>
    Parameter,

    /// <summary>A function that calls the function in its first argument with the tuple in its third.</summary>
    TypedTensor,

    /// <summary>A dictionary.</summary>
    Dictionary,

    /// <summary>A tuple, list or set of the items in the first argument; or the first argument itself.</summary>
    Sequence,

    /// <summary>A class of a TorchScript module, whose objects consist of attributes.</summary>
    ScriptClass,

    /// <summary>An object without weights, such as a dtype or a device.</summary>
    Opaque,

    /// <summary>Any other function or class.</summary>
    Foreign,
}

/// <summary>
/// What only Python can make: the result of a call of code, which is not run. Its parts are kept to explain a refusal only.
/// </summary>
/// <param name="name">The module and the name of the function or class.</param>
internal sealed class PickleForeign(string name)
{
    public string Name { get; } = name;

    /// <summary>Whether it is an object with a state, and not only the result of a function.</summary>
    public bool IsInstance { get; set; }

    /// <summary>The arguments, the state and the items that it would get.</summary>
    public List<object?> Parts { get; } = [];
}

/// <summary>What a pickle refers to.</summary>
internal sealed class PickleReferences
{
    private const int MostCode = 16;

    private readonly List<PickleGlobal> _code = [];

    /// <summary>All storages, by key.</summary>
    public Dictionary<string, PickleStorage> Storages { get; } = new(StringComparer.Ordinal);

    /// <summary>The first functions and classes that only Python can run.</summary>
    public IReadOnlyList<PickleGlobal> Code => _code;

    public void Add(PickleGlobal global)
    {
        if (global.Kind == PickleGlobalKind.Foreign && _code.Count < MostCode)
        {
            _code.Add(global);
        }
    }
}

/// <summary>A value without weights, whose content is ignored.</summary>
internal sealed record PickleOpaque
{
    public static PickleOpaque Value { get; } = new();
}

/// <summary>A tuple.</summary>
internal sealed class PickleTuple(object?[] items)
{
    public object?[] Items { get; } = items;
}

/// <summary>A list, or a set.</summary>
internal sealed class PickleList
{
    public List<object?> Items { get; } = [];
}

/// <summary>
/// A dictionary in the order in which its keys first appeared. It keeps only keys that are strings, because other keys cannot lead to named
/// weights.
/// </summary>
internal sealed class PickleDictionary
{
    private readonly Dictionary<string, int> _index = [];

    public List<KeyValuePair<string, object?>> Items { get; } = [];

    public void Set(object? key, object? value)
    {
        if (key is not string name)
        {
            return;
        }

        if (_index.TryAdd(name, Items.Count))
        {
            Items.Add(new(name, value));
        }
        else
        {
            Items[_index[name]] = new(name, value);
        }
    }
}

/// <summary>An object of a TorchScript class.</summary>
internal sealed class PickleObject
{
    public PickleDictionary? Attributes { get; set; }
}

/// <summary>A storage: an array of numbers that tensors refer to.</summary>
/// <param name="Type">The type, such as <c>FloatStorage</c>.</param>
/// <param name="Key">The key of the storage in the file.</param>
/// <param name="Length">The expected number of elements.</param>
internal sealed record PickleStorage(string Type, string Key, long Length);

/// <summary>A tensor as a view of a storage.</summary>
/// <param name="Storage">The storage.</param>
/// <param name="Offset">The index of the first element in the storage.</param>
/// <param name="Sizes">Its shape.</param>
/// <param name="Strides">The distance between elements along each axis, in elements.</param>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Sizes, long[] Strides);
