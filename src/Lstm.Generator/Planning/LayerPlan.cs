using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>The plan of a layer of a kernel. The derived records are the forms that a layer can have.</summary>
/// <param name="Layer">The index of the layer in the network.</param>
/// <param name="Inputs">The number of inputs of the layer.</param>
internal abstract record LayerPlan(int Layer, int Inputs)
{
    /// <summary>How exactly the layer computes its functions.</summary>
    public LstmArithmetic Arithmetic { get; init; }
}

/// <summary>The plan of a layer that turns the vectors of all steps into one.</summary>
/// <param name="Layer">The index of the layer in the network.</param>
/// <param name="Inputs">The number of inputs of the layer.</param>
/// <param name="Shape">The layer.</param>
internal sealed record PoolPlan(int Layer, int Inputs, PoolShape Shape) : LayerPlan(Layer, Inputs);

/// <summary>The plan of a recurrent layer: how its cells are computed. The directions of a layer share the code.</summary>
/// <param name="Layer">The index of the layer in the network.</param>
/// <param name="Inputs">The number of inputs of the layer.</param>
/// <param name="Shape">The layer.</param>
/// <param name="Cells">Its cells: one for each direction.</param>
/// <param name="Sections">The positions of the weights of its first cell.</param>
internal abstract record RecurrentPlan(
    int Layer, int Inputs, RecurrentShape Shape, IReadOnlyList<CellPlace> Cells, CellSections Sections) : LayerPlan(Layer, Inputs)
{
    /// <summary>The options of the cell.</summary>
    public CellShape Cell => Shape.Cell;

    /// <summary>The equations of the cell.</summary>
    public Cell Definition => Shape.Cell.Definition;

    /// <summary>Whether the pre-activations go through memory.</summary>
    public virtual bool HasSums => true;

    public static RecurrentPlan For(PackedLayout layout, int layer, IReadOnlyList<CellPlace> cells, VectorWidth width)
    {
        NetworkShape network = layout.Network;
        RecurrentShape shape = (RecurrentShape)network.Layers[layer];
        CellSections sections = new(layout, cells[0].Number);
        int inputs = network.InputOf(layer);
        if (network.IsQuantized)
        {
            return new TiledLayer(layer, inputs, shape, cells, sections)
            {
                Sums = QuantizedPart.For(network, cells[0], sections),
                LooksAhead = LookAhead.Serves(layout, layer, width),
            };
        }

        if (width == VectorWidth.Widest && PairLayer.Serves(shape.Cell))
        {
            return new PairLayer(layer, inputs, shape, cells, sections);
        }

        if (!RegisterLayer.Serves(shape.Cell))
        {
            bool turns = !width.IsNarrow && sections.TileCount > 1 && TiledLayer.IsWorthTurning(layout.Length);
            bool hasMethods = turns || LookAhead.ServesAny(layout, width) || TiledLayer.IsWorthWidening(layout, shape.Cell);
            return new TiledLayer(layer, inputs, shape, cells, sections)
            {
                Sums = width.IsNarrow ? new CalledSums(Chains: 1) : hasMethods ? new TileMethods(turns) : new UnrolledSums(),
                LooksAhead = LookAhead.Serves(layout, layer, width),
            };
        }

        // In narrow vectors the gates of a single block would fill the registers of x64, so the layer is tiled. Its sums keep the order of
        // the wide kernel.
        RegisterLayer registers = new(layer, inputs, shape, cells, sections);
        return width.IsNarrow
            ? new TiledLayer(layer, inputs, shape, cells, sections) { Sums = new CalledSums(registers.Chains) }
            : registers;
    }
}

/// <summary>
/// The plan for up to two blocks. Everything stays in registers, from the sums to the new hidden state. The time of such a step is the
/// latency of its dependency chain, which memory between its phases would lengthen.
/// </summary>
internal sealed record RegisterLayer(int Layer, int Inputs, RecurrentShape Shape, IReadOnlyList<CellPlace> Cells, CellSections Sections)
    : RecurrentPlan(Layer, Inputs, Shape, Cells, Sections)
{
    /// <summary>The largest number of blocks for this plan. Their accumulators take 8 of the 16 registers of AVX2.</summary>
    private const int MaxBlocks = 2;

    /// <inheritdoc/>
    public override bool HasSums => false;

    public TilePlan Tile => Sections.Tiles[0];

    /// <summary>
    /// The number of accumulators of each sum. With one block it is two, for even and odd rows, because four accumulators are too few to
    /// hide the four-cycle latency of the multiply-adds. The number is part of the order of summation.
    /// </summary>
    public int Chains => Tile.Group.BlocksPerTile == 1 ? 2 : 1;

    /// <summary>
    /// Returns whether a cell has this plan. Layer normalisation needs all units of a gate at once, so its sums go through memory anyway.
    /// </summary>
    public static bool Serves(CellShape cell) => cell.Blocks <= MaxBlocks && cell.Definition.NormalisedSums.Length == 0;
}

/// <summary>
/// The plan for three or more blocks. All sums are computed tile by tile into a small buffer. A short loop for each function follows: the
/// sigmoids; the candidates and the new cell state; the new hidden state. The activations of a whole block form a dependency chain that is
/// too long for the processor to overlap with the next block. In separate loops several blocks overlap, and the constants of each loop fit
/// the registers.
/// </summary>
internal sealed record TiledLayer(int Layer, int Inputs, RecurrentShape Shape, IReadOnlyList<CellPlace> Cells, CellSections Sections)
    : RecurrentPlan(Layer, Inputs, Shape, Cells, Sections)
{
    /// <summary>
    /// The size of the smallest first-level caches, 32 KB, in floats. If there are more weights, a step reads most of them from the second
    /// level.
    /// </summary>
    public const int L1Floats = 8 * 1024;

    /// <summary>The size of the smallest second-level caches, 512 KB, in floats.</summary>
    private const int L2Floats = 128 * 1024;

    /// <summary>How the sums are computed.</summary>
    public SumsForm Sums { get; init; } = new UnrolledSums();

    /// <summary>
    /// Whether steps alternate between forward and backward order of the tiles, so that a step starts with the weights that are still in
    /// the cache from the previous step.
    /// </summary>
    public bool BackAndForth => Sums is TileMethods { BackAndForth: true };

    /// <summary>Whether a run computes the input half of the sums for several steps at once. See <see cref="LookAhead"/>.</summary>
    public bool LooksAhead { get; init; }

    /// <summary>Whether the tiles are computed in vectors of sixteen floats where a processor has them.</summary>
    public bool WidensTiles => Sums is TileMethods && IsWide(Cell);

    /// <summary>Whether the units are computed in vectors of sixteen floats too.</summary>
    public bool WidensUnits => WidensTiles && PairLayer.Serves(Cell);

    /// <summary>
    /// Returns whether a layer is faster in vectors of sixteen floats and has no kernel of its own in them, as smaller networks have: see
    /// <see cref="PairLayer"/>. Such vectors take 373 instead of 447 ns at 8x64, 148 instead of 186 ns at 1x40 with peepholes, 224 instead
    /// of 322 ns at 1x40 in both directions.
    /// </summary>
    public static bool IsWorthWidening(PackedLayout layout, CellShape cell) => IsWide(cell) && !PairLayer.Serves(layout);

    /// <summary>
    /// Returns whether a cell has tiles of several blocks, in which two gates are side by side. A cell with a projection has short rows: it
    /// is 2 to 3 % slower in vectors of sixteen floats, at 8x128 with 64 projected values.
    /// </summary>
    private static bool IsWide(CellShape cell) =>
        cell.Blocks >= PairLayer.MinBlocks && cell.Definition is { HasFourWholeSums: true, IsProjected: false };

    /// <summary>
    /// Returns whether alternating the order pays off for this number of weights: about an eighth of them must stay in the first-level
    /// cache or in the second-level cache. Between the two ranges too few weights stay, and backward memory order costs as much as it
    /// saves.
    /// </summary>
    public static bool IsWorthTurning(int weights) => weights is > L1Floats and <= 8 * L1Floats or > L2Floats;
}

/// <summary>How a layer of phases computes its sums.</summary>
internal abstract record SumsForm;

/// <summary>The rows of each tile are unrolled in the layer's method.</summary>
internal sealed record UnrolledSums : SumsForm;

/// <summary>A method that all layers of a kind share computes the sums of a tile.</summary>
/// <param name="BackAndForth">Whether steps alternate between forward and backward order of the tiles.</param>
internal sealed record TileMethods(bool BackAndForth) : SumsForm;

/// <summary>The runtime loops over the rows.</summary>
/// <param name="Chains">The number of accumulators of each sum, as in the wide kernel.</param>
internal sealed record CalledSums(int Chains) : SumsForm;

/// <summary>
/// Hidden states are multiplied in integers. Quantized networks of every size use phases: they convert the sums to floats before the
/// activations anyway, and are meant for large layers.
/// </summary>
/// <param name="Parts">The parts of the sums that are computed in integers, in the order of their addition.</param>
/// <param name="Late">The part that needs a vector of this step; null for none.</param>
/// <param name="Memory">The number of floats of memory for the integers and for changed scales.</param>
internal sealed record QuantizedSums(IReadOnlyList<QuantizedPart> Parts, QuantizedPart? Late, int Memory) : SumsForm;

/// <summary>A group of equal tiles: the bias and the input weights, the recurrent weights, and a recurrent bias if there is one.</summary>
internal sealed record TilePlan(PackedSection Input, PackedSection Recurrent, PackedSection? RecurrentBias)
{
    public TileGroup Group => Input.Group;
}
