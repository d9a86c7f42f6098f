using System.Collections.Generic;

namespace Lstm.Shared;

/// <summary>What a section of the packed buffer holds.</summary>
internal enum PackedKind
{
    /// <summary>The constants of the activations, a vector each: [constants, lanes]. First, so that kernels find them at the start.</summary>
    Constants,

    /// <summary>A layer's bias and input weights: [tiles, 1 + input, blocks, gates, lanes]; row 0 is the bias.</summary>
    Input,

    /// <summary>A layer's recurrent weights: [tiles, hidden, blocks, gates, lanes].</summary>
    Recurrent,

    /// <summary>The head's weights, a row an output, zero beyond the hidden size: [output, padded hidden].</summary>
    HeadWeight,

    /// <summary>The head's bias, padded with zeros to whole vectors: [padded output].</summary>
    HeadBias,
}

/// <summary>A named, contiguous part of the packed buffer.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Layer">Which layer it belongs to; <see cref="PackedLayout.NoLayer"/> for the constants and the head.</param>
/// <param name="Group">The tiles it holds; meaningless outside of layers.</param>
/// <param name="Rows">Rows in each tile (one multiplier each), constants in the table, or rows of the head.</param>
/// <param name="Offset">Where it starts, in floats from the start of the buffer: always a multiple of 8.</param>
/// <param name="Length">Its floats: always a multiple of 8.</param>
internal sealed record PackedSection(PackedKind Kind, int Layer, TileGroup Group, int Rows, int Offset, int Length)
{
    /// <summary>Floats in one row of a tile: [blocks, gates, lanes].</summary>
    public int RowLength => Group.BlocksPerTile * PackedLayout.BlockRow;

    /// <summary>Floats from one tile to the next.</summary>
    public int TileLength => Rows * RowLength;
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

    /// <summary>The gates, in the order of the sections and of the canonical weights: input, forget, candidate, output.</summary>
    public const int Gates = 4;

    /// <summary>The layer of a section that belongs to none.</summary>
    public const int NoLayer = -1;

    /// <summary>The gate whose activation is tanh; the others are sigmoids, and their rows are stored halved.</summary>
    public const int CandidateGate = 2;

    /// <summary>Floats of the table of constants: 31 vectors, and one of padding to end on a 64-byte boundary.</summary>
    public const int ConstantsLength = 32 * LstmShape.Lanes;

    /// <summary>Floats that one block takes in one row: a vector a gate.</summary>
    public const int BlockRow = Gates * LstmShape.Lanes;

    private PackedLayout(LstmShape shape, IReadOnlyList<PackedSection> sections, int length)
    {
        Shape = shape;
        Sections = sections;
        Length = length;
    }

    public LstmShape Shape { get; }

    /// <summary>Every section, contiguous and in order.</summary>
    public IReadOnlyList<PackedSection> Sections { get; }

    /// <summary>Floats in the whole buffer.</summary>
    public int Length { get; }

    /// <summary>
    /// What the stored rows of a gate are multiplied by. The kernels' sigmoid starts from half of its argument, as in s(v) = 0.5 tanh(v / 2) + 0.5:
    /// the half belongs in the weights, where it costs nothing, and a power of two costs no bit either.
    /// </summary>
    public static float GateScale(int gate) => gate == CandidateGate ? 1f : 0.5f;

    /// <summary>The layout of a network, a pure function of its sizes.</summary>
    public static PackedLayout For(LstmShape shape)
    {
        List<PackedSection> sections = [];
        int offset = 0;

        void Add(PackedKind kind, int layer, TileGroup group, int rows, int length)
        {
            sections.Add(new PackedSection(kind, layer, group, rows, offset, length));
            offset += length;
        }

        Add(PackedKind.Constants, NoLayer, default, ConstantsLength / LstmShape.Lanes, ConstantsLength);
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            foreach (TileGroup group in BlockTiling.For(shape.Blocks))
            {
                int row = group.Tiles * group.BlocksPerTile * BlockRow;
                int inputRows = 1 + shape.InputOf(layer);
                Add(PackedKind.Input, layer, group, inputRows, inputRows * row);
                Add(PackedKind.Recurrent, layer, group, shape.Hidden, shape.Hidden * row);
            }
        }

        if (shape.HasHead)
        {
            Add(PackedKind.HeadWeight, NoLayer, default, shape.Output, shape.Output * shape.PaddedHidden);
            Add(PackedKind.HeadBias, NoLayer, default, 1, LstmShape.Padded(shape.Output));
        }

        return new PackedLayout(shape, sections, offset);
    }
}
