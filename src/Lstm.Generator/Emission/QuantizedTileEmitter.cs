using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the pre-activations of a quantized layer: the bias and the network's inputs in floats, hidden states in integers.
/// </summary>
/// <remarks>
/// Names are those of <see cref="TileEmitter"/>. <c>v</c> is a pair of values, one for each weight of a pair; <c>roundedBelow</c> and
/// <c>rounded</c> are those of <c>x</c> and <c>h</c>, two in an element, and <c>r</c> the scales of the sums. Each part adds its integer
/// sum times its scale to the float pre-activation, with one multiply-add. Within a part the order does not matter, because integers are
/// exact.
/// </remarks>
internal static class QuantizedTileEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan, TiledLayer layer)
    {
        bool inFloats = layer.Quantized.Count == 1;
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

        EmitRounding(writer, plan, layer, inFloats);
        foreach (QuantizedPart part in layer.Quantized)
        {
            // Without inputs in floats, the first part starts from the bias.
            PackedSection bias = layer.Sections.All(PackedKind.Input)[0];
            string? start = part == layer.Quantized[0] && !inFloats ? Text.At("weights", layer.Sections.OffsetOf(bias)) : null;
            foreach (PackedSection section in part.Tiles)
            {
                writer.Line();
                EmitTiles(writer, plan, layer, part, section, start);
            }
        }
    }

    private static void EmitInputs(SourceWriter writer, KernelPlan plan, TiledLayer layer)
    {
        foreach (PackedSection section in layer.Sections.All(PackedKind.Input))
        {
            if (section != layer.Sections.All(PackedKind.Input)[0])
            {
                writer.Line();
            }

            if (plan.Width.IsNarrow)
            {
                NarrowTileEmitter.EmitInputTiles(writer, layer, section);
            }
            else
            {
                TileEmitter.EmitInputTiles(writer, layer, section);
            }
        }
    }

    private static void EmitRounding(SourceWriter writer, KernelPlan plan, TiledLayer layer, bool inFloats)
    {
        writer.Line(inFloats
            ? "// Then the hidden state, rounded to 16 bits: products are added in 32 bits, and sums are scaled."
            : "// Phase 1: pre-activations. Hidden states are rounded to 16 bits: " +
              "products are added in 32 bits, and sums are scaled.");
        foreach (QuantizedPart part in layer.Quantized)
        {
            string integers = Rounded(part);
            int sums = layer.Cell.Sums.Length * plan.Shape.PaddedHidden;
            string scales = Text.At("weights", part.ScaleOffset);
            string scaled = Text.At("sums", plan.Scratch.Quantized + part.ScaledMemory);
            writer.Lines($"""
                ref int {integers} = ref Unsafe.As<float, int>(ref {Text.At("sums", plan.Scratch.Quantized + part.Memory)});
                ref float {Scales(part)} = ref QuantizedSums.Round(
                    ref {part.Source}, ref {integers}, {Text.Int(part.Rows)}, ref {scales}, ref {scaled}, {Text.Int(sums)});
                """);
        }
    }

    /// <summary>Prints one part of all tiles of a run.</summary>
    private static void EmitTiles(
        SourceWriter writer, KernelPlan plan, TiledLayer layer, QuantizedPart part, PackedSection section, string? start)
    {
        TileGroup group = section.Group;
        string letters = section.Sums;
        string cursor = part.Source == "h" ? "u" : "w";
        string element = section.Precision == LstmPrecision.Int8 ? "sbyte" : "short";
        int vectors = group.BlocksPerTile * letters.Length;
        int firstSum = group.FirstBlock * letters.Length * NetworkShape.Lanes;

        using SourceWriter.Scope scope = writer.Block();
        string weights = Text.At("weights", layer.Sections.OffsetOf(section));
        writer.Line($"ref {element} {cursor} = ref Unsafe.As<float, {element}>(ref {weights});");
        LayerEmitter.EmitPlace(writer, "r", Scales(part), firstSum);
        if (start is not null)
        {
            LayerEmitter.EmitPlace(writer, "b", start, firstSum);
        }

        LayerEmitter.EmitPlace(writer, "s", "sums", firstSum);
        using SourceWriter.Scope? loop =
            group.Tiles == 1 ? null : writer.Block($"for (int tile = 0; tile < {Text.Int(group.Tiles)}; tile++)");
        int walked = plan.Width.IsNarrow
            ? EmitCall(writer, part, section, cursor, start is null ? "s" : "b")
            : EmitSums(writer, part, section, cursor, start is null ? "s" : "b");
        if (group.Tiles > 1)
        {
            // To the next tile. The loop over pairs has advanced the cursor already.
            Advance(writer, cursor, IntegersOf(section, section.TileLength) - walked);
            Advance(writer, "r", vectors * NetworkShape.Lanes);
            Advance(writer, start is null ? "" : "b", vectors * NetworkShape.Lanes);
            Advance(writer, "s", vectors * NetworkShape.Lanes);
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
        int walked = EmitPairs(writer, part, section, cursor);
        writer.Line();
        for (int vector = 0; vector < vectors; vector++)
        {
            int offset = vector * NetworkShape.Lanes;
            writer.Line(
                $"FusedMultiplyAdd(ConvertToSingle({Name(vector)}), {Text.Load("r", offset)}, {Text.Load(start, offset)})" +
                $".StoreUnsafe(ref s{Text.Plus(offset)});");
        }

        return walked;
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

    /// <summary>Prints the multiply-adds of all pairs.</summary>
    /// <returns>The number of integers that the cursor has advanced over.</returns>
    private static int EmitPairs(SourceWriter writer, QuantizedPart part, PackedSection section, string cursor)
    {
        RowLoop loop = RowLoop.ForPairs(part.Pairs, section.Group.BlocksPerTile);
        int rowLength = IntegersOf(section, section.RowLength);
        int walked = loop.Turns * loop.RowsPerTurn;
        if (loop.Turns > 0)
        {
            writer.Line();
            string next = loop.RowsPerTurn == 1 ? "k++" : $"k += {Text.Int(loop.RowsPerTurn)}";
            using SourceWriter.Scope scope = writer.Block($"for (nint k = 0; k < {Text.Int(walked)}; {next})");
            for (int row = 0; row < loop.RowsPerTurn; row++)
            {
                EmitPair(writer, section, cursor, Text.Element(Rounded(part), row == 0 ? "k" : $"k + {Text.Int(row)}"), row * rowLength);
            }

            writer.Line();
            Advance(writer, cursor, loop.RowsPerTurn * rowLength);
        }

        for (int row = 0; row < loop.Rest; row++)
        {
            EmitPair(writer, section, cursor, Text.At(Rounded(part), walked + row), row * rowLength);
        }

        return walked * rowLength;
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

    private static void Advance(SourceWriter writer, string cursor, int elements)
    {
        if (elements > 0 && cursor.Length > 0)
        {
            writer.Line($"{cursor} = ref Unsafe.Add(ref {cursor}, {Text.Int(elements)});");
        }
    }

    private static int IntegersOf(PackedSection section, int floats) =>
        floats * sizeof(float) / QuantizedShape.WeightBytes(section.Precision);
}
