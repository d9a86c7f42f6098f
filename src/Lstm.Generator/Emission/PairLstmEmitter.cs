using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints a plain LSTM cell in vectors of sixteen lanes. The order of every sum is that of <see cref="TileEmitter"/>.</summary>
/// <remarks>
/// A digit is a block: <c>if0</c> has the sums of its input and its forget gate, <c>go0</c> those of its candidate and its output gate, as a row of weights
/// has them. From the sums on a vector holds one gate of two blocks.
/// </remarks>
internal sealed class PairLstmEmitter
{
    private readonly SourceWriter _writer;
    private readonly PairLayer _layer;
    private readonly NetworkShape _shape;

    private PairLstmEmitter(SourceWriter writer, KernelPlan plan, PairLayer layer)
    {
        _writer = writer;
        _layer = layer;
        _shape = plan.Shape;
    }

    public static void Emit(SourceWriter writer, KernelPlan plan, PairLayer layer)
    {
        PairLstmEmitter emitter = new(writer, plan, layer);
        emitter.EmitSums();
        emitter.EmitGates();
        LayerEmitter.EmitPlace(writer, "c", "h", plan.State.Hidden);
        emitter.EmitPhase("Phase 3: the new cell state", "c", static (sum, c) => $"Vector512.FusedMultiplyAdd({sum('i')}, Activations.Tanh({sum('g')}), {sum('f')} * {c})");
        emitter.EmitPhase("Phase 4: the new hidden state", "h", static (sum, c) => $"({sum('o')} * Activations.Tanh({c}))");
    }

    private void EmitSums()
    {
        _writer.Line("// Phase 1: the sums of all gates, a digit a block: i and f side by side in a vector, as the weights are, and g and o. A row is multiplied by v.");
        for (int group = 0; group < _layer.Sections.Tiles.Count; group++)
        {
            TilePlan tile = _layer.Sections.Tiles[group];
            LayerEmitter.EmitPlace(_writer, "w" + Text.Int(group), "weights", _layer.Sections.OffsetOf(tile.Input));
            LayerEmitter.EmitPlace(_writer, "u" + Text.Int(group), "weights", _layer.Sections.OffsetOf(tile.Recurrent));
        }

        foreach ((string sum, string weights) in Row("w", row: 0, static tile => tile.Input))
        {
            _writer.Line($"Vector512<float> {sum} = {weights};");
        }

        _writer.Line("Vector512<float> v;");
        EmitRows("w", "x", _layer.Inputs, firstRow: 1, static tile => tile.Input);
        EmitRows("u", "h", _layer.Cell.Hidden, firstRow: 0, static tile => tile.Recurrent);
        _writer.Line();
    }

    private void EmitRows(string cursor, string source, int count, int firstRow, Func<TilePlan, PackedSection> sectionOf)
    {
        // Two vectors a block where eight lanes have four.
        RowLoop loop = RowLoop.For(count, _layer.Pairs);
        int walked = loop.Turns * loop.RowsPerTurn;
        if (loop.Turns > 0)
        {
            _writer.Line();
            using SourceWriter.Scope scope = _writer.Block($"for (nint k = 0; k < {Text.Int(walked)}; k += {Text.Int(loop.RowsPerTurn)})");
            for (int row = 0; row < loop.RowsPerTurn; row++)
            {
                EmitRow(cursor, Text.Element(source, row == 0 ? "k" : $"k + {Text.Int(row)}"), firstRow + row, sectionOf);
            }

            _writer.Line();
            for (int group = 0; group < _layer.Sections.Tiles.Count; group++)
            {
                string walker = cursor + Text.Int(group);
                _writer.Line($"{walker} = ref Unsafe.Add(ref {walker}, {Text.Int(loop.RowsPerTurn * sectionOf(_layer.Sections.Tiles[group]).RowLength)});");
            }
        }

        for (int row = 0; row < loop.Rest; row++)
        {
            EmitRow(cursor, Text.At(source, walked + row), firstRow + row, sectionOf);
        }
    }

    private void EmitRow(string cursor, string value, int row, Func<TilePlan, PackedSection> sectionOf)
    {
        _writer.Line();
        _writer.Line($"v = Vector512.Create({value});");
        foreach ((string sum, string weights) in Row(cursor, row, sectionOf))
        {
            _writer.Line($"{sum} = Vector512.FusedMultiplyAdd({weights}, v, {sum});");
        }
    }

    /// <summary>The sums that a row feeds, each with its weights.</summary>
    private IEnumerable<(string Sum, string Weights)> Row(string cursor, int row, Func<TilePlan, PackedSection> sectionOf)
    {
        int block = 0;
        for (int group = 0; group < _layer.Sections.Tiles.Count; group++)
        {
            PackedSection section = sectionOf(_layer.Sections.Tiles[group]);
            for (int within = 0; within < section.Group.Tiles * section.Group.BlocksPerTile; within++, block++)
            {
                int tile = within / section.Group.BlocksPerTile;
                int offset = tile * section.TileLength + row * section.RowLength + within % section.Group.BlocksPerTile * section.BlockRow;
                yield return ($"if{Text.Int(block)}", Load(cursor + Text.Int(group), offset));
                yield return ($"go{Text.Int(block)}", Load(cursor + Text.Int(group), offset + PairLayer.Lanes));
            }
        }
    }

    /// <summary>A gate of two blocks, or of one and nothing.</summary>
    private string Pair(char gate, int pair)
    {
        string half = gate is 'i' or 'g' ? "GetLower()" : "GetUpper()";
        string Block(int block) => $"{(gate is 'i' or 'f' ? "if" : "go")}{Text.Int(block)}.{half}";
        return 2 * pair + 1 < _layer.Blocks ? $"Vector512.Create({Block(2 * pair)}, {Block(2 * pair + 1)})" : $"{Block(2 * pair)}.ToVector512()";
    }

    /// <summary>The sums, a gate after the other in memory, and the sigmoids among them.</summary>
    private void EmitGates()
    {
        foreach (char gate in _layer.Cell.Sums)
        {
            for (int pair = 0; pair < _layer.Pairs; pair++)
            {
                _writer.Line($"{Pair(gate, pair)}.StoreUnsafe(ref sums{Text.Plus(PlaceOf(gate) + pair * PairLayer.Lanes)});");
            }
        }

        if (_shape.HasPadding)
        {
            int units = _shape.Hidden % NetworkShape.Lanes;
            string mask = string.Join(", ", Enumerable.Range(0, NetworkShape.Lanes).Select(lane => lane < units ? "-1" : "0"));
            _writer.Lines($"""

                // Lanes beyond the last unit stay zero, whatever comes in: an infinite input times their weight, zero, is no number.
                Vector256<float> units = Create({mask}).AsSingle();
                """);
        }

        _writer.Line();
        _writer.Line("// Phase 2: the sigmoids.");
        using (Loop(_layer.GateLength))
        {
            foreach (char gate in "ifo")
            {
                _writer.Line($"Activations.HalfSigmoid({SumAtN(gate)}).StoreUnsafe(ref sums, {AtN(gate)});");
            }
        }

        _writer.Line();
    }

    /// <summary>A phase over the units of a state vector, which ends with the last block, in the middle of a pair or not.</summary>
    private void EmitPhase(string title, string target, Func<Func<char, string>, string, string> valueOf)
    {
        if (target != "c")
        {
            _writer.Line();
        }

        _writer.Line($"// {title}.");
        int whole = _layer.Blocks / 2 * PairLayer.Lanes;
        if (whole > PairLayer.Lanes)
        {
            using SourceWriter.Scope loop = Loop(whole);
            _writer.Line($"{valueOf(SumAtN, "Vector512.LoadUnsafe(ref c, n)")}.StoreUnsafe(ref {target}, n);");
        }
        else
        {
            _writer.Line($"{valueOf(gate => Load("sums", PlaceOf(gate)), "Vector512.LoadUnsafe(ref c)")}.StoreUnsafe(ref {target});");
        }

        if (whole < _shape.PaddedHidden)
        {
            string at = Text.Int(whole);
            string value = valueOf(gate => Load("sums", PlaceOf(gate) + whole), $"LoadUnsafe(ref c, {at}).ToVector512()");
            _writer.Line($"{value}.GetLower().StoreUnsafe(ref {target}, {at});");
        }

        if (_shape.HasPadding)
        {
            string last = Text.Int(_shape.PaddedHidden - NetworkShape.Lanes);
            _writer.Line($"(LoadUnsafe(ref {target}, {last}) & units).StoreUnsafe(ref {target}, {last});");
        }
    }

    // The bare name is that of vectors of eight lanes, for the dense layers.
    private static string Load(string start, int offset) => "Vector512." + Text.Load(start, offset);

    private SourceWriter.Scope Loop(int end) => _writer.Block($"for (nuint n = 0; n < {Text.Int(end)}; n += {Text.Int(PairLayer.Lanes)})");

    /// <summary>Where a gate's sums begin.</summary>
    private int PlaceOf(char gate) => _layer.Cell.Sums.IndexOf(gate) * _layer.GateLength;

    private string AtN(char gate) => PlaceOf(gate) == 0 ? "n" : $"n + {Text.Int(PlaceOf(gate))}";

    private string SumAtN(char gate) => $"Vector512.LoadUnsafe(ref sums, {AtN(gate)})";
}
