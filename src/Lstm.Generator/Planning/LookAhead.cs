using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The input half of a layer's sums does not wait for its hidden state. A run can form it for several steps at once, as a small product of matrices, and
/// load each input weight once for all of them.
/// </summary>
internal static class LookAhead
{
    /// <summary>Steps at once: with four gates they keep 12 sums in registers, beside one vector of weights and three of inputs, which makes 16.</summary>
    public const int Steps = 3;

    /// <summary>
    /// Whether it serves a layer whose weights are too many for the first cache. Where the inputs are few, so are their weights, and nothing is won; in a network
    /// that draws random numbers or has a stem, the steps are left one by one.
    /// </summary>
    public static bool Serves(PackedLayout layout, int layer, VectorWidth width) =>
        width == VectorWidth.Wide && layout.Length > TiledLayer.FirstCache &&
        layout.Shape is { IsCausal: true, Stem: null, Cell.StochasticForget: false } && 4 * layout.Shape.InputOf(layer) >= layout.Shape.Cell.Width;

    /// <summary>Whether it serves any layer of a network.</summary>
    public static bool ServesAny(PackedLayout layout, VectorWidth width) =>
        Serves(layout, 0, width) || layout.Shape.Layers > 1 && Serves(layout, 1, width);
}
