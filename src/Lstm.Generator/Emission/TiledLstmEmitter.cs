using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints an LSTM cell whose pre-activations are in memory: phases, each a short loop over the blocks for one function.</summary>
internal sealed class TiledLstmEmitter
{
    private readonly SourceWriter _writer;
    private readonly KernelPlan _plan;
    private readonly TiledLayer _layer;
    private readonly CellShape _cell;
    private readonly int _padded;
    private int _phase = 1;

    private TiledLstmEmitter(SourceWriter writer, KernelPlan plan, TiledLayer layer)
    {
        _writer = writer;
        _plan = plan;
        _layer = layer;
        _cell = layer.Cell;
        _padded = plan.Shape.PaddedHidden;
    }

    public static void Emit(SourceWriter writer, KernelPlan plan, TiledLayer layer)
    {
        LayerEmitter.EmitUnits(writer, plan);
        TiledLstmEmitter emitter = new(writer, plan, layer);

        // The gates that do not depend on the new cell state.
        string early = Without(layer.Cell.Sums, layer.Cell.Peephole ? "go" : "g");
        emitter.EmitEarlyGates(early);
        emitter.EmitCell();
        if (layer.Cell.Peephole)
        {
            emitter.EmitOutputGate();
        }

        emitter.EmitHidden();
    }

    private static string Without(string letters, string others) => string.Concat(letters.Where(letter => others.IndexOf(letter) < 0));

    private void EmitEarlyGates(string gates)
    {
        bool cellIsSeen = _cell.Peephole;
        if (cellIsSeen)
        {
            _writer.Line();
            LayerEmitter.EmitPlace(_writer, "c", "h", _plan.State.Hidden);
            LayerEmitter.EmitPlace(_writer, "p", "weights", _layer.Sections.OffsetOf(PackedKind.Peephole));
        }

        if (_cell.LayerNorm)
        {
            // The candidate has no peephole, but its pre-activations are normalised with the others.
            EmitPeepholes(gates);
            string normalised = cellIsSeen ? Without(_cell.Sums, "o") : _cell.Sums;
            EmitNormalisation(normalised);
        }

        bool fused = cellIsSeen && !_cell.LayerNorm;
        if (!fused && Gate("v") == "v")
        {
            // A linear gate is its pre-activation.
            return;
        }

        Phase(_cell.GateActivation == Activation.Sigmoid ? "sigmoids" : "gates");
        if (!fused && !_plan.Width.IsNarrow)
        {
            using SourceWriter.Scope loop = _writer.Block($"for (nuint n = 0; n < {Text.Int(SumsLength)}; n += {Text.Int(BlockRow)})");
            foreach (char gate in gates)
            {
                int offset = _cell.Sums.IndexOf(gate) * NetworkShape.Lanes;
                string at = offset == 0 ? "n" : $"n + {Text.Int(offset)}";
                _writer.Line($"{Gate($"LoadUnsafe(ref sums, {at})")}.StoreUnsafe(ref sums, {at});");
            }

            return;
        }

        if (_plan.Width.IsNarrow)
        {
            // One loop for each gate: with emulated multiply-adds one sigmoid is enough code for a loop.
            foreach (char gate in gates)
            {
                EmitEarlyGate(gate, fused);
            }

            return;
        }

        using SourceWriter.Scope scope = Loop();
        foreach (char gate in gates)
        {
            _writer.Line($"{Gate(WithPeephole(gate))}.StoreUnsafe(ref sums, {SumAt(gate)});");
        }
    }

    private void EmitEarlyGate(char gate, bool fused)
    {
        using SourceWriter.Scope scope = Loop();
        _writer.Line($"{Gate(fused ? WithPeephole(gate) : Sum(gate))}.StoreUnsafe(ref sums, {SumAt(gate)});");
    }

    private void EmitCell()
    {
        Phase("candidate and new cell state");
        if (!_cell.Peephole)
        {
            LayerEmitter.EmitPlace(_writer, "c", "h", _plan.State.Hidden);
        }

        if (_cell.StochasticForget)
        {
            LayerEmitter.EmitPlace(_writer, "draws", "sums", _plan.Scratch.Draws);
        }

        using (Loop())
        {
            _writer.Line($"{Vector} g = {FunctionEmitter.Clipped(_cell.CellActivation, _cell.Clip, Sum('g'))};");
            if (_plan.Trace is not null)
            {
                _writer.Line($"g.StoreUnsafe(ref sums, {SumAt('g')});");
            }

            string i = Sum('i');
            string f = _cell.CoupledGates ? "f" : Sum('f');
            if (_cell.CoupledGates)
            {
                _writer.Line($"{Vector} i = {i};");
                _writer.Line($"{Vector} f = {Vector}.One - i;");
                i = "i";
            }

            string kept = _cell.StochasticForget
                ? $"ConditionalSelect(LessThan(LoadUnsafe(ref draws, n), {f}), LoadUnsafe(ref c, n), {Vector}.Zero)"
                : $"{f} * LoadUnsafe(ref c, n)";
            _writer.Line($"{FunctionEmitter.Settled($"{MultiplyAdd}({i}, g, {kept})", _cell.CellClip)}.StoreUnsafe(ref c, n);");
        }

        LayerEmitter.EmitMask(_writer, _plan, "c");
    }

    private void EmitOutputGate()
    {
        Phase("output gate, with the new cell state");
        if (!_cell.LayerNorm)
        {
            using SourceWriter.Scope scope = Loop();
            _writer.Line($"{Gate(WithPeephole('o'))}.StoreUnsafe(ref sums, {SumAt('o')});");
            return;
        }

        EmitPeepholeLoop("o");
        _writer.Line();
        EmitNormalisationOf('o');
        _writer.Line();
        using SourceWriter.Scope loop = Loop();
        _writer.Line($"{Gate(Sum('o'))}.StoreUnsafe(ref sums, {SumAt('o')});");
    }

    private void EmitHidden()
    {
        bool behind = _cell.Projection > 0 || _cell.LayerNorm;
        if (behind)
        {
            _writer.Line();
            LayerEmitter.EmitPlace(_writer, "m", "sums", _plan.Scratch.Units);
        }

        string state = "c";
        if (_cell.LayerNorm)
        {
            string weight = NormAt(PackedKind.CellNormWeight, 0);
            string bias = NormAt(PackedKind.CellNormBias, 0);
            Phase("normalised cell state");
            _writer.Lines($"""
                LayerNorms.Apply(
                    ref c, ref m,
                    ref {weight}, ref {bias}, {Sizes(NetworkShape.Lanes, _padded)});
                """);
            state = "m";
        }

        string output = _cell.Projection > 0 ? "m" : "h";
        Phase(_cell.Projection > 0 ? "units' outputs, which are projected to the new hidden state" : "new hidden state");
        using (Loop())
        {
            string squashed = FunctionEmitter.ClippedWhole(_cell.HiddenActivation, _cell.Clip, $"LoadUnsafe(ref {state}, n)");
            _writer.Line($"({Sum('o')} * {squashed}).StoreUnsafe(ref {output}, n);");
        }

        LayerEmitter.EmitMask(_writer, _plan, output);
    }

    /// <summary>Prints the peepholes of gates whose pre-activations are normalised next.</summary>
    private void EmitPeepholes(string gates)
    {
        if (_cell.Peephole)
        {
            Phase("peepholes");
            EmitPeepholeLoop(gates);
        }
    }

    private void EmitPeepholeLoop(string gates)
    {
        using SourceWriter.Scope scope = Loop();
        foreach (char gate in gates)
        {
            _writer.Line($"{WithPeephole(gate)}.StoreUnsafe(ref sums, {SumAt(gate)});");
        }
    }

    private void EmitNormalisation(string gates)
    {
        Phase("normalised pre-activations");
        foreach (char gate in gates)
        {
            EmitNormalisationOf(gate);
        }
    }

    private void EmitNormalisationOf(char gate)
    {
        int offset = _cell.Sums.IndexOf(gate) * NetworkShape.Lanes;
        string sums = Text.At("sums", offset);
        string weight = NormAt(PackedKind.GateNormWeight, offset);
        string bias = NormAt(PackedKind.GateNormBias, offset);
        _writer.Lines($"""
            LayerNorms.Apply(
                ref {sums}, ref {sums},
                ref {weight}, ref {bias}, {Sizes(BlockRow, SumsLength)});
            """);
    }

    private void Phase(string what)
    {
        _phase++;
        _writer.Line();
        _writer.Line($"// Phase {Text.Int(_phase)}: {what}.");
    }

    private SourceWriter.Scope Loop() => LayerEmitter.EmitLanes(_writer, _plan);

    private string Vector => Text.Vector(_plan.Width);

    private string MultiplyAdd => Text.MultiplyAdd(_plan.Width);

    private int BlockRow => _cell.Sums.Length * NetworkShape.Lanes;

    private int SumsLength => _cell.Sums.Length * _padded;

    private string Sizes(int stride, int length) =>
        $"stride: {Text.Int(stride)}, length: {Text.Int(length)}, units: {Text.Int(_cell.Hidden)}, {Text.Float(_cell.LayerNormEpsilon)}";

    private string Gate(string value) => FunctionEmitter.Clipped(_cell.GateActivation, _cell.Clip, value);

    private string Sum(char gate) => $"LoadUnsafe(ref sums, {SumAt(gate)})";

    private string SumAt(char gate) => LayerEmitter.SumAt(_plan, _cell.Sums.IndexOf(gate));

    private string WithPeephole(char gate) =>
        $"{MultiplyAdd}(LoadUnsafe(ref p, {BlockPlace(_cell.PeepholeGates, gate)}), LoadUnsafe(ref c, n), {Sum(gate)})";

    private string NormAt(PackedKind kind, int offset) => Text.At("weights", _layer.Sections.OffsetOf(kind) + offset);

    /// <summary>Returns the offset of a gate's vector of the block at n among those of several gates.</summary>
    private string BlockPlace(string letters, char gate) => Text.Lanes(_plan.Width, letters.Length, letters.IndexOf(gate));
}
