using System;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Networks with pooling: each pooling over each direction and kind of kernel, and random lists.</summary>
internal static class PooledGrid
{
    /// <summary>The networks and their classes.</summary>
    public static CompiledNetworks Compiled { get; } = new(
        "LstmGen.Pooled", Chosen.Concat(RandomLists.Pooled(Tier.IsFull ? 300 : 24, seed: 16).Where(NetworkSpecs.IsKnown)));

    /// <summary>The same with the kernels for vectors of four lanes.</summary>
    public static CompiledNetworks Narrow { get; } = new(
        "LstmGen.Pooled.Narrow", Compiled.Networks.Values, ModelCompiler.CompileNarrow);

    /// <summary>The same with the kernels for the widest vectors, where they have such, and with those for eight lanes otherwise.</summary>
    public static CompiledNetworks Widest { get; } = new(
        "LstmGen.Pooled.Widest", Compiled.Networks.Values, ModelCompiler.CompileWidest);

    // Values that fill vectors and that do not, more than the sums of a mean take at once, and a state that is too large for the stack.
    private static ListSpec[] Chosen =>
    [
        .. from pooling in Enum.GetValues<Pooling>()
           from layer in (RecurrentSpec[])
               [Lstm(8), Lstm(5), Gru(17), Both(Lstm(5)), Both(Gru(12)), Lstm(6) with { Direction = Direction.Backward }]
           select new ListSpec(3, [layer, new PoolSpec(layer.Outputs, pooling), new DenseSpec(4, Activation.Softmax)]),
        .. Enum.GetValues<Pooling>().Select(static pooling => new ListSpec(2, [Lstm(24), Lstm(20), new PoolSpec(20, pooling)])),
        .. Enum.GetValues<Pooling>().Select(static pooling => new ListSpec(
            1, [Lstm(3) with { StochasticForget = true }, Gru(4), new PoolSpec(4, pooling), new DenseSpec(1, Activation.Linear)])),
        new(2, [Both(Lstm(70)), new PoolSpec(140, Pooling.Mean), new DenseSpec(3, Activation.Linear)]),
        new(2, [Lstm(512), Lstm(512), Lstm(512), Lstm(512), Lstm(512), new PoolSpec(512, Pooling.Last)]),
        new(2, [Lstm(512), Lstm(512), Lstm(512), Lstm(512), Lstm(512), new PoolSpec(512, Pooling.Max)]),
        new(3,
            [
                new LayerNormSpec(3), Lstm(9), new LayerNormSpec(9), new DenseSpec(6, Activation.Relu), new PoolSpec(6, Pooling.Mean),
                new LayerNormSpec(6), new PReluSpec(6), new DenseSpec(5, Activation.Tanh), new DenseSpec(2, Activation.LogSoftmax),
            ]),
        new(3, [Lstm(9), new ActivationSpec(9, Activation.Relu), new PoolSpec(9, Pooling.Last), new AffineSpec(9)]),
        .. Enum.GetValues<Merging>().Select(static merging => new ListSpec(
            3, [Both(Lstm(5)), new PoolSpec(10, Pooling.Final), new MergeSpec(5, merging), new DenseSpec(2, Activation.Linear)])),
        new(3, [Both(Gru(6)), new MergeSpec(6, Merging.Product), new PoolSpec(6, Pooling.Max)]),
        new(3, [Both(Gru(6)), new PoolSpec(12, Pooling.Mean), new MergeSpec(6, Merging.Product)]),
        new(9, [Lstm(9), new ResidualSpec(9, 1), new PoolSpec(9, Pooling.Mean), new DenseSpec(9, Activation.Relu), new ResidualSpec(9, 1)]),
        new(9, [Lstm(9), new ResidualSpec(9, 1), new PoolSpec(9, Pooling.Last), new DenseSpec(9, Activation.Relu), new ResidualSpec(9, 1)]),
        new(3, [Both(Lstm(5)), new PoolSpec(10, Pooling.Final), new DenseSpec(6, Activation.Relu), new AffineSpec(6),
            new DenseSpec(10, Activation.Tanh), new ResidualSpec(10, 3)]),
        new(3, [Lstm(9), new DenseSpec(6, Activation.Linear), new PoolSpec(6, Pooling.Last), new AffineSpec(6)]),
        .. Enum.GetValues<Pooling>().Where(static pooling => pooling != Pooling.Final).Select(static pooling => new ListSpec(
            3,
            [
                Lstm(9), new DenseSpec(6, Activation.Linear), new AffineSpec(6), new PoolSpec(6, pooling), new AffineSpec(6),
                new AffineSpec(6), new DenseSpec(6, Activation.Linear), new AffineSpec(6), new ResidualSpec(6, 4),
            ])),
        new ListSpec(3, [Lstm(20), Lstm(20), new PoolSpec(20, Pooling.Mean)]) { Precision = LstmPrecision.Int8 },
        new ListSpec(3, [Gru(20), new PoolSpec(20, Pooling.Final)]) { Precision = LstmPrecision.Int16 },
    ];

    private static RecurrentSpec Lstm(int hidden) => new(CellForm.Lstm, hidden);

    private static RecurrentSpec Gru(int hidden) => new(CellForm.GruResetAfter, hidden);

    private static RecurrentSpec Both(RecurrentSpec layer) => layer with { Bidirectional = true };
}
