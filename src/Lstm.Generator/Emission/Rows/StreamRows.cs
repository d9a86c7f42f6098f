using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the pre-activations of a layer for eight streams in lanes: a loop over its units, with each weight broadcast to all lanes.
/// </summary>
/// <remarks>
/// The weights and the order of each sum are those of the other kernels. The weights of a unit are in the layout [rows, blocks, sums, 8
/// units]. Eight accumulators are those of one unit with two chains, or those of two units with one chain.
/// </remarks>
internal sealed class StreamRows
{
    private readonly SourceWriter _writer;
    private readonly RecurrentPlan _layer;
    private readonly string _letters;
    private readonly int _chains;
    private readonly int _units;

    private StreamRows(SourceWriter writer, RecurrentPlan layer)
    {
        _writer = writer;
        _layer = layer;
        _letters = layer.Definition.Letters;
        _chains = layer is RegisterLayer registers ? registers.Chains : 1;
        _units = LanePlan.UnitsPerTurn(layer);
    }

    /// <summary>Prints the pre-activations of all units, stored to <c>sums</c>, [units, sums, 8 streams].</summary>
    public static void EmitSums(SourceWriter writer, RecurrentPlan layer) => new StreamRows(writer, layer).Emit();

    private void Emit()
    {
        string units = _units == 1 ? "one unit" : "two units";
        string shape = $"[{Text.Int(LanePlan.StoredUnits(_layer))} units, {Text.Int(_letters.Length)} gates, 8 streams]";
        string chains = _chains == 2 ? ", in two chains of even and of odd rows" : "";
        _writer.Line(
            $"// Phase 1: pre-activations of {units} per iteration{chains}, stored in sums as {shape}. v is one value of each stream.");
        _writer.Line("ref float s = ref sums;");
        foreach (TilePlan tile in _layer.Sections.Tiles)
        {
            EmitUnits(TileSums.Whole(_layer, tile));
        }
    }

    private void EmitUnits(TileSums sums)
    {
        // The last of an odd number of units has a lane of padding beside it, whose results are not read.
        int first = sums.Group.FirstBlock * NetworkShape.Lanes;
        int end = Math.Min(first + sums.Group.Tiles * sums.Blocks * NetworkShape.Lanes, _layer.Cell.Hidden);
        string step = _units == 1 ? "unit++" : $"unit += {Text.Int(_units)}";
        using SourceWriter.Scope loop = _writer.Block($"for (nint unit = 0; unit < {Text.Int(end - first)}; {step})");
        foreach ((string cursor, PackedSection section) in sums.Cursors)
        {
            EmitCursor(cursor, section);
        }

        foreach (Accumulator sum in Accumulators())
        {
            (string cursor, PackedSection section) = sums.Biases.First(bias => bias.Section.Sums.IndexOf(sum.Letter) >= 0);
            string start = sum.Chain > 0 ? "Vector256<float>.Zero" : $"Create({Text.At(cursor, Place(sum, section))})";
            _writer.Line($"Vector256<float> {sum.Name} = {start};");
        }

        _writer.Line("Vector256<float> v;");
        foreach (WeightRows rows in sums.Rows)
        {
            EmitRows(rows);
        }

        _writer.Line();
        int offset = 0;
        foreach (Accumulator sum in Accumulators().Where(static sum => sum.Chain == 0))
        {
            string value = _chains == 2 ? $"({sum.Name} + {sum.Letter}1)" : sum.Name;
            _writer.Line($"{value}.StoreUnsafe(ref s{Text.Plus(offset)});");
            offset += NetworkShape.Lanes;
        }

        RowLoops.Advance(_writer, "s", offset);
    }

    /// <summary>Declares a reference to a unit's first weight in a section.</summary>
    private void EmitCursor(string name, PackedSection section)
    {
        TileGroup group = section.Group;
        int offset = _layer.Sections.OffsetOf(section);
        string start = offset == 0 ? "" : Text.Int(offset) + " + ";
        string blocks = Text.Int(group.BlocksPerTile);
        string place =
            group is { Tiles: 1, BlocksPerTile: 1 } ? "unit" :
            group.Tiles == 1 ? $"(unit >> 3) * {Text.Int(section.BlockRow)} + (unit & 7)" :
            $"(unit >> 3) / {blocks} * {Text.Int(section.TileLength)} + (unit >> 3) % {blocks} * {Text.Int(section.BlockRow)} + (unit & 7)";
        _writer.Line($"ref float {name} = ref {Text.Element("weights", start + place)};");
    }

    private void EmitRows(WeightRows rows)
    {
        // Two rows an iteration, an even and an odd one: sixteen multiply-adds, enough to hide the cost of the loop.
        int turns = rows.Count / 2;
        if (turns == 1)
        {
            EmitRow(rows, index: 0, rows.FirstRow, chain: 0);
            EmitRow(rows, index: 1, rows.FirstRow + 1, chain: 1);
        }
        else if (turns > 1)
        {
            _writer.Line();
            using SourceWriter.Scope loop = _writer.Block(
                $"for (nint k = 0; k < {Text.Int(turns * 2 * NetworkShape.Lanes)}; k += {Text.Int(2 * NetworkShape.Lanes)})");
            EmitRow(rows, index: null, rows.FirstRow, chain: 0);
            EmitRow(rows, index: null, rows.FirstRow + 1, chain: 1);
            _writer.Line();
            RowLoops.Advance(_writer, rows.Cursor, 2 * rows.Length);
        }

        if (rows.Count % 2 == 1)
        {
            EmitRow(rows, index: rows.Count - 1, rows.FirstRow + (turns == 1 ? 2 : 0), chain: 0);
        }
    }

    /// <summary>Prints a row: each of its weights times the value of eight streams.</summary>
    /// <param name="rows">The rows that this is one of.</param>
    /// <param name="index">The index of the value, or null for that of the loop.</param>
    /// <param name="row">The number of rows from the cursor to the row.</param>
    /// <param name="chain">The chain of the row, if there are two.</param>
    private void EmitRow(WeightRows rows, int? index, int row, int chain)
    {
        _writer.Line();
        string value =
            index is { } fixedIndex ? Text.Load(rows.Source, fixedIndex * NetworkShape.Lanes) :
            chain == 0 ? $"LoadUnsafe(ref {Text.Element(rows.Source, "k")})" :
            $"LoadUnsafe(ref {Text.Element(rows.Source, "k + 8")})";
        _writer.Line($"v = {value};");
        foreach (Accumulator sum in Accumulators().Where(sum => sum.Chain == chain % _chains && rows.Section.Sums.IndexOf(sum.Letter) >= 0))
        {
            string weight = Text.At(rows.Cursor, row * rows.Length + Place(sum, rows.Section));
            _writer.Line($"{sum.Name} = FusedMultiplyAdd(Create({weight}), v, {sum.Name});");
        }
    }

    private static int Place(Accumulator sum, PackedSection section) => section.Sums.IndexOf(sum.Letter) * NetworkShape.Lanes + sum.Unit;

    /// <summary>Returns the accumulators, unit by unit. The digit is the unit or, with two chains, the chain.</summary>
    private IEnumerable<Accumulator> Accumulators()
    {
        for (int digit = 0; digit < Math.Max(_units, _chains); digit++)
        {
            foreach (char letter in _letters)
            {
                yield return new Accumulator(letter, Unit: _chains == 2 ? 0 : digit, Chain: _chains == 2 ? digit : 0);
            }
        }
    }

    private sealed record Accumulator(char Letter, int Unit, int Chain)
    {
        public string Name => Letter + Text.Int(Unit + Chain);
    }
}
