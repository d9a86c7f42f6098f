using System.Collections.Generic;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>
/// The networks of a grid that the ordinary tier runs: the whole grid in the full tier, a covering array of it otherwise.
/// </summary>
public static class NetworkSample
{
    /// <summary>
    /// Every size and every function of the grid at least once, and every pair of what decides about the generated code: the way of cutting
    /// units into blocks, the cell, the direction, the layers, and each variant.
    /// </summary>
    public static IEnumerable<NetworkSpec> Of(IEnumerable<NetworkSpec> grid)
    {
        NetworkSpec[] networks = [.. grid.Distinct()];
        return Tier.IsFull
            ? networks
            : CoveringArray.Select(networks, Kinds, strength: 2).Union(CoveringArray.Select(networks, Sizes, strength: 1));
    }

    private static IReadOnlyList<object> Kinds(NetworkSpec spec) =>
    [
        (BlocksOf(spec.Hidden), spec.Hidden % 8 == 0), (spec.Gru, spec.ResetAfter), (spec.Bidirectional, spec.Direction), spec.Layers > 1,
        spec.Precision,
        BlocksOf(spec.Projection), spec.Peephole, spec.CoupledGates, spec.LayerNorm, spec.StochasticForget, spec.Clip > 0,
        spec.CellClip > 0, spec.Residual,
        spec.Stem.Count, spec.Head.Count, BlocksOf(spec.Input), spec.HiddenActivation != Activation.Tanh,
    ];

    private static IReadOnlyList<object> Sizes(NetworkSpec spec) =>
    [
        spec.Input, spec.Hidden, spec.Layers, spec.Projection,
        (spec.Gru, spec.Hidden > 16, spec.GateActivation), (spec.Gru, spec.Hidden > 16, spec.CellActivation),
        (spec.Gru, spec.Hidden > 16, spec.HiddenActivation),
        Units(spec.Stem), (spec.Layers > 1, Units(spec.Head)), Functions(spec.Stem), Functions(spec.Head),
    ];

    // One block and two are computed in registers, more in tiles, and many with another order of them.
    private static int BlocksOf(int units) => ((units + 7) / 8) switch { 0 => 0, 1 => 1, 2 => 2, <= 5 => 3, <= 8 => 4, _ => 5 };

    private static string Units(IEnumerable<DenseSpec> layers) => string.Join(' ', layers.Select(static layer => layer.Units));

    private static string Functions(IEnumerable<DenseSpec> layers) => string.Join(' ', layers.Select(static layer => layer.Activation));
}
