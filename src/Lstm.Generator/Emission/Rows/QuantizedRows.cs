using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the pre-activations of a quantized layer: the bias and inputs of any magnitude in floats, hidden states in integers.
/// </summary>
/// <remarks>
/// Names are those of <see cref="TileSums"/>. <c>v</c> is a pair of values, one for each weight of a pair; <c>roundedBelow</c> and
/// <c>rounded</c> are those of <c>x</c> and <c>h</c>, two in an element, and <c>r</c> the scales of the sums. Each part adds its integer
/// sum times its scale to the float pre-activation, with one multiply-add. Within a part the order does not matter, because integers are
/// exact.
/// </remarks>
internal static class QuantizedRows
{
    public static void Emit(SourceWriter writer, KernelPlan plan, TiledLayer layer, QuantizedSums sums)
    {
        bool inFloats = sums.Parts.Count == 1;
        PackedSection[] biases = [.. layer.Sections.All(PackedKind.Input)];

        // Sums that all start from the bias, and that the first part adds to, need no copy of the bias.
        bool startsFromBias = !inFloats && sums.Parts[0].Sums == layer.Definition.Letters;
        if (!startsFromBias)
        {
            string what = inFloats ? "the bias and the inputs in floats" : "the biases";
            writer.Line(plan.Width.IsNarrow || !inFloats
                ? $"// Phase 1: pre-activations. First {what}."
                : $"// Phase 1: pre-activations; the digit is the block of eight units. First {what}: each row is multiplied by v.");
            using (SourceWriter.Scope? steps = layer.LooksAhead ? writer.Block("if (!ahead)") : null)
            {
                EmitFloats(writer, plan, layer, biases, inFloats);
            }

            writer.Line();
        }

        writer.Line(startsFromBias
            ? "// Phase 1: pre-activations. Hidden states are rounded to 16 bits: products are added in 32 bits, and sums are scaled."
            : "// Then hidden states, rounded to 16 bits: products are added in 32 bits, and sums are scaled.");
        foreach (QuantizedPart part in sums.Parts)
        {
            EmitRounding(writer, plan, layer, part);
        }

        foreach (QuantizedPart part in sums.Parts)
        {
            string? start = startsFromBias && part == sums.Parts[0] ? Text.At("weights", layer.Sections.OffsetOf(biases[0])) : null;
            EmitPart(writer, plan, layer, part, start);
        }
    }

    /// <summary>Prints the part of the sums that needs a vector of this step, <c>m</c>.</summary>
    public static void EmitLateSums(SourceWriter writer, KernelPlan plan, TiledLayer layer, QuantizedPart part)
    {
        EmitRounding(writer, plan, layer, part);
        EmitPart(writer, plan, layer, part, start: null);
    }

    /// <summary>Prints what the sums start with: the biases, and inputs of any magnitude.</summary>
    private static void EmitFloats(SourceWriter writer, KernelPlan plan, TiledLayer layer, PackedSection[] sections, bool hasInputs)
    {
        foreach (PackedSection section in sections)
        {
            if (section != sections[0])
            {
                writer.Line();
            }

            PackedSection? bias = layer.Sections.All(PackedKind.RecurrentBias).SingleOrDefault(bias => bias.Group == section.Group);
            TileSums sums = hasInputs ? TileSums.Inputs(layer, section, bias) : TileSums.Start(layer, section, bias);
            if (plan.Width.IsNarrow)
            {
                CalledRows.EmitTiles(writer, layer, sums);
            }
            else
            {
                UnrolledRows.EmitTiles(writer, layer, sums);
            }
        }
    }

    private static void EmitRounding(SourceWriter writer, KernelPlan plan, TiledLayer layer, QuantizedPart part)
    {
        string integers = Rounded(part);
        int sums = part.Sums.Length * layer.Cell.PaddedHidden;
        string scales = Text.At("weights", part.ScaleOffset);
        string scaled = Text.At("sums", plan.Scratch.Quantized + part.ScaledMemory);
        writer.Lines($"""
            ref int {integers} = ref Unsafe.As<float, int>(ref {Text.At("sums", plan.Scratch.Quantized + part.Memory)});
            ref float {Scales(part)} = ref QuantizedSums.Round(
                ref {part.Source}, ref {integers}, {Text.Int(part.Rows)}, ref {scales}, ref {scaled}, {Text.Int(sums)});
            """);
    }

    private static void EmitPart(SourceWriter writer, KernelPlan plan, TiledLayer layer, QuantizedPart part, string? start)
    {
        foreach (PackedSection section in part.Tiles)
        {
            writer.Line();
            EmitTiles(writer, plan, layer, part, section, start);
        }
    }

    /// <summary>Prints one part of all tiles of a group.</summary>
    private static void EmitTiles(
        SourceWriter writer, KernelPlan plan, TiledLayer layer, QuantizedPart part, PackedSection section, string? start)
    {
        TileGroup group = section.Group;
        TileSums sums = new(layer.Definition.Letters, group, [], []);
        string cursor = part.Source == "x" ? "w" : "u";
        string element = section.Precision == LstmPrecision.Int8 ? "sbyte" : "short";
        int scales = section.Sums.Length * NetworkShape.Lanes;

        using SourceWriter.Scope scope = writer.Block();
        string weights = Text.At("weights", layer.Sections.OffsetOf(section));
        writer.Line($"ref {element} {cursor} = ref Unsafe.As<float, {element}>(ref {weights});");
        writer.Place("r", Scales(part), group.FirstBlock * scales);
        if (start is not null)
        {
            writer.Place("b", start, group.FirstBlock * sums.BlockRow);
        }

        writer.Place("s", "sums", group.FirstBlock * sums.BlockRow);
        using SourceWriter.Scope? loop = RowLoops.OpenTiles(writer, group);
        int walked = plan.Width.IsNarrow
            ? EmitCalls(writer, sums, part, section, cursor, start is null ? "s" : "b")
            : EmitSums(writer, sums, part, section, cursor, start is null ? "s" : "b");
        if (group.Tiles > 1)
        {
            // To the next tile. The loop over pairs has advanced the cursor already.
            RowLoops.Advance(writer, cursor, IntegersOf(section, section.TileLength) - walked);
            RowLoops.Advance(writer, "r", group.BlocksPerTile * scales);
            foreach (string place in start is null ? (string[])["s"] : ["b", "s"])
            {
                RowLoops.Advance(writer, place, group.BlocksPerTile * sums.BlockRow);
            }
        }
    }

    /// <summary>Prints the sums of a tile, written to <c>s</c>.</summary>
    /// <returns>The number of integers that the cursor has advanced over.</returns>
    private static int EmitSums(
        SourceWriter writer, TileSums sums, QuantizedPart part, PackedSection section, string cursor, string start)
    {
        int vectors = section.Group.BlocksPerTile * section.Sums.Length;
        string Name(int vector) => section.Sums[vector % section.Sums.Length] + Text.Int(vector / section.Sums.Length);

        for (int vector = 0; vector < vectors; vector++)
        {
            writer.Line($"Vector256<int> {Name(vector)} = Vector256<int>.Zero;");
        }

        writer.Line("Vector256<short> v;");
        RowLoop pairs = RowLoop.ForPairs(part.Pairs, section.Group.BlocksPerTile);
        int rowLength = IntegersOf(section, section.RowLength);
        RowLoops.Emit(
            writer,
            pairs,
            Rounded(part),
            (row, value) => EmitPair(writer, section, cursor, value, row * rowLength),
            rows => RowLoops.Advance(writer, cursor, rows * rowLength));
        writer.Line();
        for (int vector = 0; vector < vectors; vector++)
        {
            int offset = sums.OffsetOf(section.Sums[vector % section.Sums.Length], vector / section.Sums.Length);
            string scale = Text.Load("r", vector * NetworkShape.Lanes);
            writer.Line(
                $"FusedMultiplyAdd(ConvertToSingle({Name(vector)}), {scale}, {Text.Load(start, offset)})" +
                $".StoreUnsafe(ref s{Text.Plus(offset)});");
        }

        return pairs.Turns * pairs.RowsPerTurn * rowLength;
    }

    /// <summary>Prints the same in narrow vectors, where the runtime loops over the pairs.</summary>
    private static int EmitCalls(
        SourceWriter writer, TileSums sums, QuantizedPart part, PackedSection section, string cursor, string start)
    {
        int row = IntegersOf(section, section.RowLength);
        foreach ((int column, int sum, int length) in sums.ColumnsOf(section))
        {
            writer.Line(
                $"QuantizedTileSums.Add(ref {Text.At(cursor, 2 * column)}, {Text.Int(row)}, ref {Rounded(part)}, {Text.Int(part.Pairs)}, " +
                $"ref {Text.At("r", column)}, ref {Text.At(start, sum)}, ref {Text.At("s", sum)}, {Text.Int(length)});");
        }

        return 0;
    }

    private static void EmitPair(SourceWriter writer, PackedSection section, string cursor, string pair, int offset)
    {
        // A vector of weights has two for each of eight lanes.
        const int length = 2 * NetworkShape.Lanes;
        string load = section.Precision == LstmPrecision.Int8 ? "Vector128.LoadUnsafe" : "LoadUnsafe";
        writer.Line();
        writer.Line($"v = Create({pair}).AsInt16();");
        for (int block = 0; block < section.Group.BlocksPerTile; block++)
        {
            foreach (char letter in section.Sums)
            {
                string sum = letter + Text.Int(block);
                writer.Line($"{sum} = QuantizedSums.Add({sum}, {load}(ref {cursor}{Text.Plus(offset)}), v);");
                offset += length;
            }
        }
    }

    private static string Rounded(QuantizedPart part) => "rounded" + Suffix(part);

    private static string Scales(QuantizedPart part) => "scales" + Suffix(part);

    private static string Suffix(QuantizedPart part) => part.Source switch { "h" => "", "x" => "Below", _ => "Late" };

    private static int IntegersOf(PackedSection section, int floats) =>
        floats * sizeof(float) / QuantizedShape.WeightBytes(section.Precision);
}
