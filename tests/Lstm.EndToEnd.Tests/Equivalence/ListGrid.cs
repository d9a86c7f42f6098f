using System;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// Networks that are lists of layers: random ones, of all cells that the library has, and those that only lists have in extremes.
/// </summary>
internal static class ListGrid
{
    private const int Drawn = 1200;

    /// <summary>The networks and their classes.</summary>
    public static CompiledNetworks Compiled { get; } = new(
        "LstmGen.Lists", NetworkSample.OfLists(RandomLists.Many(Drawn).Where(NetworkSpecs.IsKnown)).Concat(Extremes));

    // Eight different layers; eight dense layers in a row; large layers over small ones, and small ones over large ones; layers that are
    // each compiled into the loop over steps, and that are not; equal layers apart; layers for the widest vectors;
    // the most inputs.
    private static ListSpec[] Extremes =>
    [
        new(2, [.. Enumerable.Range(1, 8).Select(static size => Lstm(3 * size))]),
        new(1, [.. Enumerable.Range(1, 8).Select(static size => Gru(9 - size) with { Bidirectional = true })]),
        new(3, [Lstm(5), .. Enumerable.Range(1, 8).Select(static units => new DenseSpec(units, Activation.Tanh)), Lstm(4)]),
        new(64, [Lstm(64), Lstm(3), Lstm(130), Gru(2) with { Form = CellForm.GruResetBefore }, Gru(72)]),
        new(1, [Lstm(8), new DenseSpec(1, Activation.Linear), Lstm(8), new DenseSpec(1, Activation.Linear), Lstm(8)]),
        new(1, [Lstm(520) with { Projection = 3 }, Lstm(3), Lstm(520) with { Projection = 3, Bidirectional = true }, Lstm(6)]),
        new(5, [Lstm(9), new DenseSpec(300, Activation.Relu), Lstm(9), new DenseSpec(5, Activation.Softmax)]) { Residual = true },
        new(3, [Lstm(20), new DenseSpec(3, Activation.Tanh), Lstm(24)]),
        new(1, [Lstm(17), Lstm(25), new DenseSpec(2, Activation.Sigmoid)]),
        new(3, [Convolution(8, 5), Convolution(13, 3) with { Dilation = 4 }, Lstm(40), new DenseSpec(3, Activation.Softmax)]),
        new(1, [Convolution(64, 64), Lstm(70), Lstm(12), Convolution(2, 3)]),
        new(5, [Lstm(24), Convolution(17, 2) with { Dilation = 300 }, Gru(9), Convolution(1, 1)]),
        .. Connections,
        .. Folds,
        new(4096, [new AffineSpec(4096), new LayerNormSpec(4096), Lstm(4), new DenseSpec(2, Activation.Linear)]),
    ];

    // Residual connections over one part and over several, within a part, nested and chained, to the inputs, to a layer in the middle of
    // equal ones and of a chain, with values that fill vectors and that do not; in every kind of kernel. Merges of all sizes.
    private static ListSpec[] Connections =>
    [
        new(8, [Lstm(8), new ResidualSpec(8, 1)]),
        new(5, [Lstm(5), new ResidualSpec(5, 1), Lstm(5), new ResidualSpec(5, 1), new ResidualSpec(5, 4)]),
        new(3, [new DenseSpec(13, Activation.Tanh), Gru(13), new ResidualSpec(13, 1), new LayerNormSpec(13), new ResidualSpec(13, 2)]),
        new(20, [Lstm(20), Lstm(20), Lstm(20), Lstm(20), Lstm(20), new ResidualSpec(20, 3), new DenseSpec(20, Activation.Relu)]),
        new(72, [.. Enumerable.Repeat(Lstm(72), 5), new ResidualSpec(72, 3), new DenseSpec(72, Activation.Tanh), new ResidualSpec(72, 7)]),
        new(65, [Lstm(65), new ResidualSpec(65, 1), Lstm(65), new ResidualSpec(65, 1), Lstm(65), new ResidualSpec(65, 5)]),
        new(3,
            [
                new DenseSpec(70, Activation.Tanh), new AffineSpec(70), new PReluSpec(70), Lstm(70), Gru(70), new ResidualSpec(70, 3),
                Lstm(70), new ResidualSpec(70, 6), new DenseSpec(3, Activation.Linear), new ResidualSpec(3, 9),
            ]),
        new ListSpec(70, [Lstm(70), Lstm(70), new ResidualSpec(70, 1)]) { Residual = true },
        new(4,
            [
                new DenseSpec(6, Activation.Relu), new AffineSpec(6), new DenseSpec(12, Activation.Tanh), Both(Lstm(6)),
                new ResidualSpec(12, 1), Both(Gru(6)), new ResidualSpec(12, 3), new DenseSpec(6, Activation.Tanh), new ResidualSpec(6, 6),
                Lstm(4) with { Direction = Direction.Backward }, new ResidualSpec(4, 10),
            ]),
        new ListSpec(6, [Both(Lstm(3)), Both(Lstm(3)), Both(Lstm(3)), new ResidualSpec(6, 1), new ResidualSpec(6, 4)]) { Residual = true },
        .. Enum.GetValues<Merging>().SelectMany(static merging => new ListSpec[]
        {
            new(3, [Both(Lstm(1)), new MergeSpec(1, merging)]),
            new(5, [Both(Gru(5)), new MergeSpec(5, merging), new ResidualSpec(5, 2), new DenseSpec(2, Activation.Linear)]),
            new(3, [Both(Lstm(8)), new MergeSpec(8, merging), Both(Lstm(8)), new MergeSpec(8, merging), new ResidualSpec(8, 2)]),
            new ListSpec(33, [Both(Lstm(17)), new MergeSpec(17, merging)]) { Residual = true },
        }),
    ];

    // Layers scale * x + offset in every kind of kernel: after each layer that takes them in, one and several, at the start, in the middle,
    // at the end and before the inputs are added; with residual connections around them, over them and to them; and after each layer that
    // does not take them in.
    private static ListSpec[] Folds =>
    [
        new(3, [new DenseSpec(13, Activation.Linear), new AffineSpec(13), Lstm(8), new DenseSpec(3, Activation.Linear), new AffineSpec(3)]),
        new ListSpec(9, [Lstm(70), new DenseSpec(9, Activation.Linear), new AffineSpec(9), Line(9), new AffineSpec(9)]) { Residual = true },
        new(2, [new Conv1DSpec(17, 3, Activation.Linear) { Dilation = 2 }, new AffineSpec(17), new ActivationSpec(17, Activation.Relu),
            Gru(24), Lstm(9), new AffineSpec(9), Line(9), new LayerNormSpec(9), new AffineSpec(9), new AffineSpec(9)]),
        new(4,
            [
                new DenseSpec(4, Activation.Linear), new AffineSpec(4), new ResidualSpec(4, 2), new DenseSpec(4, Activation.Linear),
                new AffineSpec(4), Both(Lstm(5)), new DenseSpec(4, Activation.Linear), new AffineSpec(4), new ResidualSpec(4, 4),
                new AffineSpec(4), new ResidualSpec(4, 10),
            ]),
        new(3,
            [
                new DenseSpec(20, Activation.Linear), new AffineSpec(20), new ResidualSpec(20, 1), Lstm(20),
                new DenseSpec(20, Activation.Linear), new AffineSpec(20), new AffineSpec(20), new ResidualSpec(20, 1), new AffineSpec(20),
                new ResidualSpec(20, 5),
            ]),
        new(5,
            [
                new AffineSpec(5), new AffineSpec(5), Line(5), Lstm(5), new ResidualSpec(5, 4), new AffineSpec(5), new AffineSpec(5),
                new DenseSpec(5, Activation.Relu), new AffineSpec(5), new PReluSpec(5), new AffineSpec(5), Line(5),
                new DenseSpec(5, Activation.Softmax), new AffineSpec(5),
            ]),
        new(3, [Both(Gru(9)), new MergeSpec(9, Merging.Mean), new AffineSpec(9), new AffineSpec(9), Line(9), Lstm(17), Line(17)]),
    ];

    private static ActivationSpec Line(int units) => new(units, new FunctionSpec(Activation.Affine, 0.75f, -0.5f));

    private static RecurrentSpec Lstm(int hidden) => new(CellForm.Lstm, hidden);

    private static RecurrentSpec Both(RecurrentSpec layer) => layer with { Bidirectional = true };

    private static Conv1DSpec Convolution(int filters, int kernel) => new(filters, kernel, Activation.Relu);

    private static RecurrentSpec Gru(int hidden) => new(CellForm.GruResetAfter, hidden);
}
