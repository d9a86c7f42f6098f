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
        new(4096, [new AffineSpec(4096), new LayerNormSpec(4096), Lstm(4), new DenseSpec(2, Activation.Linear)]),
    ];

    private static RecurrentSpec Lstm(int hidden) => new(CellForm.Lstm, hidden);

    private static Conv1DSpec Convolution(int filters, int kernel) => new(filters, kernel, Activation.Relu);

    private static RecurrentSpec Gru(int hidden) => new(CellForm.GruResetAfter, hidden);
}
