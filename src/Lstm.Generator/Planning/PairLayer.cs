using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The plan of a plain LSTM in vectors of sixteen lanes, with half as many operations. For the sums a vector holds two gates of a block, as
/// in memory; afterwards it holds one gate of two blocks. All blocks are accumulated in parallel: with fewer, the latency of the
/// multiply-adds would not be hidden.
/// </summary>
/// <param name="Inputs">The number of inputs of the layer.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Sections">The positions of its weights.</param>
/// <param name="Blocks">The number of blocks of eight units.</param>
internal sealed record PairLayer(int Inputs, CellShape Cell, CellSections Sections, int Blocks) : LayerPlan(Inputs, Cell, Sections)
{
    /// <summary>The number of units in a vector.</summary>
    public const int UnitsPerVector = 2 * NetworkShape.Lanes;

    private const int MinBlocks = 3;

    /// <summary>The size of the first-level cache of most processors with such vectors, 48 KB, in floats.</summary>
    private const int MaxFloats = 12 * 1024;

    /// <summary>
    /// Returns whether a network benefits. Its weights must fit the first-level cache: other levels deliver weights too slowly even for
    /// vectors of eight lanes. It must have at least three blocks: the latency of dependent operations limits smaller networks in vectors
    /// of any width. A step takes 59 ns at 1 x 16 in both widths, 80 ns instead of 94 ns at 1 x 24, and 117 ns instead of 197 ns at 1 x 40.
    /// </summary>
    public static bool Serves(PackedLayout layout) =>
        layout.Shape is { IsCausal: true, IsQuantized: false, Cell.IsPlain: true, Blocks: >= MinBlocks } && layout.Length <= MaxFloats;
}
