using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// Decides whether a run computes the input half of a layer's sums for several steps at once. That half does not depend on the hidden
/// state, so it can be a small matrix product that loads each input weight once for all these steps.
/// </summary>
internal static class LookAhead
{
    /// <summary>The number of steps at once. They share their weights as that number of streams does.</summary>
    public const int Steps = SharedLoads.Streams;

    /// <summary>
    /// Returns whether a layer benefits. It must have four gates, and the weights must exceed the first-level cache. Layers with few inputs
    /// have few input weights and do not benefit. Networks with a stochastic forget gate or a stem are excluded, and so are layers whose
    /// inputs are multiplied in integers.
    /// </summary>
    public static bool Serves(PackedLayout layout, int layer, VectorWidth width) =>
        width == VectorWidth.Wide && layout.Length > TiledLayer.L1Floats && !(layout.Shape.IsQuantized && layer > 0) &&
        layout.Shape is { IsCausal: true, Stem: null, Cell: { IsLstm: true, CoupledGates: false, StochasticForget: false } } &&
        4 * layout.Shape.InputOf(layer) >= layout.Shape.Cell.Width;

    /// <summary>Returns whether any layer of a network benefits.</summary>
    public static bool ServesAny(PackedLayout layout, VectorWidth width) =>
        Serves(layout, 0, width) || layout.Shape.Layers > 1 && Serves(layout, 1, width);
}
