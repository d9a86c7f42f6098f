using System;
using System.Globalization;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.PyTorch;

/// <summary>Creates tensors and containers from the known names in a pickle.</summary>
internal static class PickleTensors
{
    // The limit of PyTorch itself.
    private const int MaxRank = 64;

    private const string Arguments = "the arguments of ";

    /// <summary>Returns the storage for a persistent id.</summary>
    public static PickleStorage Storage(SourceFile file, object? id) =>
        id is PickleTuple
        {
            Items: ["storage", PickleGlobal { Kind: PickleGlobalKind.Storage } type, string key, string or null, long length, .. var view],
        }
        && length >= 0
        && view is [] or [null]
            ? new PickleStorage(type.Name, key, length)
            : throw file.Error(null, "the persistent id of a complete storage in the pickle", Described(id));

    /// <summary>Returns the result of a call.</summary>
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
        _ => throw file.Error(null, "a function that creates a tensor or a container", $"a call of '{function.Name}'"),
    };

    /// <summary>Returns a new object without state.</summary>
    public static object New(SourceFile file, PickleGlobal type) => type.Kind switch
    {
        PickleGlobalKind.ScriptClass => new PickleObject(),
        PickleGlobalKind.Dictionary => new PickleDictionary(),
        _ => throw file.Error(null, "a TorchScript object", $"a new '{type.Name}'"),
    };

    /// <summary>Returns a description of a value, for messages.</summary>
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
        return items is { Length: <= MaxRank } && Array.TrueForAll(items, static item => item is long and >= 0)
            ? [.. items.Cast<long>()]
            : null;
    }

    private static WeightFormatException Wrong(SourceFile file, string function, object?[] arguments) =>
        file.Error(null, Arguments + function, string.Join(", ", arguments.Take(8).Select(Described)));
}
