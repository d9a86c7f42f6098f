using System;
using System.Globalization;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.PyTorch;

/// <summary>Makes what the known names in a pickle stand for.</summary>
internal static class PickleTensors
{
    // PyTorch's own limit.
    private const int MaxRank = 64;

    private const string Arguments = "the arguments of ";

    /// <summary>The storage that a persistent id names.</summary>
    public static PickleStorage Storage(SourceFile file, object? id) =>
        id is PickleTuple { Items: ["storage", PickleGlobal { Kind: PickleGlobalKind.Storage } type, string key, string or null, long length, .. var view] }
        && length >= 0
        && view is [] or [null]
            ? new PickleStorage(type.Name, key, length)
            : throw file.Error(null, "the name of a whole storage in the pickle", Described(id));

    /// <summary>What a call makes.</summary>
    public static object? Call(SourceFile file, PickleGlobal function, object?[] arguments) => function.Kind switch
    {
        PickleGlobalKind.Tensor => Tensor(file, function.Name, arguments),
        PickleGlobalKind.Parameter => arguments is [var tensor, ..] ? tensor : throw Wrong(file, function.Name, arguments),
        PickleGlobalKind.TypedTensor => arguments is [PickleGlobal { Kind: PickleGlobalKind.Tensor } maker, _, PickleTuple inner, ..]
            ? Tensor(file, maker.Name, inner.Items)
            : throw Wrong(file, function.Name, arguments),
        PickleGlobalKind.Dictionary => arguments is [] or [PickleGlobal] or [PickleList { Items.Count: 0 }] or [PickleDictionary]
            ? arguments.FirstOrDefault() as PickleDictionary ?? new PickleDictionary()
            : throw Wrong(file, function.Name, arguments),
        PickleGlobalKind.Sequence => arguments.Length > 0 ? arguments[0] : new PickleList(),
        PickleGlobalKind.Opaque => PickleOpaque.Value,
        _ => throw file.Error(null, "a function that makes a tensor or a container", $"a call of '{function.Name}'"),
    };

    /// <summary>A new object without state.</summary>
    public static object New(SourceFile file, PickleGlobal type) => type.Kind switch
    {
        PickleGlobalKind.ScriptClass => new PickleObject(),
        PickleGlobalKind.Dictionary => new PickleDictionary(),
        _ => throw file.Error(null, "a TorchScript object", $"a new '{type.Name}'"),
    };

    /// <summary>A value, for a message.</summary>
    public static string Described(object? value) => value switch
    {
        null => "nothing",
        string text => $"'{text}'",
        bool or long or int or double => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        PickleGlobal global => $"'{global.Name}'",
        PickleTuple tuple => $"a tuple of {tuple.Items.Length}",
        PickleList list => $"a list of {list.Items.Count}",
        PickleDictionary dictionary => $"a dictionary of {dictionary.Items.Count}",
        PickleTensor => "a tensor",
        PickleStorage => "a storage",
        PickleObject => "a TorchScript object",
        object?[] items => $"{items.Length} values",
        _ => "another value",
    };

    private static PickleTensor Tensor(SourceFile file, string function, object?[] arguments) =>
        arguments is [PickleStorage storage, long offset, var sizes, var strides, ..]
        && Numbers(sizes) is { } shape
        && Numbers(strides) is { } steps
        && shape.Length == steps.Length
            ? new PickleTensor(storage, offset, shape, steps)
            : throw Wrong(file, function, arguments);

    private static long[]? Numbers(object? value)
    {
        object?[]? items = value switch
        {
            PickleTuple tuple => tuple.Items,
            PickleList list when list.Items.Count <= MaxRank => [.. list.Items],
            _ => null,
        };
        return items is { Length: <= MaxRank } && Array.TrueForAll(items, static item => item is long and >= 0) ? [.. items.Cast<long>()] : null;
    }

    private static WeightFormatException Wrong(SourceFile file, string function, object?[] arguments) =>
        file.Error(null, Arguments + function, string.Join(", ", arguments.Take(8).Select(Described)));
}
