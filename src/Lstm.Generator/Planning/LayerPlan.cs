using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>How one recurrent layer is computed.</summary>
/// <param name="Inputs">Values the layer takes in.</param>
/// <param name="Cell">What it computes.</param>
/// <param name="Sections">Where its weights stand.</param>
internal abstract record LayerPlan(int Inputs, CellShape Cell, CellSections Sections)
{
    public static LayerPlan For(PackedLayout layout, int layer, VectorWidth width)
    {
        NetworkShape shape = layout.Shape;
        CellSections sections = new(layout, layer * shape.Directions);
        if (shape.IsQuantized)
        {
            return new TiledLayer(shape.InputOf(layer), shape.Cell, sections) 
            {
                Quantized = QuantizedPart.For(shape, layer, sections),
                LooksAhead = LookAhead.Serves(layout, layer, width),
            };
        }

        if (width == VectorWidth.Widest)
        {
            return new PairLayer(shape.InputOf(layer), shape.Cell, sections, shape.Blocks);
        }

        // A normalisation needs all of a gate's units at once: its sums go through memory anyway.
        if (shape.Blocks > RegisterLayer.MaxBlocks || shape.Cell.LayerNorm)
        {
            return new TiledLayer(shape.InputOf(layer), shape.Cell, sections)
            {
                BackAndForth = !width.IsNarrow && TiledLayer.IsWorthTurning(layout.Length),
                LooksAhead = LookAhead.Serves(layout, layer, width),
                HasTileMethods = !width.IsNarrow && (TiledLayer.IsWorthTurning(layout.Length) || LookAhead.ServesAny(layout, width)),
            };
        }

        // In narrow vectors the gates of a single block would fill the registers of x64; but its sums keep their order.
        RegisterLayer registers = new(shape.InputOf(layer), shape.Cell, sections);
        return width.IsNarrow ? new TiledLayer(registers.Inputs, registers.Cell, sections, registers.Chains) : registers;
    }
}

/// <summary>
/// Up to two blocks: everything stays in registers, from the sums to the new hidden state. Such a step waits for its own dependency chain, and memory
/// between its phases would lengthen it.
/// </summary>
internal sealed record RegisterLayer(int Inputs, CellShape Cell, CellSections Sections) : LayerPlan(Inputs, Cell, Sections)
{
    /// <summary>The most blocks that a layer may have for this: their sums are 8 of AVX2's 16 registers.</summary>
    public const int MaxBlocks = 2;

    public TilePlan Tile => Sections.Tiles[0];

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
/// <param name="Inputs">Values the layer takes in.</param>
/// <param name="Cell">What it computes.</param>
/// <param name="Sections">Where its weights stand.</param>
/// <param name="Chains">Chains of each sum: those of the wide kernel, and so 2 only in a narrow one.</param>
internal sealed record TiledLayer(int Inputs, CellShape Cell, CellSections Sections, int Chains = 1) : LayerPlan(Inputs, Cell, Sections)
{
    /// <summary>Floats that the smallest first-level caches hold, 32 KB. Where the weights are more, a step reads most of them from the second level.</summary>
    public const int L1Floats = 8 * 1024;

    /// <summary>Floats that the smallest second-level caches hold, 512 KB.</summary>
    private const int L2Floats = 128 * 1024;

    /// <summary>
    /// Whether the tiles are walked forwards in one step and backwards in the next: what a step read last, the cache still holds when the next one
    /// starts with it.
    /// </summary>
    public bool BackAndForth { get; init; }

    /// <summary>Whether a run forms the input half of the sums for several steps at once. See <see cref="LookAhead"/>.</summary>
    public bool LooksAhead { get; init; }

    /// <summary>Whether a tile's sums are formed by a method, which all layers share.</summary>
    public bool HasTileMethods { get; init; }

    /// <summary>
    /// Whether going back and forth keeps enough of so many weights: some eighth of them in the first cache or in the second. Between the two it
    /// keeps little, and walking against the order of memory costs as much.
    /// </summary>
    public static bool IsWorthTurning(int weights) => weights is > L1Floats and <= 8 * L1Floats or > L2Floats;

    /// <summary>
    /// The parts of the sums that are formed in integers, in the order in which they are added; empty in a network of floats. A network in quantized precision has
    /// this form at every size: between its sums and its activations there are conversions anyway, and it is for large layers.
    /// </summary>
    public IReadOnlyList<QuantizedPart> Quantized { get; init; } = [];
}

/// <summary>A run of equal tiles: its bias and input weights, its recurrent weights, and a bias of their own if they have one.</summary>
internal sealed record TilePlan(PackedSection Input, PackedSection Recurrent, PackedSection? RecurrentBias)
{
    public TileGroup Group => Input.Group;
}
