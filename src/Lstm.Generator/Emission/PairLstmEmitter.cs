using System;
using System.Collections.Generic;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints a plain LSTM cell in vectors of sixteen lanes. The order of every sum is that of <see cref="TileEmitter"/>.</summary>
/// <remarks>
/// A digit is a block: <c>if0</c> has the sums of its input and its forget gate, <c>go0</c> those of its candidate and its output gate, as a row of weights
/// has them. From the sums on a vector holds one gate of two blocks. The bare names are those of vectors of eight lanes, for the dense layers.
/// </remarks>
internal static class PairLstmEmitter
{
    private const int BlockSums = 4 * NetworkShape.Lanes;

    /// <summary>The sums of all gates, stored as those of all kernels are: [blocks, 4 gates, 8 lanes].</summary>
    public static void EmitSums(SourceWriter writer, PairLayer layer)
    {
        writer.Line("// Phase 1: the sums of all gates, a digit a block: i and f side by side in a vector, as the weights are, and g and o. A row is multiplied by v.");
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

    /// <summary>From the sums to the new state, two blocks at a time; the last may be one.</summary>
    public static void EmitCell(SourceWriter writer, KernelPlan plan, PairLayer layer)
    {
        LayerEmitter.EmitUnits(writer, plan);
        writer.Line();
        writer.Line("// Phase 2: the gates of two blocks at a time, and the new cell state.");
        LayerEmitter.EmitPlace(writer, "c", "h", plan.State.Hidden);
        EmitPhase(writer, plan, layer, "c", static (gate, c) =>
            FunctionEmitter.Settled($"Vector512.FusedMultiplyAdd(Activations.HalfSigmoid({gate(0)}), Activations.Tanh({gate(2)}), Activations.HalfSigmoid({gate(1)}) * {c})"));
        writer.Line();
        writer.Line("// Phase 3: the output gates and the new hidden state.");
        EmitPhase(writer, plan, layer, "h", static (gate, c) => $"(Activations.HalfSigmoid({gate(3)}) * Activations.Tanh({c}))");
    }

    private static void EmitPhase(SourceWriter writer, KernelPlan plan, PairLayer layer, string target, Func<Func<int, string>, string, string> valueOf)
    {
        int whole = layer.Blocks / 2 * PairLayer.UnitsPerVector;
        if (whole > PairLayer.UnitsPerVector)
        {
            using SourceWriter.Scope loop = writer.Block($"for (nuint n = 0; n < {Text.Int(whole)}; n += {Text.Int(PairLayer.UnitsPerVector)})");
            string value = valueOf(
                static gate => $"BlockPairs.Load(ref sums, 4 * n{(gate == 0 ? "" : " + " + Text.Int(gate * NetworkShape.Lanes))})",
                "Vector512.LoadUnsafe(ref c, n)");
            writer.Line($"{value}.StoreUnsafe(ref {target}, n);");
        }
        else
        {
            string value = valueOf(static gate => $"BlockPairs.Load(ref sums, {Text.Int(gate * NetworkShape.Lanes)})", "Vector512.LoadUnsafe(ref c)");
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
        SourceWriter writer, PairLayer layer, string cursor, string source, int count, int firstRow, Func<TilePlan, PackedSection> sectionOf)
    {
        // Two vectors a block where eight lanes have four.
        RowLoop loop = RowLoop.For(count, (layer.Blocks + 1) / 2);
        int walked = loop.Turns * loop.RowsPerTurn;
        if (loop.Turns > 0)
        {
            writer.Line();
            using SourceWriter.Scope scope = writer.Block($"for (nint k = 0; k < {Text.Int(walked)}; k += {Text.Int(loop.RowsPerTurn)})");
            for (int row = 0; row < loop.RowsPerTurn; row++)
            {
                EmitRow(writer, layer, cursor, Text.Element(source, row == 0 ? "k" : $"k + {Text.Int(row)}"), firstRow + row, sectionOf);
            }

            writer.Line();
            for (int group = 0; group < layer.Sections.Tiles.Count; group++)
            {
                string walker = cursor + Text.Int(group);
                writer.Line($"{walker} = ref Unsafe.Add(ref {walker}, {Text.Int(loop.RowsPerTurn * sectionOf(layer.Sections.Tiles[group]).RowLength)});");
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

    /// <summary>The sums that a row feeds, each with its weights.</summary>
    private static IEnumerable<(string Sum, string Weights)> Row(PairLayer layer, string cursor, int row, Func<TilePlan, PackedSection> sectionOf)
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
