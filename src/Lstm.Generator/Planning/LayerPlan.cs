using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>The plan of one recurrent layer.</summary>
/// <param name="Inputs">The number of inputs of the layer.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Sections">The positions of its weights.</param>
internal abstract record LayerPlan(int Inputs, CellShape Cell, CellSections Sections)
{
    public static LayerPlan For(PackedLayout layout, int layer, VectorWidth width)
    {
        StackShape shape = layout.Shape;
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

        // Layer normalisation needs all units of a gate at once, so the sums go through memory anyway.
        if (shape.Blocks > RegisterLayer.MaxBlocks || shape.Cell.LayerNorm)
        {
            return new TiledLayer(shape.InputOf(layer), shape.Cell, sections)
            {
                BackAndForth = !width.IsNarrow && TiledLayer.IsWorthTurning(layout.Length),
                LooksAhead = LookAhead.Serves(layout, layer, width),
                HasTileMethods = !width.IsNarrow && (TiledLayer.IsWorthTurning(layout.Length) || LookAhead.ServesAny(layout, width)),
            };
        }

        // In narrow vectors the gates of a single block would fill the registers of x64, so the layer is tiled. Its sums keep the order of
        // the wide kernel.
        RegisterLayer registers = new(shape.InputOf(layer), shape.Cell, sections);
        return width.IsNarrow ? new TiledLayer(registers.Inputs, registers.Cell, sections, registers.Chains) : registers;
    }
}

/// <summary>
/// The plan for up to two blocks. Everything stays in registers, from the sums to the new hidden state. The time of such a step is the
/// latency of its dependency chain, which memory between its phases would lengthen.
/// </summary>
internal sealed record RegisterLayer(int Inputs, CellShape Cell, CellSections Sections) : LayerPlan(Inputs, Cell, Sections)
{
    /// <summary>The largest number of blocks for this plan. Their accumulators take 8 of the 16 registers of AVX2.</summary>
    public const int MaxBlocks = 2;

    public TilePlan Tile => Sections.Tiles[0];

    /// <summary>
    /// The number of accumulators of each sum. With one block it is two, for even and odd rows, because four accumulators are too few to
    /// hide the four-cycle latency of the multiply-adds. The number is part of the order of summation.
    /// </summary>
    public int Chains => Tile.Group.BlocksPerTile == 1 ? 2 : 1;
}

/// <summary>
/// The plan for three or more blocks. All sums are computed tile by tile into a small buffer. A short loop for each function follows: the
/// sigmoids; the candidates and the new cell state; the new hidden state. The activations of a whole block form a dependency chain that is
/// too long for the processor to overlap with the next block. In separate loops several blocks overlap, and the constants of each loop fit
/// the registers.
/// </summary>
/// <param name="Inputs">The number of inputs of the layer.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Sections">The positions of its weights.</param>
/// <param name="Chains">The number of accumulators of each sum, as in the wide kernel. It is 2 in narrow kernels only.</param>
internal sealed record TiledLayer(int Inputs, CellShape Cell, CellSections Sections, int Chains = 1) : LayerPlan(Inputs, Cell, Sections)
{
    /// <summary>
    /// The size of the smallest first-level caches, 32 KB, in floats. If there are more weights, a step reads most of them from the second
    /// level.
    /// </summary>
    public const int L1Floats = 8 * 1024;

    /// <summary>The size of the smallest second-level caches, 512 KB, in floats.</summary>
    private const int L2Floats = 128 * 1024;

    /// <summary>
    /// Whether steps alternate between forward and backward order of the tiles, so that a step starts with the weights that are still in
    /// the cache from the previous step.
    /// </summary>
    public bool BackAndForth { get; init; }

    /// <summary>Whether a run computes the input half of the sums for several steps at once. See <see cref="LookAhead"/>.</summary>
    public bool LooksAhead { get; init; }

    /// <summary>Whether a method that all layers share computes the sums of a tile.</summary>
    public bool HasTileMethods { get; init; }

    /// <summary>
    /// Returns whether alternating the order pays off for this number of weights: about an eighth of them must stay in the first-level
    /// cache or in the second-level cache. Between the two ranges too few weights stay, and backward memory order costs as much as it
    /// saves.
    /// </summary>
    public static bool IsWorthTurning(int weights) => weights is > L1Floats and <= 8 * L1Floats or > L2Floats;

    /// <summary>
    /// The parts of the sums that are computed in integers, in the order of their addition; empty in a network of floats. Quantized
    /// networks of every size use this plan: they convert the sums to floats before the activations anyway, and are meant for large layers.
    /// </summary>
    public IReadOnlyList<QuantizedPart> Quantized { get; init; } = [];
}

/// <summary>A group of equal tiles: the bias and the input weights, the recurrent weights, and a recurrent bias if there is one.</summary>
internal sealed record TilePlan(PackedSection Input, PackedSection Recurrent, PackedSection? RecurrentBias)
{
    public TileGroup Group => Input.Group;
}
