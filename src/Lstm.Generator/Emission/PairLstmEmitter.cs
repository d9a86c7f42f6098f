using System;
using System.Collections.Generic;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints a plain LSTM cell in vectors of sixteen lanes. The order of every sum is that of <see cref="TileEmitter"/>.</summary>
/// <remarks>
/// The digit is the block: <c>if0</c> has the pre-activations of its input gate and its forget gate, <c>go0</c> those of its candidate and
/// its output gate, in the order of a row of weights. Then a vector holds one gate of two blocks. Names without a type are those of vectors
/// of eight lanes, for the dense layers.
/// </remarks>
internal static class PairLstmEmitter
{
    private const int BlockSums = 4 * NetworkShape.Lanes;

    /// <summary>Prints the pre-activations, stored as in all kernels: [blocks, 4 gates, 8 lanes].</summary>
    public static void EmitSums(SourceWriter writer, PairLayer layer)
    {
        writer.Lines("""
            // Phase 1: pre-activations; the digit is the block of eight units. A vector has i and f of a block, or g and o, like the
            // weights. Each row is multiplied by v.
            """);
        for (int group = 0; group < layer.Sections.Tiles.Count; group++)
        {
            TilePlan tile = layer.Sections.Tiles[group];
            LayerEmitter.EmitPlace(writer, "w" + Text.Int(group), "weights", layer.Sections.OffsetOf(tile.Input));
            LayerEmitter.EmitPlace(writer, "u" + Text.Int(group), "weights", layer.Sections.OffsetOf(tile.Recurrent));
        }

        foreach ((string sum, string weights) in Row(layer, "w", row: 0, static tile => tile.Input))
        {
            writer.Line($"Vector512<float> {sum} = {weights};");
        }

        writer.Line("Vector512<float> v;");
        EmitRows(writer, layer, "w", "x", layer.Inputs, firstRow: 1, static tile => tile.Input);
        EmitRows(writer, layer, "u", "h", layer.Cell.Hidden, firstRow: 0, static tile => tile.Recurrent);
        writer.Line();
        for (int block = 0; block < layer.Blocks; block++)
        {
            writer.Line($"if{Text.Int(block)}.StoreUnsafe(ref sums{Text.Plus(block * BlockSums)});");
            writer.Line($"go{Text.Int(block)}.StoreUnsafe(ref sums{Text.Plus(block * BlockSums + PairLayer.UnitsPerVector)});");
        }
    }

    /// <summary>Prints the way from the pre-activations to the new state, two blocks at a time; the last may be alone.</summary>
    public static void EmitCell(SourceWriter writer, KernelPlan plan, PairLayer layer)
    {
        LayerEmitter.EmitUnits(writer, plan);
        writer.Line();
        writer.Line("// Phase 2: gates and new cell state, two blocks at a time.");
        LayerEmitter.EmitPlace(writer, "c", "h", plan.State.Hidden);
        EmitPhase(writer, plan, layer, "c", static (gate, c) => FunctionEmitter.Settled(
            $"Vector512.FusedMultiplyAdd(" +
            $"Activations.HalfSigmoid({gate(0)}), Activations.Tanh({gate(2)}), Activations.HalfSigmoid({gate(1)}) * {c})"));
        writer.Line();
        writer.Line("// Phase 3: output gate and new hidden state.");
        EmitPhase(
            writer, plan, layer, "h", static (gate, c) => $"(Activations.HalfSigmoid({gate(3)}) * Activations.Tanh({c}))");
    }

    private static void EmitPhase(
        SourceWriter writer, KernelPlan plan, PairLayer layer, string target, Func<Func<int, string>, string, string> valueOf)
    {
        int whole = layer.Blocks / 2 * PairLayer.UnitsPerVector;
        if (whole > PairLayer.UnitsPerVector)
        {
            using SourceWriter.Scope loop = writer.Block(
                $"for (nuint n = 0; n < {Text.Int(whole)}; n += {Text.Int(PairLayer.UnitsPerVector)})");
            string value = valueOf(
                static gate => $"BlockPairs.Load(ref sums, 4 * n{(gate == 0 ? "" : " + " + Text.Int(gate * NetworkShape.Lanes))})",
                "Vector512.LoadUnsafe(ref c, n)");
            writer.Line($"{value}.StoreUnsafe(ref {target}, n);");
        }
        else
        {
            string value = valueOf(
                static gate => $"BlockPairs.Load(ref sums, {Text.Int(gate * NetworkShape.Lanes)})", "Vector512.LoadUnsafe(ref c)");
            writer.Line($"{value}.StoreUnsafe(ref {target});");
        }

        if (whole < plan.Shape.PaddedHidden)
        {
            string at = Text.Int(whole);
            string value = valueOf(
                gate => $"LoadUnsafe(ref sums, {Text.Int(4 * whole + gate * NetworkShape.Lanes)}).ToVector512()",
                $"LoadUnsafe(ref c, {at}).ToVector512()");
            writer.Line($"{value}.GetLower().StoreUnsafe(ref {target}, {at});");
        }

        LayerEmitter.EmitMask(writer, plan, target);
    }

    private static void EmitRows(
        SourceWriter writer,
        PairLayer layer,
        string cursor,
        string source,
        int count,
        int firstRow,
        Func<TilePlan, PackedSection> sectionOf)
    {
        // A block has two vectors here, and four in vectors of eight lanes.
        RowLoop loop = RowLoop.For(count, (layer.Blocks + 1) / 2);
        int walked = loop.Turns * loop.RowsPerTurn;
        if (loop.Turns > 0)
        {
            writer.Line();
            using SourceWriter.Scope scope = writer.Block($"for (nint k = 0; k < {Text.Int(walked)}; k += {Text.Int(loop.RowsPerTurn)})");
            for (int row = 0; row < loop.RowsPerTurn; row++)
            {
                string value = Text.Element(source, row == 0 ? "k" : $"k + {Text.Int(row)}");
                EmitRow(writer, layer, cursor, value, firstRow + row, sectionOf);
            }

            writer.Line();
            for (int group = 0; group < layer.Sections.Tiles.Count; group++)
            {
                string walker = cursor + Text.Int(group);
                int length = loop.RowsPerTurn * sectionOf(layer.Sections.Tiles[group]).RowLength;
                writer.Line($"{walker} = ref Unsafe.Add(ref {walker}, {Text.Int(length)});");
            }
        }

        for (int row = 0; row < loop.Rest; row++)
        {
            EmitRow(writer, layer, cursor, Text.At(source, walked + row), firstRow + row, sectionOf);
        }
    }

    private static void EmitRow(
        SourceWriter writer, PairLayer layer, string cursor, string value, int row, Func<TilePlan, PackedSection> sectionOf)
    {
        writer.Line();
        writer.Line($"v = Vector512.Create({value});");
        foreach ((string sum, string weights) in Row(layer, cursor, row, sectionOf))
        {
            writer.Line($"{sum} = Vector512.FusedMultiplyAdd({weights}, v, {sum});");
        }
    }

    /// <summary>Returns the accumulators that a row feeds, each with its weights.</summary>
    private static IEnumerable<(string Sum, string Weights)> Row(
        PairLayer layer, string cursor, int row, Func<TilePlan, PackedSection> sectionOf)
    {
        int block = 0;
        for (int group = 0; group < layer.Sections.Tiles.Count; group++)
        {
            PackedSection section = sectionOf(layer.Sections.Tiles[group]);
            string walker = cursor + Text.Int(group);
            for (int within = 0; within < section.Group.Tiles * section.Group.BlocksPerTile; within++, block++)
            {
                int tile = within / section.Group.BlocksPerTile;
                int offset = tile * section.TileLength + row * section.RowLength + within % section.Group.BlocksPerTile * section.BlockRow;
                yield return ($"if{Text.Int(block)}", "Vector512." + Text.Load(walker, offset));
                yield return ($"go{Text.Int(block)}", "Vector512." + Text.Load(walker, offset + PairLayer.UnitsPerVector));
            }
        }
    }
}
