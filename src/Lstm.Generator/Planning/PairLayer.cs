using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The plan of a plain LSTM in vectors of sixteen lanes, with half as many operations. For the sums a vector holds two gates of a block, as
/// in memory; afterwards it holds one gate of two blocks. All blocks are accumulated in parallel: with fewer, the latency of the
/// multiply-adds would not be hidden.
/// </summary>
internal sealed record PairLayer(int Layer, int Inputs, RecurrentShape Shape, IReadOnlyList<CellPlace> Cells, CellSections Sections)
    : RecurrentPlan(Layer, Inputs, Shape, Cells, Sections)
{
    /// <summary>The number of units in a vector.</summary>
    public const int UnitsPerVector = 2 * NetworkShape.Lanes;

    /// <summary>The smallest number of blocks of a layer that benefits.</summary>
    public const int MinBlocks = 3;

    /// <summary>The size of the first-level cache of most processors with such vectors, 48 KB, in floats.</summary>
    private const int MaxFloats = 12 * 1024;

    /// <summary>
    /// Returns whether a network has a kernel for vectors of sixteen lanes. Its weights must fit the first-level cache: other levels
    /// deliver weights too slowly even for vectors of eight lanes.
    /// </summary>
    public static bool Serves(PackedLayout layout) =>
        layout.Network is { IsCausal: true, IsQuantized: false } && layout.Length <= MaxFloats &&
        layout.Network.Recurrent.All(static layer => Serves(layer.Cell));

    /// <summary>
    /// Returns whether a layer benefits. It must have at least three blocks: the latency of dependent operations limits smaller layers in
    /// vectors of any width. A step takes 59 ns at 1 x 16 in both widths, 80 ns instead of 94 ns at 1 x 24, and 117 ns instead of 197 ns at
    /// 1 x 40.
    /// </summary>
    public static bool Serves(CellShape cell) => cell is { IsPlain: true, Blocks: >= MinBlocks };
}
