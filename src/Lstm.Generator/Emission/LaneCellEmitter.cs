using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints an LSTM cell of eight streams in lanes: phases, each a short loop over the units for one function.</summary>
/// <remarks>Nothing needs a mask: padding is neither computed nor written.</remarks>
internal sealed class LaneCellEmitter
{
    private readonly SourceWriter _writer;
    private readonly CellShape _cell;
    private readonly LayerPlan _layer;
    private int _phase = 1;

    private LaneCellEmitter(SourceWriter writer, LayerPlan layer)
    {
        _writer = writer;
        _layer = layer;
        _cell = layer.Cell;
    }

    public static void Emit(SourceWriter writer, KernelPlan plan, LayerPlan layer)
    {
        LaneCellEmitter emitter = new(writer, layer);
        writer.Line();
        LayerEmitter.EmitPlace(writer, "c", "h", plan.State.Hidden * NetworkShape.Lanes);
        if (layer.Cell.Peephole)
        {
            LayerEmitter.EmitPlace(writer, "p", "weights", layer.Sections.OffsetOf(PackedKind.Peephole));
        }

        emitter.EmitEarlyGates();
        emitter.EmitCell();
        if (layer.Cell.Peephole)
        {
            emitter.EmitOutputGate();
        }

        emitter.EmitHidden();
    }

    /// <summary>Prints the gates that do not depend on the new cell state.</summary>
    private void EmitEarlyGates()
    {
        string late = _cell.Peephole ? "go" : "g";
        char[] gates = [.. _cell.Sums.Where(letter => late.IndexOf(letter) < 0)];
        if (!_cell.Peephole && Gate("v") == "v")
        {
            // A linear gate is its pre-activation.
            return;
        }

        Phase(_cell.GateActivation == Activation.Sigmoid ? "sigmoids" : "gates");
        using SourceWriter.Scope loop = Loop();
        foreach (char gate in gates)
        {
            _writer.Line($"{Gate(WithPeephole(gate))}.StoreUnsafe(ref {SumAt(gate)});");
        }
    }

    private void EmitCell()
    {
        Phase("candidate and new cell state");
        using SourceWriter.Scope loop = Loop();
        _writer.Line($"Vector256<float> g = {FunctionEmitter.Clipped(_cell.CellActivation, _cell.Clip, Sum('g'))};");
        string i = Sum('i');
        string f = _cell.CoupledGates ? "f" : Sum('f');
        if (_cell.CoupledGates)
        {
            _writer.Line($"Vector256<float> i = {i};");
            _writer.Line("Vector256<float> f = Vector256<float>.One - i;");
            i = "i";
        }

        string next = FunctionEmitter.Settled($"FusedMultiplyAdd({i}, g, {f} * {Cell})", _cell.CellClip);
        _writer.Line($"{next}.StoreUnsafe(ref {Text.Element("c", "n")});");
    }

    private void EmitOutputGate()
    {
        Phase("output gate, with the new cell state");
        using SourceWriter.Scope loop = Loop();
        _writer.Line($"{Gate(WithPeephole('o'))}.StoreUnsafe(ref {SumAt('o')});");
    }

    private void EmitHidden()
    {
        Phase("new hidden state");
        using SourceWriter.Scope loop = Loop();
        string squashed = FunctionEmitter.ClippedWhole(_cell.HiddenActivation, _cell.Clip, Cell);
        _writer.Line($"({Sum('o')} * {squashed}).StoreUnsafe(ref {Text.Element("h", "n")});");
    }

    private void Phase(string what)
    {
        _phase++;
        _writer.Line();
        _writer.Line($"// Phase {Text.Int(_phase)}: {what}.");
    }

    private SourceWriter.Scope Loop() => _writer.Block($"for (nint n = 0; n < {Text.Int(_cell.Hidden * NetworkShape.Lanes)}; n += 8)");

    private static string Cell => $"LoadUnsafe(ref {Text.Element("c", "n")})";

    private string Gate(string value) => FunctionEmitter.Clipped(_cell.GateActivation, _cell.Clip, value);

    private string Sum(char gate) => $"LoadUnsafe(ref {SumAt(gate)})";

    private string SumAt(char gate)
    {
        int offset = _cell.Sums.IndexOf(gate) * NetworkShape.Lanes;
        return Text.Element("sums", $"{Text.Int(_cell.Sums.Length)} * n{(offset == 0 ? "" : " + " + Text.Int(offset))}");
    }

    /// <summary>
    /// Returns a pre-activation with its peephole, if it has one. The peephole weights of unit n / 8 are in the layout [blocks, gates, 8
    /// units].
    /// </summary>
    private string WithPeephole(char gate)
    {
        int index = _cell.PeepholeGates.IndexOf(gate);
        if (index < 0)
        {
            return Sum(gate);
        }

        string place = $"(n >> 6) * {Text.Int(_cell.PeepholeGates.Length * NetworkShape.Lanes)} + ((n >> 3) & 7)" +
            (index == 0 ? "" : " + " + Text.Int(index * NetworkShape.Lanes));
        return $"FusedMultiplyAdd(Create({Text.Element("p", place)}), {Cell}, {Sum(gate)})";
    }
}
