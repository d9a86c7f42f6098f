using System.Collections.Generic;

namespace Lstm.Import.PyTorch;

/// <summary>A name that a pickle refers to, one of those that are known: what a call of it makes is made here, and no code is run.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Name">Its module and name.</param>
internal sealed record PickleGlobal(PickleGlobalKind Kind, string Name);

/// <summary>What a name in a pickle stands for.</summary>
internal enum PickleGlobalKind
{
    /// <summary>A type of storage: its elements are told by the name.</summary>
    Storage,

    /// <summary>A function that makes a tensor of a storage, an offset, sizes and strides.</summary>
    Tensor,

    /// <summary>A function that wraps the tensor in its first argument.</summary>
    Parameter,

    /// <summary>A function that calls the function in its first argument with the tuple in its third.</summary>
    TypedTensor,

    /// <summary>A dictionary.</summary>
    Dictionary,

    /// <summary>A tuple, a list or a set, of what is in the first argument; or the first argument itself.</summary>
    Sequence,

    /// <summary>A class of a TorchScript module, whose objects are bags of attributes.</summary>
    ScriptClass,

    /// <summary>Something without weights: a dtype, a device.</summary>
    Opaque,
}

/// <summary>A value without weights that nobody looks into.</summary>
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

/// <summary>A dictionary in the order of its keys' first appearance. Only keys that are texts are kept: no other leads to a named weight.</summary>
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

/// <summary>A storage: numbers in a row that tensors are views of.</summary>
/// <param name="Type">Its type, such as <c>FloatStorage</c>.</param>
/// <param name="Key">What the file finds it by.</param>
/// <param name="Length">How many elements it should have.</param>
internal sealed record PickleStorage(string Type, string Key, long Length);

/// <summary>A tensor as a view of a storage.</summary>
/// <param name="Storage">The storage.</param>
/// <param name="Offset">Where its first element is, in elements.</param>
/// <param name="Sizes">Its shape.</param>
/// <param name="Strides">How far elements are apart along each axis.</param>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Sizes, long[] Strides);
