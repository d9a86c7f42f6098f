using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>How one layer is computed.</summary>
/// <param name="Inputs">Values the layer takes in.</param>
/// <param name="Hidden">Its units.</param>
/// <param name="Length">Floats of packed weights it reads.</param>
internal abstract record LayerPlan(int Inputs, int Hidden, int Length);

/// <summary>
/// Up to two blocks: everything stays in registers, from the sums to the new hidden state. Such a step waits for its own dependency chain, and memory
/// between its phases would lengthen it.
/// </summary>
internal sealed record RegisterLayer(int Inputs, int Hidden, int Length, TilePlan Tile) : LayerPlan(Inputs, Hidden, Length)
{
    /// <summary>The most blocks that a layer may have for this: their sums are 8 of AVX2's 16 registers.</summary>
    public const int MaxBlocks = 2;

    /// <summary>
    /// Chains of each sum: two, for even and odd rows, with one block, whose four sums are too few to fill the four cycles that
    /// multiply-adds wait for each other. The number is part of the order of summation.
    /// </summary>
    public int Chains => Tile.Group.BlocksPerTile == 1 ? 2 : 1;
}

/// <summary>
/// Three blocks or more: all sums, tile by tile, into a small buffer, and then one short loop a function: the sigmoids; the candidates and the new cell
/// state; the new hidden state. A block's whole chain of activations is too long for the processor to overlap with the next block's; cut
/// in loops, several blocks overlap, and each loop's constants fit the registers.
/// </summary>
internal sealed record TiledLayer(int Inputs, int Hidden, int Length, IReadOnlyList<TilePlan> Tiles) : LayerPlan(Inputs, Hidden, Length);

/// <summary>A run of equal tiles: its bias and input weights, and its recurrent weights.</summary>
internal sealed record TilePlan(PackedSection Input, PackedSection Recurrent)
{
    public TileGroup Group => Input.Group;
}

/// <summary>
/// The dense head: a row of weights an output, walked along the hidden units (unlike the layers, which walk across them), because most heads
/// have one output or few, and lanes over outputs would stand empty.
/// </summary>
internal sealed record HeadPlan(PackedSection Weight, PackedSection Bias)
{
    /// <summary>Outputs computed side by side: their four sums become one 128-bit vector.</summary>
    public const int RowsPerTile = 4;
}
