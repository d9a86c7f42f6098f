using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the pre-activations of a quantized layer for eight streams in lanes: the bias and inputs of any magnitude in floats, as
/// <see cref="StreamRows"/> does, hidden states in integers, with each pair of weights broadcast to all lanes.
/// </summary>
internal sealed class QuantizedStreamRows
{
    private const int Lanes = NetworkShape.Lanes;

    private readonly SourceWriter _writer;
    private readonly TiledLayer _layer;
    private readonly LanePlan _lanes;
    private readonly QuantizedSums _sums;
    private readonly string _letters;
    private readonly int _units;

    private QuantizedStreamRows(SourceWriter writer, TiledLayer layer, LanePlan lanes, QuantizedSums sums)
    {
        _writer = writer;
        _layer = layer;
        _lanes = lanes;
        _sums = sums;
        _letters = layer.Definition.Letters;
        _units = LanePlan.UnitsPerTurn(layer);
    }

    /// <summary>Prints the pre-activations of all units, stored to <c>sums</c>, [units, sums, 8 streams].</summary>
    public static void EmitSums(SourceWriter writer, TiledLayer layer, LanePlan lanes, QuantizedSums sums)
    {
        StreamRows.EmitStart(writer, layer, lanes, hasInputs: sums.Parts.Count == 1);
        writer.Line();
        writer.Line("// Then hidden states, rounded to 16 bits: products are added in 32 bits, and sums are scaled.");
        QuantizedStreamRows rows = new(writer, layer, lanes, sums);
        foreach (QuantizedPart part in sums.Parts)
        {
            rows.EmitPart(part);
        }
    }

    /// <summary>Prints the part of the sums that needs a vector of this step, <c>m</c>.</summary>
    public static void EmitLateSums(SourceWriter writer, TiledLayer layer, LanePlan lanes, QuantizedSums sums) =>
        new QuantizedStreamRows(writer, layer, lanes, sums).EmitPart(sums.Late!);

    private void EmitPart(QuantizedPart part)
    {
        string rounded = QuantizedForm.Rounded(part);
        string largest = QuantizedForm.Scales(part);
        string rounding = part.FactorOffset is null ? "RoundStreams" : "RoundStreamsOfInputs";
        string scale = Text.At("weights", part.ScaleOffset);
        _writer.Lines($"""
            ref int {rounded} = ref Unsafe.As<float, int>(ref {Text.At("sums", _lanes.IntegersOf(_sums, part))});
            Vector256<float> {largest} = QuantizedSums.{rounding}(
                ref {part.Source},{QuantizedForm.FactorsOf(part)} ref {rounded}, {Text.Int(part.Rows)}, {scale});
            s = ref sums;
            """);
        foreach (PackedSection section in part.Tiles)
        {
            EmitUnits(part, section);
        }
    }

    private void EmitUnits(QuantizedPart part, PackedSection section)
    {
        int first = section.Group.FirstBlock * Lanes;
        int end = Math.Min(first + section.Group.Tiles * section.Group.BlocksPerTile * Lanes, _layer.Cell.Hidden);
        string pair = section.Precision == LstmPrecision.Int8 ? "short" : "int";
        using SourceWriter.Scope loop = _writer.Block($"for (nint unit = 0; unit < {Text.Int(end - first)}; unit += {Text.Int(_units)})");
        string weights = Text.At("weights", _layer.Sections.OffsetOf(section));
        int blockRow = section.Sums.Length * Lanes;
        string place = StreamRows.PlaceOfUnit(section.Group, blockRow, Pairs(section, section.TileLength));
        _writer.Line($"ref {pair} u = ref Unsafe.Add(ref Unsafe.As<float, {pair}>(ref {weights}), {place});");
        string scales = Text.Int(part.ScaleOffset + Lanes + first * section.Sums.Length);
        string ofUnit = StreamRows.PlaceOfUnit(section.Group with { Tiles = 1 }, blockRow, tileLength: 0);
        _writer.Line($"ref float r = ref Unsafe.Add(ref weights, {scales} + {ofUnit});");
        foreach (string sum in Names(section))
        {
            _writer.Line($"Vector256<int> {sum} = Vector256<int>.Zero;");
        }

        EmitPairs(part, section);
        _writer.Line();
        foreach ((char letter, int unit) in Sums(section))
        {
            string sum = $"ref s{Text.Plus((unit * _letters.Length + _letters.IndexOf(letter)) * Lanes)}";
            string scale = $"Create({Text.At("r", section.Sums.IndexOf(letter) * Lanes + unit)}) * {QuantizedForm.Scales(part)}";
            _writer.Line(
                $"FusedMultiplyAdd(ConvertToSingle({Name(letter, unit)}), {scale}, LoadUnsafe({sum})).StoreUnsafe({sum});");
        }

        RowLoops.Advance(_writer, "s", _units * _letters.Length * Lanes);
    }

    /// <summary>Prints the loop over pairs of rows.</summary>
    private void EmitPairs(QuantizedPart part, PackedSection section)
    {
        using SourceWriter.Scope loop = _writer.Block($"for (nint k = 0; k < {Text.Int(part.Pairs * Lanes)}; k += 8)");
        _writer.Line($"Vector256<short> v = LoadUnsafe(ref {Text.Element(QuantizedForm.Rounded(part), "k")}).AsInt16();");
        foreach ((char letter, int unit) in Sums(section))
        {
            string weight = Text.At("u", section.Sums.IndexOf(letter) * Lanes + unit);
            string pair = section.Precision == LstmPrecision.Int8 ? $"Vector128.Create({weight}).AsSByte()" : $"Create({weight}).AsInt16()";
            _writer.Line($"{Name(letter, unit)} = QuantizedSums.Add({Name(letter, unit)}, {pair}, v);");
        }

        RowLoops.Advance(_writer, "u", Pairs(section, section.RowLength));
    }

    private IEnumerable<(char Letter, int Unit)> Sums(PackedSection section) =>
        from unit in Enumerable.Range(0, _units)
        from letter in section.Sums
        select (letter, unit);

    private IEnumerable<string> Names(PackedSection section) => Sums(section).Select(static sum => Name(sum.Letter, sum.Unit));

    private static string Name(char letter, int unit) => letter + Text.Int(unit);

    /// <summary>Returns the number of pairs of integers in a number of floats.</summary>
    private static int Pairs(PackedSection section, int floats) => QuantizedForm.IntegersOf(section, floats) / 2;
}
