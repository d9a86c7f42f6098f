using System;
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

    /// <summary>
    /// The lists of a grid that the ordinary tier runs: every pair of what decides about the generated code, where the layers meet and in
    /// the whole network, and every function and cell in every place of the list.
    /// </summary>
    public static IEnumerable<ListSpec> OfLists(IEnumerable<ListSpec> grid)
    {
        ListSpec[] lists = [.. grid.Distinct()];
        return Tier.IsFull
            ? lists
            : CoveringArray.Select(lists, Kinds, strength: 2).Union(CoveringArray.Select(lists, Places, strength: 1));
    }

    private static IReadOnlyList<object> Kinds(ListSpec spec)
    {
        RecurrentSpec[] recurrent = [.. spec.Recurrent];
        return
        [
            recurrent.Length, spec.IsStack, recurrent[0].Form, recurrent[^1].Form,
            BlocksOf(recurrent[0].Hidden), BlocksOf(recurrent[^1].Hidden),
            spec.StemCount > 0, spec.HeadCount > 0, spec.Layers.Count - recurrent.Length > spec.StemCount + spec.HeadCount,
            (recurrent[0].Bidirectional, recurrent[0].Direction), (recurrent[^1].Bidirectional, recurrent[^1].Direction),
            spec.Residual, spec.Precision,
            recurrent.Any(static layer => layer.Projection > 0), recurrent.Any(static layer => layer.Peephole),
            recurrent.Any(static layer => layer.CoupledGates), recurrent.Any(static layer => layer.LayerNorm),
            recurrent.Any(static layer => layer.StochasticForget), recurrent.Any(static layer => layer.Clip > 0),
            recurrent.Any(static layer => layer.CellClip > 0),
            spec.Layers.OfType<MergeSpec>().FirstOrDefault()?.Merging ?? (object)"",
            spec.Layers.OfType<UnitSpec>().FirstOrDefault()?.GetType() ?? (object)"", spec.Layers[^1].GetType(),
        ];
    }

    // As many features for each list: a place that a shorter list does not have is empty.
    private static IReadOnlyList<object> Places(ListSpec spec)
    {
        const int places = 4;
        RecurrentSpec[] recurrent = [.. spec.Recurrent];
        return
        [
            .. Enumerable.Range(0, places).Select(place => place < recurrent.Length ? recurrent[place].Form : (object)""),
            .. Enumerable.Range(0, places).Select(place => place < recurrent.Length ? BelowOf(spec, place) : (object)""),
            (recurrent[0].Form, recurrent[0].GateActivation), (recurrent[0].Form, recurrent[0].CellActivation),
            (recurrent[0].Form, recurrent[0].HiddenActivation),
            Functions(spec.Layers.OfType<DenseSpec>().Take(1)), Functions(spec.Layers.OfType<DenseSpec>().TakeLast(1)),
            spec.Layers.OfType<ActivationSpec>().FirstOrDefault()?.Activation ?? (object)"",
            SourceOf(spec, spec.Layers.OfType<ResidualSpec>().FirstOrDefault()),
            SourceOf(spec, spec.Layers.OfType<ResidualSpec>().LastOrDefault()),
            .. AroundOf(spec, spec.Layers.OfType<UnitSpec>().FirstOrDefault()),
            .. AroundOf(spec, spec.Layers.OfType<UnitSpec>().LastOrDefault()),
        ];
    }

    // A layer that keeps the number of its inputs, with what is below it, what is above it, and how it fills vectors.
    private static IReadOnlyList<object> AroundOf(ListSpec spec, UnitSpec? unit)
    {
        if (unit is null)
        {
            return ["", "", ""];
        }

        int index = Enumerable.Range(0, spec.Layers.Count).First(layer => ReferenceEquals(spec.Layers[layer], unit));
        object KindAt(int layer) => spec.Layers.ElementAtOrDefault(layer)?.GetType() ?? (object)"";
        object kind = KindAt(index);
        return [(KindAt(index - 1), kind), (kind, KindAt(index + 1)), (kind, BlocksOf(unit.Units), unit.Units % 8 == 0)];
    }

    // A residual connection, with the layer whose outputs it adds and how it is reached: within a chain, over one recurrent layer or more.
    private static object SourceOf(ListSpec spec, ResidualSpec? residual)
    {
        if (residual is null)
        {
            return "";
        }

        int index = Enumerable.Range(0, spec.Layers.Count).First(layer => ReferenceEquals(spec.Layers[layer], residual));
        int source = index - residual.Layers;
        int recurrent = spec.Layers.Skip(source).Take(residual.Layers).Count(static layer => layer is RecurrentSpec);
        return (spec.Layers.ElementAtOrDefault(source - 1)?.GetType(), Math.Min(recurrent, 2), spec.IsCausal);
    }

    // A layer and what it takes in: the inputs, a layer without a state, or another recurrent layer.
    private static object BelowOf(ListSpec spec, int place)
    {
        int index = Enumerable.Range(0, spec.Layers.Count).Where(layer => spec.Layers[layer] is RecurrentSpec).ElementAt(place);
        LayerSpec? layer = spec.Layers.ElementAtOrDefault(index - 1);
        object below = layer is null ? "" : layer is RecurrentSpec recurrent ? (recurrent.Form, recurrent.Directions) : layer.GetType();
        return (below, ((RecurrentSpec)spec.Layers[index]).Form, spec.Layers[index].IsCausal);
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
