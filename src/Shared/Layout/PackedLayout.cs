using System.Collections.Generic;
using System.Linq;

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
    /// The factors, powers of two or zero, that inputs of any magnitude are multiplied by before they are rounded: [padded inputs]. Each
    /// weight is divided by the factor of its input. Quantized networks only.
    /// </summary>
    QuantizedInputFactor,

    /// <summary>
    /// The scale that turns an input into an integer, as a multiple of the largest one if inputs have factors: [1, lanes], all equal.
    /// Quantized networks only.
    /// </summary>
    QuantizedInputScale,

    /// <summary>The factors of the sums of products with <see cref="QuantizedInput"/>: [blocks, sums, lanes].</summary>
    QuantizedInputRowScale,

    /// <summary>A cell's integer input weights: [tiles, pairs of inputs, blocks, sums, lanes, 2].</summary>
    QuantizedInput,

    /// <summary>The scale that turns the hidden state into an integer: [1, lanes], all equal. Quantized networks only.</summary>
    QuantizedRecurrentScale,

    /// <summary>The factors of the sums of products with <see cref="QuantizedRecurrent"/>: [blocks, sums, lanes].</summary>
    QuantizedRecurrentRowScale,

    /// <summary>A cell's integer recurrent weights: [tiles, pairs of hidden units, blocks, sums, lanes, 2].</summary>
    QuantizedRecurrent,

    /// <summary>The scale that turns a vector of this step into an integer, r * h of a GRU: [1, lanes], all equal.</summary>
    QuantizedCandidateScale,

    /// <summary>The factors of the sums of products with <see cref="QuantizedCandidate"/>: [blocks, sums, lanes].</summary>
    QuantizedCandidateRowScale,

    /// <summary>
    /// The integer weights of sums that need a vector of this step: [tiles, pairs of hidden units, blocks, sums, lanes, 2].
    /// </summary>
    QuantizedCandidate,

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

    /// <summary>
    /// The weights of a dense layer or a convolution, one row for each output, padded with zeros: [units, padded columns]. The columns are
    /// the inputs, and those of a convolution the inputs of each step, the oldest step first.
    /// </summary>
    DenseWeight,

    /// <summary>The bias of a dense layer or a convolution, padded with zeros to whole vectors: [padded units].</summary>
    DenseBias,

    /// <summary>A table with a row for each token, padded with zeros: [vocabulary, padded units].</summary>
    Embedding,

    /// <summary>A weight for each value of a layer, padded with zeros to whole vectors: [padded units].</summary>
    UnitWeight,

    /// <summary>A bias for each value of a layer, padded with zeros to whole vectors: [padded units].</summary>
    UnitBias,
}

/// <summary>A named, contiguous part of the packed buffer.</summary>
/// <param name="Kind">Its content.</param>
/// <param name="Layer">The index of its layer; <see cref="PackedLayout.NoLayer"/> for the constants.</param>
/// <param name="Cell">The number of its cell; <see cref="PackedLayout.NoLayer"/> for a dense layer.</param>
/// <param name="Group">Its tiles; not used for sections without tiles.</param>
/// <param name="Sums">The sums or gates for which each block has a vector, by letter; empty for sections without blocks.</param>
/// <param name="Rows">The number of rows in each tile (one multiplier each), of constants in the table, or of rows of a matrix.</param>
/// <param name="Offset">Its start, in floats from the start of the buffer, always a multiple of 8.</param>
/// <param name="Length">Its length in floats, always a multiple of 8.</param>
internal sealed record PackedSection(PackedKind Kind, int Layer, int Cell, TileGroup Group, string Sums, int Rows, int Offset, int Length)
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

    /// <summary>The index of the layer of a section that does not belong to one.</summary>
    public const int NoLayer = -1;

    /// <summary>
    /// The length of the table of constants in floats: 31 vectors, and one of padding so that it ends on a 64-byte boundary.
    /// </summary>
    public const int ConstantsLength = 32 * NetworkShape.Lanes;

    private readonly List<PackedSection> _sections = [];

    private PackedLayout(NetworkShape network)
    {
        Network = network;
        Add(PackedKind.Constants, NoLayer, NoLayer, default, "", ConstantsLength / NetworkShape.Lanes, ConstantsLength);
        ILookup<int, CellPlace> cells = network.Cells.ToLookup(static cell => cell.Layer);
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            if (network.Layers[layer] is FeedForwardShape feedForward)
            {
                AddTensors(layer, feedForward);
            }

            foreach (CellPlace cell in cells[layer])
            {
                AddSums(cell);
                AddUnits(cell);
            }
        }
    }

    public NetworkShape Network { get; }

    /// <summary>Every section, contiguous and in order.</summary>
    public IReadOnlyList<PackedSection> Sections => _sections;

    /// <summary>The length of the buffer in floats.</summary>
    public int Length { get; private set; }

    /// <summary>Returns the layout of a network, a pure function of its shape.</summary>
    public static PackedLayout For(NetworkShape network) => new(network);

    /// <summary>Adds the tensors of a layer without a state.</summary>
    private void AddTensors(int layer, FeedForwardShape shape)
    {
        foreach (LayerTensor tensor in shape.Tensors)
        {
            (int rows, int columns) = shape.SizeOf(tensor, Network.InputOf(layer));
            Add(tensor.Kind, layer, NoLayer, default, "", rows, rows * NetworkShape.Padded(columns));
        }
    }

    /// <summary>Adds the weights of the sums, tile by tile.</summary>
    private void AddSums(CellPlace place)
    {
        Cell cell = place.Shape.Definition;
        if (Network.IsQuantized)
        {
            AddQuantizedSums(place, cell);
            return;
        }

        foreach (TileGroup group in BlockTiling.For(place.Shape.Blocks, cell.Letters.Length))
        {
            AddTile(PackedKind.Input, place, group, cell.InputSums, 1 + place.Inputs);
            if (cell.RecurrentBiases.Length > 0)
            {
                AddTile(PackedKind.RecurrentBias, place, group, cell.RecurrentBiases, 1);
            }

            AddTile(PackedKind.Recurrent, place, group, cell.RecurrentSums, place.Shape.Width);
        }

        if (cell.LateSums.Length > 0)
        {
            foreach (TileGroup group in BlockTiling.For(place.Shape.Blocks, cell.LateSums.Length))
            {
                AddTile(PackedKind.Candidate, place, group, cell.LateSums, place.Shape.Hidden);
            }
        }
    }

    /// <summary>
    /// Adds the weights of a quantized cell: the bias and the weights of inputs that stay floats, and then the integer weights of other
    /// inputs and of the cell's hidden state.
    /// </summary>
    private void AddQuantizedSums(CellPlace place, Cell cell)
    {
        bool inIntegers = Network.HasQuantizedInputs(place.Layer);
        foreach (TileGroup group in BlockTiling.For(place.Shape.Blocks, cell.Letters.Length))
        {
            AddTile(PackedKind.Input, place, group, cell.InputSums, inIntegers ? 1 : 1 + place.Inputs);
            if (cell.RecurrentBiases.Length > 0)
            {
                AddTile(PackedKind.RecurrentBias, place, group, cell.RecurrentBiases, 1);
            }
        }

        if (inIntegers)
        {
            if (Network.HasScaledInputs(place.Layer))
            {
                Add(
                    PackedKind.QuantizedInputFactor, place.Layer, place.Number, default, "", 1, NetworkShape.Padded(place.Inputs));
            }

            AddScale(PackedKind.QuantizedInputScale, place);
            AddBlocks(PackedKind.QuantizedInputRowScale, place, cell.InputSums);
            AddPairs(PackedKind.QuantizedInput, place, cell.InputSums, place.Inputs);
        }

        AddScale(PackedKind.QuantizedRecurrentScale, place);
        AddBlocks(PackedKind.QuantizedRecurrentRowScale, place, cell.RecurrentSums);
        AddPairs(PackedKind.QuantizedRecurrent, place, cell.RecurrentSums, place.Shape.Width);
        if (cell.LateSums.Length > 0)
        {
            AddScale(PackedKind.QuantizedCandidateScale, place);
            AddBlocks(PackedKind.QuantizedCandidateRowScale, place, cell.LateSums);
            AddPairs(PackedKind.QuantizedCandidate, place, cell.LateSums, place.Shape.Hidden);
        }
    }

    private void AddPairs(PackedKind kind, CellPlace place, string sums, int rows)
    {
        foreach (TileGroup group in BlockTiling.For(place.Shape.Blocks, place.Shape.Definition.Letters.Length))
        {
            PackedSection section = new(kind, place.Layer, place.Number, group, sums, QuantizedShape.Pairs(rows), Length, 0)
            {
                Precision = Network.Precision,
            };
            _sections.Add(section with { Length = group.Tiles * section.TileLength });
            Length += group.Tiles * section.TileLength;
        }
    }

    /// <summary>Adds the weights for single units, and the projection.</summary>
    private void AddUnits(CellPlace place)
    {
        Cell cell = place.Shape.Definition;
        if (cell.PeepholeGates.Length > 0)
        {
            AddBlocks(PackedKind.Peephole, place, cell.PeepholeGates);
        }

        if (cell.NormalisedSums.Length > 0)
        {
            AddBlocks(PackedKind.GateNormWeight, place, cell.Letters);
            AddBlocks(PackedKind.GateNormBias, place, cell.Letters);
        }

        if (cell.NormalisedStates.Length > 0)
        {
            AddBlocks(PackedKind.CellNormWeight, place, cell.NormalisedStates);
            AddBlocks(PackedKind.CellNormBias, place, cell.NormalisedStates);
        }

        if (cell.IsProjected)
        {
            int rows = place.Shape.Projection;
            Add(PackedKind.Projection, place.Layer, place.Number, default, "", rows, rows * place.Shape.PaddedHidden);
        }
    }

    private void AddTile(PackedKind kind, CellPlace place, TileGroup group, string sums, int rows) => Add(
        kind, place.Layer, place.Number, group, sums, rows, rows * group.Tiles * group.BlocksPerTile * sums.Length * NetworkShape.Lanes);

    private void AddBlocks(PackedKind kind, CellPlace place, string sums) => Add(
        kind, place.Layer, place.Number, new TileGroup(0, 1, place.Shape.Blocks), sums, 1, sums.Length * place.Shape.PaddedHidden);

    private void AddScale(PackedKind kind, CellPlace place) =>
        Add(kind, place.Layer, place.Number, default, "", 1, NetworkShape.Lanes);

    private void Add(PackedKind kind, int layer, int cell, TileGroup group, string sums, int rows, int length)
    {
        _sections.Add(new PackedSection(kind, layer, cell, group, sums, rows, Length, length));
        Length += length;
    }
}
