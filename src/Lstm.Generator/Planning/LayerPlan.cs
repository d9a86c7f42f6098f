using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>How one recurrent layer is computed.</summary>
/// <param name="Inputs">Values the layer takes in.</param>
/// <param name="Cell">What it computes.</param>
/// <param name="Sections">Where its weights stand.</param>
internal abstract record LayerPlan(int Inputs, CellShape Cell, CellSections Sections)
{
    public static LayerPlan For(PackedLayout layout, int layer)
    {
        NetworkShape shape = layout.Shape;
        CellSections sections = new(layout, layer * shape.Directions);
        if (shape.IsQuantized)
        {
            return new TiledLayer(shape.InputOf(layer), shape.Cell, sections) { Quantized = QuantizedPart.For(shape, layer, sections) };
        }

        // A normalisation needs all of a gate's units at once: its sums go through memory anyway.
        return shape.Blocks <= RegisterLayer.MaxBlocks && !shape.Cell.LayerNorm
            ? new RegisterLayer(shape.InputOf(layer), shape.Cell, sections)
            : new TiledLayer(shape.InputOf(layer), shape.Cell, sections);
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
internal sealed record TiledLayer(int Inputs, CellShape Cell, CellSections Sections) : LayerPlan(Inputs, Cell, Sections)
{
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
