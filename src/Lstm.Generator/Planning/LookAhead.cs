using System.Linq;
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
    /// Returns whether a layer benefits. The weights must exceed the first-level cache. Layers with few inputs have few input weights and
    /// do not benefit. Hidden states of the layer below in integers would, but upper layers in integers are long texts already.
    /// </summary>
    public static bool Serves(PackedLayout layout, int layer, VectorWidth width) =>
        width == VectorWidth.Wide && layout.Network.IsCausal && layout.Length > TiledLayer.L1Floats &&
        (!layout.Network.HasQuantizedInputs(layer) || layout.Network.HasScaledInputs(layer)) &&
        layout.Network.Layers[layer] is RecurrentShape { Cell: { } cell } &&
        (layout.Network.IsQuantized || !RegisterLayer.Serves(cell)) &&
        4 * layout.Network.InputOf(layer) >= cell.Width;

    /// <summary>Returns whether any layer of a network benefits.</summary>
    public static bool ServesAny(PackedLayout layout, VectorWidth width) =>
        Enumerable.Range(0, layout.Network.Layers.Count).Any(layer => Serves(layout, layer, width));
}
