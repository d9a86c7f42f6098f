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
    private readonly LanePlan _lanes;
    private readonly string _letters;
    private readonly int _chains;
    private readonly int _units;

    /// <summary>Whether the sums are added to what is in memory, instead of the bias.</summary>
    private readonly bool _isRest;

    private StreamRows(SourceWriter writer, RecurrentPlan layer, LanePlan lanes, bool isRest)
    {
        _writer = writer;
        _layer = layer;
        _lanes = lanes;
        _isRest = isRest;
        _letters = isRest ? layer.Definition.LateSums : layer.Definition.Letters;
        _chains = LanePlan.ChainsOf(layer);
        _units = isRest ? LanePlan.LateUnitsPerTurn : LanePlan.UnitsPerTurn(layer);
    }

    /// <summary>Prints the pre-activations of all units, stored to <c>sums</c>, [units, sums, 8 streams].</summary>
    public static void EmitSums(SourceWriter writer, RecurrentPlan layer, LanePlan lanes) =>
        new StreamRows(writer, layer, lanes, isRest: false).Emit();

    /// <summary>Prints what the sums of a quantized layer start with: the biases, and inputs of any magnitude.</summary>
    public static void EmitStart(SourceWriter writer, RecurrentPlan layer, LanePlan lanes, bool hasInputs)
    {
        StreamRows rows = new(writer, layer, lanes, isRest: false);
        rows.EmitRemark(hasInputs ? ", first the bias and the inputs in floats" : ", first the biases");
        foreach (PackedSection section in layer.Sections.All(PackedKind.Input))
        {
            PackedSection? bias = layer.Sections.All(PackedKind.RecurrentBias).SingleOrDefault(bias => bias.Group == section.Group);
            rows.EmitUnits(hasInputs ? TileSums.Inputs(layer, section, bias) : TileSums.Start(layer, section, bias));
        }
    }

    /// <summary>Prints the rest of the sums that need a vector of this step, <c>m</c>.</summary>
    public static void EmitLateSums(SourceWriter writer, RecurrentPlan layer, LanePlan lanes)
    {
        StreamRows rows = new(writer, layer, lanes, isRest: true);
        writer.Line("s = ref sums;");
        if (rows.HasOddSums)
        {
            writer.Line($"odd = ref {Text.At("sums", lanes.OddSums)};");
        }

        foreach (PackedSection section in layer.Sections.Candidate)
        {
            rows.EmitUnits(TileSums.Late(layer, section));
        }
    }

    /// <summary>Whether late sums keep two chains between their parts.</summary>
    private bool HasOddSums => _chains == 2 && _layer.Definition.LateSums.Length > 0;

    private void Emit()
    {
        EmitRemark("");
        if (HasOddSums)
        {
            _writer.Line($"ref float odd = ref {Text.At("sums", _lanes.OddSums)};");
        }

        foreach (TilePlan tile in _layer.Sections.Tiles)
        {
            EmitUnits(TileSums.Whole(_layer, tile));
        }
    }

    private void EmitRemark(string what)
    {
        string units = _units == 1 ? "one unit" : "two units";
        string shape = $"[{Text.Int(LanePlan.StoredUnits(_layer))} units, {Text.Int(_letters.Length)} gates, 8 streams]";
        string chains = _chains == 2 ? ", in two chains of even and of odd rows" : "";
        _writer.Line(
            $"// Phase 1: pre-activations of {units} per iteration{chains}{what}, stored in sums as {shape}. " +
            "v is one value of each stream.");
        _writer.Line("ref float s = ref sums;");
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
            _writer.Line($"Vector256<float> {sum.Name} = {StartOf(sums, sum)};");
        }

        if (sums.Rows.Count > 0)
        {
            _writer.Line("Vector256<float> v;");
        }

        foreach (WeightRows rows in sums.Rows)
        {
            EmitRows(rows);
        }

        _writer.Line();
        EmitStores();
    }

    private string StartOf(TileSums sums, Accumulator sum)
    {
        if (_isRest)
        {
            return sum.Chain == 0 ? Text.Load("s", PlaceOfSum(sum)) : Text.Load("odd", PlaceOfOdd(sum));
        }

        (string cursor, PackedSection section) = sums.Biases.First(bias => bias.Section.Sums.IndexOf(sum.Letter) >= 0);
        return sum.Chain > 0 ? "Vector256<float>.Zero" : $"Create({Text.At(cursor, Place(sum, section))})";
    }

    /// <summary>Prints the stores of the sums. Those of two chains are added, unless other rows follow.</summary>
    private void EmitStores()
    {
        foreach (Accumulator sum in Accumulators())
        {
            bool isWhole = _isRest || _layer.Definition.LateSums.IndexOf(sum.Letter) < 0;
            if (sum.Chain == 0)
            {
                string value = _chains == 2 && isWhole ? $"({sum.Name} + {(sum with { Chain = 1 }).Name})" : sum.Name;
                _writer.Line($"{value}.StoreUnsafe(ref s{Text.Plus(PlaceOfSum(sum))});");
            }
            else if (!isWhole)
            {
                _writer.Line($"{sum.Name}.StoreUnsafe(ref odd{Text.Plus(PlaceOfOdd(sum))});");
            }
        }

        RowLoops.Advance(_writer, "s", _units * _layer.Definition.Letters.Length * NetworkShape.Lanes);
        if (HasOddSums)
        {
            RowLoops.Advance(_writer, "odd", _units * _layer.Definition.LateSums.Length * NetworkShape.Lanes);
        }
    }

    private int PlaceOfSum(Accumulator sum) => PlaceOf(sum, _layer.Definition.Letters);

    private int PlaceOfOdd(Accumulator sum) => PlaceOf(sum, _layer.Definition.LateSums);

    private static int PlaceOf(Accumulator sum, string letters) =>
        (sum.Unit * letters.Length + letters.IndexOf(sum.Letter)) * NetworkShape.Lanes;

    /// <summary>Declares a reference to a unit's first weight in a section.</summary>
    private void EmitCursor(string name, PackedSection section)
    {
        int offset = _layer.Sections.OffsetOf(section);
        string start = offset == 0 ? "" : Text.Int(offset) + " + ";
        string place = PlaceOfUnit(section.Group, section.BlockRow, section.TileLength);
        _writer.Line($"ref float {name} = ref {Text.Element("weights", start + place)};");
    }

    /// <summary>Returns the position of a unit's first weight in a group of tiles.</summary>
    /// <param name="group">The tiles.</param>
    /// <param name="blockRow">The distance from one block to the next.</param>
    /// <param name="tileLength">The distance from one tile to the next.</param>
    public static string PlaceOfUnit(TileGroup group, int blockRow, int tileLength)
    {
        string blocks = Text.Int(group.BlocksPerTile);
        return
            group is { Tiles: 1, BlocksPerTile: 1 } ? "unit" :
            group.Tiles == 1 ? $"(unit >> 3) * {Text.Int(blockRow)} + (unit & 7)" :
            $"(unit >> 3) / {blocks} * {Text.Int(tileLength)} + (unit >> 3) % {blocks} * {Text.Int(blockRow)} + (unit & 7)";
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

    /// <summary>Returns the accumulators, unit by unit.</summary>
    private IEnumerable<Accumulator> Accumulators() =>
        from unit in Enumerable.Range(0, _units)
        from chain in Enumerable.Range(0, _chains)
        from letter in _letters
        select new Accumulator(letter, unit, chain, _chains);

    private sealed record Accumulator(char Letter, int Unit, int Chain, int Chains)
    {
        public string Name => Letter + Text.Int(Unit * Chains + Chain);
    }
}
