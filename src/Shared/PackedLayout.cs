using System.Collections.Generic;

namespace Lstm.Shared;

/// <summary>What a section of the packed buffer holds.</summary>
internal enum PackedKind
{
    /// <summary>The constants of the activations, a vector each: [constants, lanes]. First, so that kernels find them at the start.</summary>
    Constants,

    /// <summary>A cell's bias and input weights: [tiles, 1 + input, blocks, sums, lanes]; row 0 is the bias.</summary>
    Input,

    /// <summary>In quantized precision, what an input from below is multiplied by before it is rounded to an integer: [1, lanes], all the same.</summary>
    QuantizedInputScale,

    /// <summary>What the sums of its products with <see cref="QuantizedInput"/> are multiplied by: [blocks, sums, lanes].</summary>
    QuantizedInputRowScale,

    /// <summary>A cell's weights of an input from below, in integers: [tiles, pairs of inputs, blocks, sums, lanes, 2].</summary>
    QuantizedInput,

    /// <summary>In quantized precision, what the hidden state is multiplied by before it is rounded to an integer: [1, lanes], all the same.</summary>
    QuantizedRecurrentScale,

    /// <summary>What the sums of its products with <see cref="QuantizedRecurrent"/> are multiplied by: [blocks, sums, lanes].</summary>
    QuantizedRecurrentRowScale,

    /// <summary>A cell's recurrent weights, in integers: [tiles, pairs of hidden units, blocks, sums, lanes, 2].</summary>
    QuantizedRecurrent,

    /// <summary>The bias of a candidate's recurrent half, in a GRU that resets after it: [tiles, 1, blocks, 1 sum, lanes].</summary>
    RecurrentBias,

    /// <summary>A cell's recurrent weights: [tiles, hidden state, blocks, sums, lanes].</summary>
    Recurrent,

    /// <summary>The recurrent weights of a candidate, in a GRU that resets before them: [tiles, hidden, blocks, 1 sum, lanes].</summary>
    Candidate,

    /// <summary>What a cell's gates multiply its cell state by: [blocks, gates, lanes].</summary>
    Peephole,

    /// <summary>What normalised sums are multiplied by: [blocks, sums, lanes].</summary>
    GateNormWeight,

    /// <summary>What is added to them then: [blocks, sums, lanes].</summary>
    GateNormBias,

    /// <summary>What the normalised cell state is multiplied by: [blocks, 1, lanes].</summary>
    CellNormWeight,

    /// <summary>What is added to it then: [blocks, 1, lanes].</summary>
    CellNormBias,

    /// <summary>A cell's projection, a row for each value of the hidden state, zero beyond the hidden size: [projection, padded hidden].</summary>
    Projection,

    /// <summary>A dense layer's weights, a row an output, zero beyond its inputs: [units, padded inputs].</summary>
    DenseWeight,

    /// <summary>A dense layer's bias, padded with zeros to whole vectors: [padded units].</summary>
    DenseBias,
}

/// <summary>A named, contiguous part of the packed buffer.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Index">
/// Which cell it belongs to (layer times directions plus direction), or which dense layer, counted from the stem's first; <see cref="PackedLayout.NoIndex"/>
/// for the constants.
/// </param>
/// <param name="Group">The tiles it holds; meaningless where it has none.</param>
/// <param name="Sums">The sums or gates that a block has a vector for, by letter; empty where it has no blocks.</param>
/// <param name="Rows">Rows in each tile (one multiplier each), constants in the table, or rows of a matrix.</param>
/// <param name="Offset">Where it starts, in floats from the start of the buffer: always a multiple of 8.</param>
/// <param name="Length">Its floats: always a multiple of 8.</param>
internal sealed record PackedSection(PackedKind Kind, int Index, TileGroup Group, string Sums, int Rows, int Offset, int Length)
{
    /// <summary>How its weights are stored; where they are integers, a row is a pair of rows.</summary>
    public LstmPrecision Precision { get; init; }

    /// <summary>Floats that one block takes in one row: a vector a sum. (A pair of rows in 16 bits takes as much, one in 8 bits half.)</summary>
    public int BlockRow => Sums.Length * NetworkShape.Lanes / (Precision == LstmPrecision.Int8 ? 2 : 1);

    /// <summary>Floats in one row of a tile: [blocks, sums, lanes].</summary>
    public int RowLength => Group.BlocksPerTile * BlockRow;

    /// <summary>Floats from one tile to the next.</summary>
    public int TileLength => NetworkShape.Padded(Rows * RowLength);
}

/// <summary>
/// Where each weight stands in the one buffer a kernel reads: declared as a list of sections, from which the packer, the emitters, the
/// tests and the table in the generated remarks all derive.
/// </summary>
/// <remarks>
/// The order of the sections and within them is the order in which a step reads: every tile is one forward stream of whole, aligned
/// vectors. See docs/packed-layout.md for a picture.
/// </remarks>
internal sealed class PackedLayout
{
    /// <summary>Counts the changes of this layout. Generated code names the version it was made for, and packing refuses any other.</summary>
    public const int Version = 1;

    /// <summary>The index of a section that belongs to no cell and no dense layer.</summary>
    public const int NoIndex = -1;

    /// <summary>Floats of the table of constants: 31 vectors, and one of padding to end on a 64-byte boundary.</summary>
    public const int ConstantsLength = 32 * NetworkShape.Lanes;

    private readonly List<PackedSection> _sections = [];

    private PackedLayout(NetworkShape shape)
    {
        Shape = shape;
        Add(PackedKind.Constants, NoIndex, default, "", ConstantsLength / NetworkShape.Lanes, ConstantsLength);

        int dense = 0;
        foreach ((DenseShape layer, int inputs) in shape.DenseLayers())
        {
            if (dense == shape.StemLayers)
            {
                AddCells();
            }

            Add(PackedKind.DenseWeight, dense, default, "", layer.Units, layer.Units * NetworkShape.Padded(inputs));
            Add(PackedKind.DenseBias, dense, default, "", 1, NetworkShape.Padded(layer.Units));
            dense++;
        }

        if (shape.Head is null)
        {
            AddCells();
        }
    }

    public NetworkShape Shape { get; }

    /// <summary>Every section, contiguous and in order.</summary>
    public IReadOnlyList<PackedSection> Sections => _sections;

    /// <summary>Floats in the whole buffer.</summary>
    public int Length { get; private set; }

    /// <summary>The layout of a network, a pure function of its shape.</summary>
    public static PackedLayout For(NetworkShape shape) => new(shape);

    private void AddCells()
    {
        for (int cell = 0; cell < Shape.Cells; cell++)
        {
            AddTiles(cell, Shape.InputOf(cell / Shape.Directions));
            AddUnits(cell);
        }
    }

    /// <summary>What is multiplied and summed, tile by tile.</summary>
    private void AddTiles(int index, int inputs)
    {
        CellShape cell = Shape.Cell;
        if (Shape.IsQuantized)
        {
            AddQuantizedTiles(index, inputs);
            return;
        }

        foreach (TileGroup group in BlockTiling.For(Shape.Blocks))
        {
            AddTile(PackedKind.Input, index, group, cell.InputSums, 1 + inputs);
            if (cell.Kind == CellKind.GruResetAfter)
            {
                AddTile(PackedKind.RecurrentBias, index, group, "u", 1);
            }

            AddTile(PackedKind.Recurrent, index, group, cell.RecurrentSums, cell.Width);
        }

        if (cell.Kind == CellKind.GruResetBefore)
        {
            foreach (TileGroup group in BlockTiling.For(Shape.Blocks))
            {
                AddTile(PackedKind.Candidate, index, group, "n", cell.Hidden);
            }
        }
    }

    /// <summary>
    /// The same in quantized precision: the bias, with it what stays in floats, the weights of the network's inputs; then in integers those of a hidden state from
    /// below, and those of the cell's own.
    /// </summary>
    private void AddQuantizedTiles(int index, int inputs)
    {
        bool fromBelow = index >= Shape.Directions;
        foreach (TileGroup group in BlockTiling.For(Shape.Blocks))
        {
            AddTile(PackedKind.Input, index, group, Shape.Cell.InputSums, fromBelow ? 1 : 1 + inputs);
        }

        if (fromBelow)
        {
            Add(PackedKind.QuantizedInputScale, index, default, "", 1, NetworkShape.Lanes);
            AddBlocks(PackedKind.QuantizedInputRowScale, index, Shape.Cell.Sums);
            AddPairs(PackedKind.QuantizedInput, index, inputs);
        }

        Add(PackedKind.QuantizedRecurrentScale, index, default, "", 1, NetworkShape.Lanes);
        AddBlocks(PackedKind.QuantizedRecurrentRowScale, index, Shape.Cell.Sums);
        AddPairs(PackedKind.QuantizedRecurrent, index, Shape.Cell.Width);
    }

    private void AddPairs(PackedKind kind, int index, int rows)
    {
        foreach (TileGroup group in BlockTiling.For(Shape.Blocks))
        {
            PackedSection section = new(kind, index, group, Shape.Cell.Sums, QuantizedShape.Pairs(rows), Length, 0) { Precision = Shape.Precision };
            _sections.Add(section with { Length = group.Tiles * section.TileLength });
            Length += group.Tiles * section.TileLength;
        }
    }

    /// <summary>What belongs to one unit each, and the projection.</summary>
    private void AddUnits(int index)
    {
        CellShape cell = Shape.Cell;
        if (cell.Peephole)
        {
            AddBlocks(PackedKind.Peephole, index, cell.PeepholeGates);
        }

        if (cell.LayerNorm)
        {
            AddBlocks(PackedKind.GateNormWeight, index, cell.Sums);
            AddBlocks(PackedKind.GateNormBias, index, cell.Sums);
            AddBlocks(PackedKind.CellNormWeight, index, "c");
            AddBlocks(PackedKind.CellNormBias, index, "c");
        }

        if (cell.Projection > 0)
        {
            Add(PackedKind.Projection, index, default, "", cell.Projection, cell.Projection * Shape.PaddedHidden);
        }
    }

    private void AddTile(PackedKind kind, int index, TileGroup group, string sums, int rows) =>
        Add(kind, index, group, sums, rows, rows * group.Tiles * group.BlocksPerTile * sums.Length * NetworkShape.Lanes);

    private void AddBlocks(PackedKind kind, int index, string sums) =>
        Add(kind, index, new TileGroup(0, 1, Shape.Blocks), sums, 1, sums.Length * Shape.PaddedHidden);

    private void Add(PackedKind kind, int index, TileGroup group, string sums, int rows, int length)
    {
        _sections.Add(new PackedSection(kind, index, group, sums, rows, Length, length));
        Length += length;
    }
}
