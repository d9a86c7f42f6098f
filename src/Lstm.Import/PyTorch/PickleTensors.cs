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

    /// <summary>Returns the storage for a persistent id, or the class of a pickled module.</summary>
    public static object Persistent(SourceFile file, object? id) => id switch
    {
        PickleTuple { Items: ["module", PickleGlobal type, ..] } => type,
        PickleTuple { Items: ["storage", PickleGlobal type, string key, string or null, long and >= 0 and var length, .. [] or [null]] }
            when type.Kind is PickleGlobalKind.Storage or PickleGlobalKind.Foreign => new PickleStorage(type.Name, key, length),
        _ => throw file.Error(null, "the persistent id of a complete storage in the pickle", Described(id)),
    };

    /// <summary>Returns the result of a call.</summary>
    public static object? Call(SourceFile file, PickleGlobal function, object?[] arguments) => function.Kind switch
    {
        PickleGlobalKind.Tensor => Tensor(file, function.Name, arguments),
        PickleGlobalKind.Parameter => arguments is [var tensor, ..] ? tensor : throw Wrong(file, function.Name, arguments),
        PickleGlobalKind.TypedTensor => arguments is [PickleGlobal { Kind: PickleGlobalKind.Tensor } maker, _, PickleTuple inner, ..]
            ? Tensor(file, maker.Name, inner.Items)
            : throw Wrong(file, function.Name, arguments),
        PickleGlobalKind.Dictionary => arguments switch
        {
            [PickleDictionary] or [_, PickleDictionary] => arguments[^1],
            [] or [PickleGlobal or PickleForeign or null] or [PickleList { Items.Count: 0 }] => new PickleDictionary(),
            _ => Foreign(function.Name, arguments),
        },
        PickleGlobalKind.Sequence => arguments.Length > 0 ? arguments[0] : new PickleList(),
        PickleGlobalKind.Opaque => PickleOpaque.Value,
        PickleGlobalKind.Foreign => Foreign(function.Name, arguments),
        _ => throw file.Error(null, "a function that creates a tensor or a container", $"a call of '{function.Name}'"),
    };

    /// <summary>Returns a new object without state.</summary>
    public static object New(SourceFile file, PickleGlobal type, object?[] arguments) => type.Kind switch
    {
        PickleGlobalKind.ScriptClass => new PickleObject(),
        PickleGlobalKind.Dictionary => new PickleDictionary(),
        PickleGlobalKind.Sequence => arguments.FirstOrDefault() ?? new PickleList(),
        PickleGlobalKind.Opaque => PickleOpaque.Value,
        PickleGlobalKind.Foreign => Foreign(type.Name, arguments, isInstance: true),
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
        PickleForeign foreign => $"an object of '{foreign.Name}'",
        object?[] items => $"{items.Length} values",
        _ => "another value",
    };

    /// <summary>Returns what a call of code stands for.</summary>
    public static PickleForeign Foreign(string name, object?[] arguments, bool isInstance = false) =>
        new(name) { IsInstance = isInstance, Parts = { new PickleTuple(arguments) } };

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
