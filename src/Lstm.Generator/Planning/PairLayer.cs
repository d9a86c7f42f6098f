using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// A plain LSTM in vectors of sixteen lanes: two gates of a block in each while the sums grow, which is how they stand in memory, and two blocks of a gate in each
/// from there on. That halves the operations. All blocks grow at once: fewer would wait for each other's multiply-adds.
/// </summary>
/// <param name="Inputs">Values the layer takes in.</param>
/// <param name="Cell">What it computes.</param>
/// <param name="Sections">Where its weights stand.</param>
/// <param name="Blocks">Blocks of eight units.</param>
internal sealed record PairLayer(int Inputs, CellShape Cell, CellSections Sections, int Blocks) : LayerPlan(Inputs, Cell, Sections)
{
    /// <summary>Units in a vector.</summary>
    public const int UnitsPerVector = 2 * NetworkShape.Lanes;

    private const int MinBlocks = 3;

    /// <summary>Floats that the first caches of most processors with such vectors hold, 48 KB.</summary>
    private const int MaxFloats = 12 * 1024;

    /// <summary>
    /// Whether this serves a network: one whose weights fit the first cache, as those of larger ones arrive too slowly for vectors of eight lanes already; and of
    /// three blocks or more, as fewer wait for each other's results, however many fit a vector (59 ns at 1 x 16 in either; 80 for 94 at 1 x 24, 117 for 197 at 1 x 40).
    /// </summary>
    public static bool Serves(PackedLayout layout) =>
        layout.Shape is { IsCausal: true, IsQuantized: false, Cell.IsPlain: true, Blocks: >= MinBlocks } && layout.Length <= MaxFloats;
}
