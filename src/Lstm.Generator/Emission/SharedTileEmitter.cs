using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the sums of a layer for several streams: a block of units at a time, each weight loaded once for all of them.</summary>
/// <remarks>
/// A digit is a stream's: <c>i0</c> is the sum of stream 0, <c>v0</c> what its row is multiplied by. The order of each sum is that of
/// <see cref="TileEmitter"/>.
/// </remarks>
internal static class SharedTileEmitter
{
    private const int Streams = SharedLoads.Streams;
    private const int Lanes = NetworkShape.Lanes;

    /// <summary>The sums of a layer, for each stream in its own part of <c>sums</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plan">The network.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="inputStride">Floats from one stream's <c>x</c> to the next.</param>
    public static void Emit(SourceWriter writer, KernelPlan plan, LayerPlan layer, int inputStride)
    {
        string letters = layer.Cell.Sums;
        writer.Line("// The sums of all gates, a block of units a turn, a digit a stream.");
        foreach (TilePlan tile in layer.Sections.Tiles)
        {
            TileGroup group = tile.Group;
            using SourceWriter.Scope loop = writer.Block($"for (nint block = 0; block < {Text.Int(group.Tiles * group.BlocksPerTile)}; block++)");
            writer.Line($"ref float w = ref {Text.Element("weights", PlaceOf(layer, tile.Input))};");
            writer.Line($"ref float u = ref {Text.Element("weights", PlaceOf(layer, tile.Recurrent))};");
            for (int sum = 0; sum < letters.Length; sum++)
            {
                writer.Line($"Vector256<float> {letters[sum]}0 = {Text.Load("w", sum * Lanes)};");
                for (int stream = 1; stream < Streams; stream++)
                {
                    writer.Line($"Vector256<float> {letters[sum]}{stream} = {letters[sum]}0;");
                }
            }

            writer.Line($"Vector256<float> {string.Join(", ", Multipliers())};");
            writer.Line("Vector256<float> row;");
            EmitRows(writer, new Rows("w", "x", layer.Inputs, inputStride, FirstRow: 1), tile.Input);
            EmitRows(writer, new Rows("u", "h", layer.Cell.Width, plan.State.Length, FirstRow: 0), tile.Recurrent);
            writer.Line();
            string start = group.FirstBlock == 0 ? "" : Text.Int(group.FirstBlock * tile.Input.BlockRow) + " + ";
            writer.Line($"ref float s = ref {Text.Element("sums", $"{start}block * {Text.Int(tile.Input.BlockRow)}")};");
            for (int stream = 0; stream < Streams; stream++)
            {
                for (int sum = 0; sum < letters.Length; sum++)
                {
                    writer.Line($"{letters[sum]}{stream}.StoreUnsafe(ref s{Text.Plus(stream * plan.Scratch.Length + sum * Lanes)});");
                }
            }
        }
    }

    /// <summary>Where the first row of a block stands, as a sum.</summary>
    private static string PlaceOf(LayerPlan layer, PackedSection section)
    {
        TileGroup group = section.Group;
        int offset = layer.Sections.OffsetOf(section);
        string start = offset == 0 ? "" : Text.Int(offset) + " + ";
        string blocks = Text.Int(group.BlocksPerTile);
        return group.Tiles == 1
            ? $"{start}block * {Text.Int(section.BlockRow)}"
            : $"{start}block / {blocks} * {Text.Int(section.TileLength)} + block % {blocks} * {Text.Int(section.BlockRow)}";
    }

    private static void EmitRows(SourceWriter writer, Rows rows, PackedSection section)
    {
        // Two rows a turn: 24 multiply-adds. With fewer than four the loop would be one turn.
        int turns = rows.Count < 4 ? 0 : rows.Count / 2;
        if (turns > 0)
        {
            writer.Line();
            using SourceWriter.Scope loop = writer.Block($"for (nint k = 0; k < {Text.Int(turns * 2)}; k += 2)");
            EmitRow(writer, rows, section, "k", offset: 0, row: 0);
            EmitRow(writer, rows, section, "k", offset: 1, row: 1);
            writer.Line();
            writer.Line($"{rows.Cursor} = ref Unsafe.Add(ref {rows.Cursor}, {Text.Int(2 * section.RowLength)});");
        }

        for (int rest = turns * 2; rest < rows.Count; rest++)
        {
            EmitRow(writer, rows, section, "", offset: rest, row: rest - turns * 2);
        }
    }

    /// <summary>A row: each vector of its weights, times the value of each stream.</summary>
    private static void EmitRow(SourceWriter writer, Rows rows, PackedSection section, string index, int offset, int row)
    {
        writer.Line();
        for (int stream = 0; stream < Streams; stream++)
        {
            int at = offset + stream * rows.Stride;
            string value = index.Length == 0 ? Text.At(rows.Source, at) : Text.Element(rows.Source, at == 0 ? index : $"{index} + {Text.Int(at)}");
            writer.Line($"v{stream} = Create({value});");
        }

        for (int sum = 0; sum < section.Sums.Length; sum++)
        {
            char letter = section.Sums[sum];
            writer.Line($"row = {Text.Load(rows.Cursor, (rows.FirstRow + row) * section.RowLength + sum * Lanes)};");
            for (int stream = 0; stream < Streams; stream++)
            {
                writer.Line($"{letter}{stream} = FusedMultiplyAdd(row, v{stream}, {letter}{stream});");
            }
        }
    }

    private static string[] Multipliers()
    {
        string[] names = new string[Streams];
        for (int stream = 0; stream < Streams; stream++)
        {
            names[stream] = "v" + Text.Int(stream);
        }

        return names;
    }

    /// <summary>Rows of weights, each multiplied by one value of each stream.</summary>
    /// <param name="Cursor">What walks over them.</param>
    /// <param name="Source">What they are multiplied by, in the first stream.</param>
    /// <param name="Count">How many.</param>
    /// <param name="Stride">Floats from one stream's values to the next.</param>
    /// <param name="FirstRow">Rows before the first of them.</param>
    private sealed record Rows(string Cursor, string Source, int Count, int Stride, int FirstRow);
}
