using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the description of the network that a class was generated for, as the runtime needs it: only what differs from a default.
/// </summary>
internal static class DescriptionEmitter
{
    private const string Type = Aliases.Services + "NetworkDescription";

    /// <summary>Declares the property <c>Network</c>: a chain of calls, one a line.</summary>
    public static void EmitProperty(SourceWriter writer, StackShape shape)
    {
        writer.Line($"static {Type} global::Lstm.ILstmModel.Network =>");
        writer.Line($"    {Type}");
        IReadOnlyList<string> calls = [.. Calls(shape)];
        for (int i = 0; i < calls.Count; i++)
        {
            writer.Line($"        {calls[i]}{(i == calls.Count - 1 ? ";" : "")}");
        }
    }

    private static IEnumerable<string> Calls(StackShape shape)
    {
        yield return ".Of(InputSize)";
        foreach (DenseChain layer in DenseChain.Chain(shape.Stem))
        {
            yield return Dense(layer);
        }

        yield return Cell(shape);
        foreach ((string method, ActivationShape activation, Activation ordinary) in ((string, ActivationShape, Activation)[])
            [
                ("Gates", shape.Cell.GateActivation, Activation.Sigmoid),
                ("Candidate", shape.Cell.CellActivation, Activation.Tanh),
                ("Hidden", shape.Cell.HiddenActivation, Activation.Tanh),
            ])
        {
            if (activation != ordinary)
            {
                yield return $".{method}({Function(activation)})";
            }
        }

        if (!shape.IsCausal)
        {
            yield return shape.Bidirectional ? ".BothWays()" : ".Backward()";
        }

        foreach (DenseChain layer in DenseChain.Chain(shape.Head))
        {
            yield return Dense(layer);
        }

        if (shape.Residual)
        {
            yield return ".Residual()";
        }

        if (shape.IsQuantized)
        {
            yield return $".In(global::Lstm.LstmPrecision.{shape.Precision})";
        }
    }

    private static string Cell(StackShape shape)
    {
        CellShape cell = shape.Cell;
        List<string> arguments = ["HiddenSize"];
        void Add(bool given, string name, string value)
        {
            if (given)
            {
                arguments.Add($"{name}: {value}");
            }
        }

        Add(shape.Layers > 1, "layers", "LayerCount");
        Add(cell.Projection > 0, "projection", Text.Int(cell.Projection));
        Add(cell.Peephole, "peephole", "true");
        Add(cell.CoupledGates, "coupledGates", "true");
        Add(cell.LayerNorm, "layerNorm", Text.Float(cell.LayerNormEpsilon));
        Add(cell.StochasticForget, "stochasticForget", "true");
        Add(cell.Kind == CellKind.GruResetBefore, "resetAfter", "false");
        Add(cell.Clip > 0, "clip", Text.Float(cell.Clip));
        Add(cell.CellClip > 0, "cellClip", Text.Float(cell.CellClip));
        return $".{(cell.IsLstm ? "Lstm" : "Gru")}({string.Join(", ", arguments)})";
    }

    private static string Dense(DenseChain layer) =>
        $".Dense({Text.Int(layer.Units)}{(layer.Activation == Activation.Linear ? "" : ", " + Function(layer.Activation))})";

    private static string Function(ActivationShape activation)
    {
        string text = "global::Lstm.Activation." + activation.Function;
        if (activation.IsDefault)
        {
            return text;
        }

        text += ", " + Text.Float(activation.Alpha);
        return ActivationShape.HasBeta(activation.Function) ? text + ", " + Text.Float(activation.Beta) : text;
    }
}
