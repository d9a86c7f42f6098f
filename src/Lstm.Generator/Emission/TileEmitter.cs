using System.Globalization;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the sums of a layer's tiles: the multiply-adds, which are the body of every network.</summary>
/// <remarks>
/// Names follow the equations: <c>i0, f0, g0, o0</c> are the gates' sums, <c>w</c> and <c>u</c> the rows of input and of recurrent weights, <c>v</c>
/// the one value that a row is multiplied by, in all lanes. The order of a sum never changes: bias, inputs, hidden units.
/// </remarks>
internal static class TileEmitter
{
    private static readonly string[] s_gates = ["i", "f", "g", "o"];

    /// <summary>The sums of a layer's only tile, left in <c>i0</c>, <c>f0</c> and so on, a digit a block.</summary>
    public static void EmitSums(SourceWriter writer, RegisterLayer layer, int baseOffset)
    {
        Accumulators accumulators = new(layer.Tile.Group.BlocksPerTile, layer.Chains);
        writer.Line(accumulators.Chains == 2
            ? "// The sums of all gates, in two chains: even rows in i0 ... o0, odd rows in i1 ... o1. A row is multiplied by v."
            : "// The sums of all gates, a digit a block. A row is multiplied by v.");
        EmitCursors(writer, layer.Tile, baseOffset);
        EmitBias(writer, accumulators.Blocks);
        if (accumulators.Chains == 2)
        {
            foreach (string gate in s_gates)
            {
                writer.Line($"Vector256<float> {gate}1 = Vector256<float>.Zero;");
            }
        }

        writer.Line("Vector256<float> v;");
        EmitRows(writer, "w", "x", layer.Inputs, firstRow: 1, accumulators);
        EmitRows(writer, "u", "h", layer.Hidden, firstRow: 0, accumulators);
        if (accumulators.Chains == 2)
        {
            writer.Line();
            foreach (string gate in s_gates)
            {
                writer.Line($"{gate}0 += {gate}1;");
            }
        }
    }

    /// <summary>All tiles of a run, each one's sums stored to <c>sums</c>.</summary>
    public static void EmitTiles(SourceWriter writer, TilePlan tile, int inputs, int hidden, int baseOffset)
    {
        TileGroup group = tile.Group;
        Accumulators accumulators = new(group.BlocksPerTile, Chains: 1);
        using SourceWriter.Scope scope = writer.Block();
        EmitCursors(writer, tile, baseOffset);
        writer.Line($"ref float s = ref {At("sums", group.FirstBlock * 32)};");
        if (group.Tiles == 1)
        {
            EmitTile(writer, tile, inputs, hidden, accumulators);
            return;
        }

        using SourceWriter.Scope loop = writer.Block($"for (int tile = 0; tile < {Text(group.Tiles)}; tile++)");
        EmitTile(writer, tile, inputs, hidden, accumulators);
        writer.Line($"s = ref Unsafe.Add(ref s, {Text(tile.Input.RowLength)});");
    }

    private static void EmitTile(SourceWriter writer, TilePlan tile, int inputs, int hidden, Accumulators accumulators)
    {
        EmitBias(writer, accumulators.Blocks);
        writer.Line("Vector256<float> v;");
        EmitRows(writer, "w", "x", inputs, firstRow: 1, accumulators);
        EmitRows(writer, "u", "h", hidden, firstRow: 0, accumulators);
        writer.Line();
        for (int vector = 0; vector < accumulators.Blocks * 4; vector++)
        {
            writer.Line($"{Gate(vector)}.StoreUnsafe(ref s{(vector == 0 ? "" : ", " + Text(vector * NetworkShape.Lanes))});");
        }

        // On to the next tile; what the loops over rows have not walked already.
        Advance(writer, "w", 1 + RowLoop.For(inputs, accumulators.Blocks).Rest, tile.Input);
        Advance(writer, "u", RowLoop.For(hidden, accumulators.Blocks).Rest, tile.Recurrent);
    }

    private static void Advance(SourceWriter writer, string cursor, int rows, PackedSection section)
    {
        if (section.Group.Tiles > 1 && rows > 0)
        {
            writer.Line($"{cursor} = ref Unsafe.Add(ref {cursor}, {Text(rows * section.RowLength)});");
        }
    }

    private static void EmitCursors(SourceWriter writer, TilePlan tile, int baseOffset)
    {
        writer.Line($"ref float w = ref {At("weights", tile.Input.Offset - baseOffset)};");
        writer.Line($"ref float u = ref {At("weights", tile.Recurrent.Offset - baseOffset)};");
    }

    private static void EmitBias(SourceWriter writer, int blocks)
    {
        for (int vector = 0; vector < blocks * 4; vector++)
        {
            writer.Line($"Vector256<float> {Gate(vector)} = {Load("w", vector * NetworkShape.Lanes)};");
        }
    }

    /// <summary>Adds rows of weights, each times its own value of <paramref name="source"/>.</summary>
    private static void EmitRows(SourceWriter writer, string cursor, string source, int rows, int firstRow, Accumulators accumulators)
    {
        RowLoop loop = RowLoop.For(rows, accumulators.Blocks);
        int rowLength = accumulators.Blocks * 32;
        int walked = loop.Turns * loop.RowsPerTurn;
        if (loop.Turns > 0)
        {
            writer.Line();
            using SourceWriter.Scope scope = writer.Block($"for (nint k = 0; k < {Text(walked)}; k += {Text(loop.RowsPerTurn)})");
            for (int row = 0; row < loop.RowsPerTurn; row++)
            {
                EmitRow(writer, cursor, (firstRow + row) * rowLength, Element(source, row == 0 ? "k" : $"k + {Text(row)}"), row, accumulators);
            }

            writer.Line();
            writer.Line($"{cursor} = ref Unsafe.Add(ref {cursor}, {Text(loop.RowsPerTurn * rowLength)});");
        }

        for (int row = 0; row < loop.Rest; row++)
        {
            int k = walked + row;
            EmitRow(writer, cursor, (firstRow + row) * rowLength, k == 0 ? source : Element(source, Text(k)), row, accumulators);
        }
    }

    private static void EmitRow(SourceWriter writer, string cursor, int offset, string value, int row, Accumulators accumulators)
    {
        writer.Line();
        writer.Line($"v = Create({value});");
        int chain = row % accumulators.Chains;
        for (int vector = 0; vector < accumulators.Blocks * 4; vector++)
        {
            string sum = Gate(vector + chain * 4);
            writer.Line($"{sum} = FusedMultiplyAdd({Load(cursor, offset + vector * NetworkShape.Lanes)}, v, {sum});");
        }
    }

    private static string Gate(int vector) => s_gates[vector % 4] + Text(vector / 4);

    private static string Load(string cursor, int offset) => offset == 0 ? $"LoadUnsafe(ref {cursor})" : $"LoadUnsafe(ref {cursor}, {Text(offset)})";

    private static string At(string start, int offset) => offset == 0 ? start : Element(start, Text(offset));

    private static string Element(string source, string index) => $"Unsafe.Add(ref {source}, {index})";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The registers that sums grow in: several blocks with one chain each, or one block with two.</summary>
    private readonly record struct Accumulators(int Blocks, int Chains);
}
