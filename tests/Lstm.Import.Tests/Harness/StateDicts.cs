using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.StateDict;

namespace Lstm.Import.Tests;

/// <summary>State dicts made of PyTorch's modules.</summary>
internal static class StateDicts
{
    private static readonly SourceFile s_file = new("dict", []);

    public static StateDictNetwork InOrder(IReadOnlyList<SourceTensor> tensors, ModelReadOptions? options = null) =>
        StateDictNetwork.Find(s_file, tensors, inOrder: true, options ?? ModelReadOptions.Default);

    public static StateDictNetwork ByShapes(IReadOnlyList<SourceTensor> tensors, ModelReadOptions? options = null) =>
        StateDictNetwork.Find(
            s_file,
            [.. tensors.OrderBy(static tensor => tensor.Name, StringComparer.Ordinal)],
            inOrder: false,
            options ?? ModelReadOptions.Default);

    public static IEnumerable<string> Names(StateDictNetwork network) => network.Layers.Select(static layer => layer.Name);

    public static SourceTensor[] Rnn(
        string prefix, int input, int hidden, int gates = 4, int layers = 1, Func<int, float>? values = null) =>
    [
        .. Enumerable.Range(0, layers).SelectMany(layer => new[]
        {
            Tensor($"{prefix}weight_ih_l{layer}", gates * hidden, layer == 0 ? input : hidden),
            Tensor($"{prefix}weight_hh_l{layer}", gates * hidden, hidden),
            Tensor($"{prefix}bias_ih_l{layer}", gates * hidden),
            Tensor($"{prefix}bias_hh_l{layer}", gates * hidden),
        }).Select(tensor =>
            values is null ? tensor : tensor with { Decode = () => [.. Enumerable.Range(0, tensor.Values.Length).Select(values)] }),
    ];

    public static SourceTensor[] Dense(string name, int input, int output) =>
    [
        Tensor(name + ".weight", output, input), Tensor(name + ".bias", output),
    ];

    // Values that differ from tensor to tensor.
    public static SourceTensor Tensor(string name, params int[] shape) => new(s_file, name, shape, () =>
    [
        .. Enumerable.Range(0, shape.Aggregate(1, static (product, size) => product * size))
            .Select(index => MathF.Sin(index + name.Sum(static letter => letter))),
    ]);
}
