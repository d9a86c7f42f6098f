using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The input half of a layer's sums does not wait for its hidden state. A run can form it for several steps at once, as a small product of matrices, and
/// load each input weight once for all of them.
/// </summary>
internal static class LookAhead
{
    /// <summary>Steps at once: they share their weights as so many streams do.</summary>
    public const int Steps = SharedLoads.Streams;

    /// <summary>
    /// Whether it serves a layer, one of four gates whose weights are too many for the first cache. Where the inputs are few, so are their weights, and nothing is won;
    /// in a network that draws random numbers or has a stem, the steps are left one by one, and so they are where the inputs are multiplied in integers.
    /// </summary>
    public static bool Serves(PackedLayout layout, int layer, VectorWidth width) =>
        width == VectorWidth.Wide && layout.Length > TiledLayer.L1Floats && !(layout.Shape.IsQuantized && layer > 0) &&
        layout.Shape is { IsCausal: true, Stem: null, Cell: { IsLstm: true, CoupledGates: false, StochasticForget: false } } && 4 * layout.Shape.InputOf(layer) >= layout.Shape.Cell.Width;

    /// <summary>Whether it serves any layer of a network.</summary>
    public static bool ServesAny(PackedLayout layout, VectorWidth width) =>
        Serves(layout, 0, width) || layout.Shape.Layers > 1 && Serves(layout, 1, width);
}
