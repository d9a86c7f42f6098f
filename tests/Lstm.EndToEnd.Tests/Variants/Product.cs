using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// Every combination of the parameters that there are, at one small size; and, apart from them, of cells and directions in a list.
/// </summary>
/// <remarks>
/// Five inputs, three units and, where there is a projection, two values of it: so that widths differ wherever they may be confused, and a
/// residual has enough inputs in all networks but one kind. Some have two layers.
/// </remarks>
internal static class Product
{
    private static readonly bool[] s_noYes = [false, true];

    /// <summary>Every combination.</summary>
    public static IEnumerable<NetworkSpec> Networks =>
        Lstm().Concat(Gru()).Select(static (spec, index) => spec with { Layers = index % 5 == 0 ? 2 : 1 });

    /// <summary>The cells that the library has.</summary>
    public static IEnumerable<CellForm> Forms =>
        Enum.GetValues<CellForm>().Where(static form => NetworkSpecs.IsKnown(new ListSpec(1, [new RecurrentSpec(form, 1)])));

    /// <summary>
    /// Every two recurrent layers, with a dense layer between them or none, with a third that equals the second or none, and in all
    /// surroundings.
    /// </summary>
    public static IEnumerable<ListSpec> Lists =>
        from below in Layers(units: 3)
        from above in Layers(units: 4)
        from between in s_noYes
        from third in s_noYes
        from stem in s_noYes
        from head in s_noYes
        from residual in s_noYes
        select new ListSpec(
            5,
            [
                .. stem ? [new DenseSpec(4, Activation.Tanh)] : (LayerSpec[])[],
                below,
                .. between ? [new DenseSpec(2, Activation.Relu)] : (LayerSpec[])[],
                .. third ? [above, above] : (LayerSpec[])[above],
                .. head ? [new DenseSpec(1, Activation.Sigmoid)] : (LayerSpec[])[],
            ])
        {
            Residual = residual,
        };

    private static IEnumerable<RecurrentSpec> Layers(int units) =>
        from form in Forms
        from direction in Enumerable.Range(0, 3)
        select new RecurrentSpec(form, units)
        {
            Bidirectional = direction == 1,
            Direction = direction == 2 ? Direction.Backward : Direction.Forward,
        };

    private static IEnumerable<NetworkSpec> Lstm() =>
        from spec in Around(new NetworkSpec(5, 3))
        from projection in s_noYes
        from peephole in s_noYes
        from coupled in s_noYes
        from norm in s_noYes
        from stochastic in s_noYes
        from cellClip in s_noYes
        from activations in s_noYes
        select Activated(activations, spec) with
        {
            Projection = projection ? 2 : 0,
            Peephole = peephole,
            CoupledGates = coupled,
            LayerNorm = norm,
            StochasticForget = stochastic,
            CellClip = cellClip ? 0.3f : 0,
        };

    private static IEnumerable<NetworkSpec> Gru() =>
        from spec in Around(new NetworkSpec(5, 3) { Gru = true })
        from before in s_noYes
        from activations in s_noYes
        select Activated(activations, spec) with { ResetAfter = !before };

    /// <summary>What an LSTM and a GRU have in common.</summary>
    private static IEnumerable<NetworkSpec> Around(NetworkSpec cell) =>
        from direction in Enumerable.Range(0, 3)
        from clip in s_noYes
        from residual in s_noYes
        from stem in s_noYes
        from head in Enumerable.Range(0, 3)
        select cell with
        {
            Bidirectional = direction == 1,
            Direction = direction == 2 ? Direction.Backward : Direction.Forward,
            Clip = clip ? 0.5f : 0,
            Residual = residual,
            Stem = stem ? [new DenseSpec(4, Activation.Tanh)] : [],
            Head = head switch
            {
                0 => [],
                1 => [new DenseSpec(1, Activation.Sigmoid)],
                _ => [new DenseSpec(4, Activation.Relu), new DenseSpec(3, Activation.Softmax)],
            },
            ShortHead = head == 1,
        };

    private static NetworkSpec Activated(bool others, NetworkSpec spec) => !others ? spec : spec with
    {
        GateActivation = new FunctionSpec(Activation.HardSigmoid, 0.3f),
        CellActivation = Activation.Softsign,
        HiddenActivation = spec.Gru ? Activation.Tanh : new FunctionSpec(Activation.ScaledTanh, 1.25f, 0.75f),
    };
}
