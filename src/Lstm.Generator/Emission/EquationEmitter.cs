using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the equations of exactly this cell into the header, for readers.</summary>
internal static class EquationEmitter
{
    public static void Emit(SourceWriter writer, StackShape shape)
    {
        if (shape.Cell.IsPlain)
        {
            writer.Lines("""
                //     i = sigmoid(W_i [x, h] + b_i)     input gate          c = f * c + i * g    new cell state
                //     f = sigmoid(W_f [x, h] + b_f)     forget gate         h = o * tanh(c)      new hidden state
                //     g = tanh   (W_g [x, h] + b_g)     candidate
                //     o = sigmoid(W_o [x, h] + b_o)     output gate
                """);
            return;
        }

        List<(string Equation, string Meaning)> lines = [.. shape.Cell.IsLstm ? Lstm(shape.Cell) : Gru(shape.Cell)];
        int width = lines.Max(static line => line.Equation.Length);
        foreach ((string equation, string meaning) in lines)
        {
            writer.Line($"//     {equation.PadRight(width)}    {meaning}");
        }
    }

    private static IEnumerable<(string Equation, string Meaning)> Lstm(CellShape cell)
    {
        string Gate(string gate, ActivationShape activation)
        {
            string peephole = cell.PeepholeGates.IndexOf(gate[0]) < 0 ? "" : $" + p_{gate} * {(gate == "o" ? "c(t)" : "c")}";
            string sum = $"W_{gate} [x, h] + b_{gate}{peephole}";
            return $"{gate} = {Applied(activation, cell.LayerNorm ? $"norm({sum})" : sum, cell.Clip)}";
        }

        yield return (Gate("i", cell.GateActivation), "input gate");
        yield return cell.CoupledGates ? ("f = 1 - i", "forget gate, coupled") : (Gate("f", cell.GateActivation), "forget gate");
        yield return (Gate("g", cell.CellActivation), "candidate");
        yield return (Gate("o", cell.GateActivation), cell.Peephole ? "output gate, with the new cell state" : "output gate");

        string kept = cell.StochasticForget ? "(u < f ? c : 0)" : "f * c";
        string next = $"{kept} + i * g";
        yield return ($"c = {(cell.CellClip > 0 ? Clip(next, cell.CellClip) : next)}", "new cell state");
        string output = $"o * {Applied(cell.HiddenActivation, cell.LayerNorm ? "norm(c)" : "c", cell.Clip)}";
        if (cell.LayerNorm)
        {
            string epsilon = Text.Plain(cell.LayerNormEpsilon);
            yield return ($"norm(z) = gamma * (z - mean z) / sqrt(var z + {epsilon}) + beta", "over the units, separately for each gate");
        }

        yield return cell.Projection > 0 ? ($"h = W_hr ({output})", "new hidden state, projected") : ($"h = {output}", "new hidden state");
    }

    private static IEnumerable<(string Equation, string Meaning)> Gru(CellShape cell)
    {
        yield return ($"r = {Applied(cell.GateActivation, "W_r [x, h] + b_r", cell.Clip)}", "reset gate");
        yield return ($"z = {Applied(cell.GateActivation, "W_z [x, h] + b_z", cell.Clip)}", "update gate");
        string sum = cell.Kind == CellKind.GruResetAfter ? "W_n x + b_n + r * (U_n h + c_n)" : "W_n [x, r * h] + b_n";
        yield return ($"n = {Applied(cell.CellActivation, sum, cell.Clip)}", "candidate");
        yield return ("h = (1 - z) * n + z * h", "new hidden state");
    }

    private static string Applied(ActivationShape activation, string argument, float clip)
    {
        string limited = clip > 0 ? Clip(argument, clip) : argument;
        return activation.Function == Activation.Linear ? limited : $"{FunctionEmitter.Name(activation)}({limited})";
    }

    private static string Clip(string value, float limit) => $"clip[{Text.Plain(limit)}]({value})";
}
