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

    /// <summary>The sums of a layer, for each stream in its own part of <c>sums</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plan">The network.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="inputStride">Floats from one stream's <c>x</c> to the next.</param>
    public static void Emit(SourceWriter writer, KernelPlan plan, LayerPlan layer, int inputStride)
    {
        writer.Line("// The sums of all gates, a block of units a turn, a digit a stream: a weight, w, is multiplied by v of each.");
        foreach (TilePlan tile in layer.Sections.Tiles)
        {
            TileGroup group = tile.Group;
            int blockRow = layer.Cell.Sums.Length * NetworkShape.Lanes;
            using SourceWriter.Scope loop = writer.Block($"for (nint block = 0; block < {Text.Int(group.Tiles * group.BlocksPerTile)}; block++)");
            EmitCursor(writer, "row", layer, tile.Input);
            foreach (char letter in layer.Cell.Sums)
            {
                writer.Line($"Vector256<float> {letter}0 = {Text.Load("row", tile.Input.Sums.IndexOf(letter) * NetworkShape.Lanes)};");
                for (int stream = 1; stream < Streams; stream++)
                {
                    writer.Line($"Vector256<float> {letter}{stream} = {letter}0;");
                }
            }

            EmitRows(writer, "x", layer.Inputs, inputStride, tile.Input, advanceFirst: true);
            EmitCursor(writer, "row", layer, tile.Recurrent, declare: false);
            EmitRows(writer, "h", layer.Cell.Width, plan.State.Length, tile.Recurrent, advanceFirst: false);
            writer.Line();
            string start = group.FirstBlock == 0 ? "" : Text.Int(group.FirstBlock * blockRow) + " + ";
            writer.Line($"ref float s = ref {Text.Element("sums", $"{start}block * {Text.Int(blockRow)}")};");
            for (int stream = 0; stream < Streams; stream++)
            {
                for (int sum = 0; sum < layer.Cell.Sums.Length; sum++)
                {
                    writer.Line($"{layer.Cell.Sums[sum]}{stream}.StoreUnsafe(ref s{Text.Plus(stream * plan.Scratch.Length + sum * NetworkShape.Lanes)});");
                }
            }
        }
    }

    private static void EmitCursor(SourceWriter writer, string name, LayerPlan layer, PackedSection section, bool declare = true)
    {
        TileGroup group = section.Group;
        int offset = layer.Sections.OffsetOf(section);
        string start = offset == 0 ? "" : Text.Int(offset) + " + ";
        string place = group.Tiles == 1
            ? $"block * {Text.Int(section.BlockRow)}"
            : $"block / {Text.Int(group.BlocksPerTile)} * {Text.Int(section.TileLength)} + block % {Text.Int(group.BlocksPerTile)} * {Text.Int(section.BlockRow)}";
        writer.Line($"{(declare ? "ref float " : "")}{name} = ref {Text.Element("weights", start + place)};");
    }

    private static void EmitRows(SourceWriter writer, string source, int rows, int stride, PackedSection section, bool advanceFirst)
    {
        int before = advanceFirst ? 1 : 0;
        int turns = rows / 2;
        if (turns > 0)
        {
            writer.Line();
            using SourceWriter.Scope loop = writer.Block($"for (nint k = 0; k < {Text.Int(turns * 2)}; k += 2)");
            EmitRow(writer, source, "k", 0, stride, section, before);
            writer.Line();
            EmitRow(writer, source, "k", 1, stride, section, before + 1);
            writer.Line();
            writer.Line($"row = ref Unsafe.Add(ref row, {Text.Int(2 * section.RowLength)});");
        }

        if (rows % 2 == 1)
        {
            writer.Line();
            using SourceWriter.Scope last = writer.Block();
            EmitRow(writer, source, "", rows - 1, stride, section, before);
        }
    }

    private static void EmitRow(SourceWriter writer, string source, string index, int offset, int stride, PackedSection section, int row)
    {
        string suffix = index.Length > 0 && offset > 0 ? "b" : "";
        for (int stream = 0; stream < Streams; stream++)
        {
            int total = offset + stream * stride;
            string value = index.Length == 0 ? Text.At(source, total) : Text.Element(source, total == 0 ? index : $"{index} + {Text.Int(total)}");
            writer.Line($"Vector256<float> v{stream}{suffix} = Create({value});");
        }

        for (int sum = 0; sum < section.Sums.Length; sum++)
        {
            char letter = section.Sums[sum];
            string weight = $"w{letter}{suffix}";
            writer.Line($"Vector256<float> {weight} = {Text.Load("row", row * section.RowLength + sum * NetworkShape.Lanes)};");
            for (int stream = 0; stream < Streams; stream++)
            {
                writer.Line($"{letter}{stream} = FusedMultiplyAdd({weight}, v{stream}{suffix}, {letter}{stream});");
            }
        }
    }
}
