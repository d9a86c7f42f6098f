using System.Collections.Generic;
using System.Text;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the expression that tells the runtime which network a class was generated for: what differs from a default, and nothing else.</summary>
internal static class DescriptionEmitter
{
    private const string Type = "global::Lstm.CompilerServices.NetworkDescription";

    public static string Describe(NetworkShape shape)
    {
        StringBuilder text = new($"{Type}.Of(InputSize)");
        foreach (DenseShape layer in DenseShape.Chain(shape.Stem))
        {
            text.Append(Dense(layer));
        }

        text.Append(Cell(shape));
        AppendActivation(text, "Gates", shape.Cell.GateActivation, Activation.Sigmoid);
        AppendActivation(text, "Candidate", shape.Cell.CellActivation, Activation.Tanh);
        AppendActivation(text, "Hidden", shape.Cell.HiddenActivation, Activation.Tanh);
        text.Append(shape.Bidirectional ? ".BothWays()" : shape.IsCausal ? "" : ".Backward()");
        foreach (DenseShape layer in DenseShape.Chain(shape.Head))
        {
            text.Append(Dense(layer));
        }

        text.Append(shape.Residual ? ".Residual()" : "");
        return text.Append(shape.IsQuantized ? $".In(global::Lstm.LstmPrecision.{shape.Precision})" : "").ToString();
    }

    private static string Cell(NetworkShape shape)
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

    private static string Dense(DenseShape layer) =>
        $".Dense({Text.Int(layer.Units)}{(layer.Activation == Activation.Linear ? "" : ", " + Function(layer.Activation))})";

    private static void AppendActivation(StringBuilder text, string method, ActivationShape activation, Activation ordinary)
    {
        if (activation != ordinary)
        {
            text.Append($".{method}({Function(activation)})");
        }
    }

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
