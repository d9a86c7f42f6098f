using System.Collections.Generic;
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
    public static void Emit(SourceWriter writer, KernelPlan plan, TiledLayer layer, IReadOnlyList<QuantizedPart> parts)
    {
        bool inFloats = parts.Count == 1;
        if (inFloats)
        {
            writer.Line(plan.Width.IsNarrow
                ? "// Phase 1: pre-activations. First the bias and the inputs in floats."
                : "// Phase 1: pre-activations; the digit is the block of eight units. First the bias and the inputs in floats: " +
                  "each row is multiplied by v.");
            using (SourceWriter.Scope? steps = layer.LooksAhead ? writer.Block("if (!ahead)") : null)
            {
                EmitInputs(writer, plan, layer);
            }

            writer.Line();
        }

        EmitRounding(writer, plan, layer, parts, inFloats);
        foreach (QuantizedPart part in parts)
        {
            // Without inputs in floats, the first part starts from the bias.
            PackedSection bias = layer.Sections.All(PackedKind.Input)[0];
            string? start = part == parts[0] && !inFloats ? Text.At("weights", layer.Sections.OffsetOf(bias)) : null;
            foreach (PackedSection section in part.Tiles)
            {
                writer.Line();
                EmitTiles(writer, plan, layer, part, section, start);
            }
        }
    }

    private static void EmitInputs(SourceWriter writer, KernelPlan plan, TiledLayer layer)
    {
        IReadOnlyList<PackedSection> sections = layer.Sections.All(PackedKind.Input);
        foreach (PackedSection section in sections)
        {
            if (section != sections[0])
            {
                writer.Line();
            }

            if (plan.Width.IsNarrow)
            {
                CalledRows.EmitInputs(writer, plan, layer, section);
            }
            else
            {
                UnrolledRows.EmitTiles(writer, layer, TileSums.Inputs(layer, section));
            }
        }
    }

    private static void EmitRounding(
        SourceWriter writer, KernelPlan plan, TiledLayer layer, IReadOnlyList<QuantizedPart> parts, bool inFloats)
    {
        writer.Line(inFloats
            ? "// Then the hidden state, rounded to 16 bits: products are added in 32 bits, and sums are scaled."
            : "// Phase 1: pre-activations. Hidden states are rounded to 16 bits: " +
              "products are added in 32 bits, and sums are scaled.");
        foreach (QuantizedPart part in parts)
        {
            string integers = Rounded(part);
            int sums = layer.Cell.Sums.Length * layer.Cell.PaddedHidden;
            string scales = Text.At("weights", part.ScaleOffset);
            string scaled = Text.At("sums", plan.Scratch.Quantized + part.ScaledMemory);
            writer.Lines($"""
                ref int {integers} = ref Unsafe.As<float, int>(ref {Text.At("sums", plan.Scratch.Quantized + part.Memory)});
                ref float {Scales(part)} = ref QuantizedSums.Round(
                    ref {part.Source}, ref {integers}, {Text.Int(part.Rows)}, ref {scales}, ref {scaled}, {Text.Int(sums)});
                """);
        }
    }

    /// <summary>Prints one part of all tiles of a group.</summary>
    private static void EmitTiles(
        SourceWriter writer, KernelPlan plan, TiledLayer layer, QuantizedPart part, PackedSection section, string? start)
    {
        TileGroup group = section.Group;
        string cursor = part.Source == "h" ? "u" : "w";
        string element = section.Precision == LstmPrecision.Int8 ? "sbyte" : "short";
        int tile = group.BlocksPerTile * section.Sums.Length * NetworkShape.Lanes;
        int firstSum = group.FirstBlock * section.Sums.Length * NetworkShape.Lanes;

        using SourceWriter.Scope scope = writer.Block();
        string weights = Text.At("weights", layer.Sections.OffsetOf(section));
        writer.Line($"ref {element} {cursor} = ref Unsafe.As<float, {element}>(ref {weights});");
        CellMemory.EmitPlace(writer, "r", Scales(part), firstSum);
        if (start is not null)
        {
            CellMemory.EmitPlace(writer, "b", start, firstSum);
        }

        CellMemory.EmitPlace(writer, "s", "sums", firstSum);
        using SourceWriter.Scope? loop = RowLoops.OpenTiles(writer, group);
        int walked = plan.Width.IsNarrow
            ? EmitCall(writer, part, section, cursor, start is null ? "s" : "b")
            : EmitSums(writer, part, section, cursor, start is null ? "s" : "b");
        if (group.Tiles > 1)
        {
            // To the next tile. The loop over pairs has advanced the cursor already.
            RowLoops.Advance(writer, cursor, IntegersOf(section, section.TileLength) - walked);
            foreach (string place in start is null ? (string[])["r", "s"] : ["r", "b", "s"])
            {
                RowLoops.Advance(writer, place, tile);
            }
        }
    }

    /// <summary>Prints the sums of a tile, written to <c>s</c>.</summary>
    /// <returns>The number of integers that the cursor has advanced over.</returns>
    private static int EmitSums(SourceWriter writer, QuantizedPart part, PackedSection section, string cursor, string start)
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
            int offset = vector * NetworkShape.Lanes;
            writer.Line(
                $"FusedMultiplyAdd(ConvertToSingle({Name(vector)}), {Text.Load("r", offset)}, {Text.Load(start, offset)})" +
                $".StoreUnsafe(ref s{Text.Plus(offset)});");
        }

        return pairs.Turns * pairs.RowsPerTurn * rowLength;
    }

    /// <summary>Prints the same in narrow vectors, where the runtime loops over the pairs.</summary>
    private static int EmitCall(SourceWriter writer, QuantizedPart part, PackedSection section, string cursor, string start)
    {
        int columns = section.Group.BlocksPerTile * section.Sums.Length * NetworkShape.Lanes;
        int row = IntegersOf(section, section.RowLength);
        writer.Line(
            $"QuantizedTileSums.Add(ref {cursor}, {Text.Int(row)}, ref {Rounded(part)}, {Text.Int(part.Pairs)}, " +
            $"ref r, ref {start}, ref s, {Text.Int(columns)});");
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

    private static string Rounded(QuantizedPart part) => part.Source == "h" ? "rounded" : "roundedBelow";

    private static string Scales(QuantizedPart part) => part.Source == "h" ? "scales" : "scalesBelow";

    private static int IntegersOf(PackedSection section, int floats) =>
        floats * sizeof(float) / QuantizedShape.WeightBytes(section.Precision);
}
