using System.Collections.Generic;

namespace Lstm.Shared;

/// <summary>The content of a section of the packed buffer.</summary>
internal enum PackedKind
{
    /// <summary>
    /// The constants of the activations, one vector each: [constants, lanes]. The first section, at the start of the buffer.
    /// </summary>
    Constants,

    /// <summary>A cell's bias and input weights: [tiles, 1 + input, blocks, sums, lanes]. Row 0 is the bias.</summary>
    Input,

    /// <summary>
    /// The scale that turns an input from the layer below into an integer: [1, lanes], all equal. Quantized networks only.
    /// </summary>
    QuantizedInputScale,

    /// <summary>The factors of the sums of products with <see cref="QuantizedInput"/>: [blocks, sums, lanes].</summary>
    QuantizedInputRowScale,

    /// <summary>A cell's integer weights of an input from the layer below: [tiles, pairs of inputs, blocks, sums, lanes, 2].</summary>
    QuantizedInput,

    /// <summary>The scale that turns the hidden state into an integer: [1, lanes], all equal. Quantized networks only.</summary>
    QuantizedRecurrentScale,

    /// <summary>The factors of the sums of products with <see cref="QuantizedRecurrent"/>: [blocks, sums, lanes].</summary>
    QuantizedRecurrentRowScale,

    /// <summary>A cell's integer recurrent weights: [tiles, pairs of hidden units, blocks, sums, lanes, 2].</summary>
    QuantizedRecurrent,

    /// <summary>The bias of the candidate's recurrent half, in a GRU with reset after: [tiles, 1, blocks, 1 sum, lanes].</summary>
    RecurrentBias,

    /// <summary>A cell's recurrent weights: [tiles, hidden state, blocks, sums, lanes].</summary>
    Recurrent,

    /// <summary>The recurrent weights of the candidate, in a GRU with reset before: [tiles, hidden, blocks, 1 sum, lanes].</summary>
    Candidate,

    /// <summary>The peephole weights of a cell's gates: [blocks, gates, lanes].</summary>
    Peephole,

    /// <summary>The weights (gamma) of the normalised sums: [blocks, sums, lanes].</summary>
    GateNormWeight,

    /// <summary>The biases (beta) of the normalised sums: [blocks, sums, lanes].</summary>
    GateNormBias,

    /// <summary>The weights (gamma) of the normalised cell state: [blocks, 1, lanes].</summary>
    CellNormWeight,

    /// <summary>The biases (beta) of the normalised cell state: [blocks, 1, lanes].</summary>
    CellNormBias,

    /// <summary>A cell's projection, one row for each projected value, padded with zeros: [projection, padded hidden].</summary>
    Projection,

    /// <summary>A dense layer's weights, one row for each output, padded with zeros: [units, padded inputs].</summary>
    DenseWeight,

    /// <summary>A dense layer's bias, padded with zeros to whole vectors: [padded units].</summary>
    DenseBias,
}

/// <summary>A named, contiguous part of the packed buffer.</summary>
/// <param name="Kind">Its content.</param>
/// <param name="Index">
/// The number of its cell (layer · directions + direction), or of its dense layer, counted from the first of the stem;
/// <see cref="PackedLayout.NoIndex"/> for the constants.
/// </param>
/// <param name="Group">Its tiles; not used for sections without tiles.</param>
/// <param name="Sums">The sums or gates for which each block has a vector, by letter; empty for sections without blocks.</param>
/// <param name="Rows">The number of rows in each tile (one multiplier each), of constants in the table, or of rows of a matrix.</param>
/// <param name="Offset">Its start, in floats from the start of the buffer, always a multiple of 8.</param>
/// <param name="Length">Its length in floats, always a multiple of 8.</param>
internal sealed record PackedSection(PackedKind Kind, int Index, TileGroup Group, string Sums, int Rows, int Offset, int Length)
{
    /// <summary>The precision of its weights. In integer precisions, a row is a pair of rows.</summary>
    public LstmPrecision Precision { get; init; }

    /// <summary>
    /// The number of floats of one block in one row: one vector for each sum. (A pair of 16-bit rows takes the same space, a pair of 8-bit
    /// rows takes half.)
    /// </summary>
    public int BlockRow => Sums.Length * NetworkShape.Lanes / (Precision == LstmPrecision.Int8 ? 2 : 1);

    /// <summary>The number of floats in one row of a tile: [blocks, sums, lanes].</summary>
    public int RowLength => Group.BlocksPerTile * BlockRow;

    /// <summary>The distance from one tile to the next, in floats.</summary>
    public int TileLength => NetworkShape.Padded(Rows * RowLength);
}

/// <summary>
/// The layout of the buffer of weights that a kernel reads, declared as a list of sections. The packer, the emitters, the tests and the
/// table in the generated remarks all use this list.
/// </summary>
/// <remarks>
/// The weights are in the order in which a step reads them: every tile is one forward stream of whole, aligned vectors. See
/// docs/packed-layout.md for a diagram.
/// </remarks>
internal sealed class PackedLayout
{
    /// <summary>
    /// The version of this layout. Generated code contains the version that it was generated for, and packing rejects others.
    /// </summary>
    public const int Version = 1;

    /// <summary>The index of a section that does not belong to a cell or a dense layer.</summary>
    public const int NoIndex = -1;

    /// <summary>
    /// The length of the table of constants in floats: 31 vectors, and one of padding so that it ends on a 64-byte boundary.
    /// </summary>
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

    /// <summary>The length of the buffer in floats.</summary>
    public int Length { get; private set; }

    /// <summary>Returns the layout of a network, a pure function of its shape.</summary>
    public static PackedLayout For(NetworkShape shape) => new(shape);

    private void AddCells()
    {
        for (int cell = 0; cell < Shape.Cells; cell++)
        {
            AddTiles(cell, Shape.InputOf(cell / Shape.Directions));
            AddUnits(cell);
        }
    }

    /// <summary>Adds the weights of the sums, tile by tile.</summary>
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
    /// Adds the weights of a quantized network: the bias and the weights of the network's inputs, which stay floats, and then the integer
    /// weights of the hidden state from the layer below and of the cell's hidden state.
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
            PackedSection section = new(kind, index, group, Shape.Cell.Sums, QuantizedShape.Pairs(rows), Length, 0)
            {
                Precision = Shape.Precision,
            };
            _sections.Add(section with { Length = group.Tiles * section.TileLength });
            Length += group.Tiles * section.TileLength;
        }
    }

    /// <summary>Adds the weights for single units, and the projection.</summary>
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
