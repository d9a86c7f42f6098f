using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>What the attributes of an LSTM or a GRU node say about its cell.</summary>
/// <param name="Cell">The cell; null when no class has it.</param>
/// <param name="Directions">The directions that the layer walks: 1 or 2.</param>
/// <param name="Direction">Which way a layer of one direction walks.</param>
/// <param name="BatchFirst">Whether the batch comes before the time, ONNX' layout 1.</param>
/// <param name="Refusal">Why no class has it.</param>
internal sealed record CellAttributes(CellShape? Cell, int Directions, Direction Direction, bool BatchFirst, string? Refusal)
{
    /// <summary>Reads the attributes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="hidden">The units, as the recurrent weights have them.</param>
    /// <exception cref="WeightFormatException">An attribute has a value that ONNX does not have.</exception>
    public static CellAttributes Read(OnnxNode node, int hidden)
    {
        bool isLstm = node.Operator == "LSTM";
        string direction = node.Text("direction") ?? "forward";
        if (direction is not ("forward" or "reverse" or "bidirectional"))
        {
            throw node.Error("a direction forward, reverse or bidirectional", $"'{direction}'");
        }

        int directions = direction == "bidirectional" ? 2 : 1;
        CellKind kind = isLstm ? CellKind.Lstm : Flag(node, "linear_before_reset") ? CellKind.GruResetAfter : CellKind.GruResetBefore;
        bool batchFirst = Flag(node, "layout");
        (ActivationShape[]? functions, string? refusal) = Functions(node, isLstm ? 3 : 2, directions);
        CellShape? cell = functions is null ? null : new CellShape(kind, hidden)
        {
            CoupledGates = isLstm && Flag(node, "input_forget"),
            Peephole = isLstm && node.Input(7) is not null,
            GateActivation = functions[0],
            CellActivation = functions[1],
            HiddenActivation = isLstm ? functions[2] : Activation.Tanh,
            Clip = Clip(node),
        };
        return new CellAttributes(cell, directions, direction == "reverse" ? Direction.Backward : Direction.Forward, batchFirst, refusal);
    }

    private static bool Flag(OnnxNode node, string name) => node.Int(name, 0) switch
    {
        0 => false,
        1 => true,
        long other => throw node.Error($"an attribute {name} of 0 or 1", other.ToString(CultureInfo.InvariantCulture)),
    };

    private static float Clip(OnnxNode node)
    {
        if (node.Float("clip") is not { } clip)
        {
            return 0;
        }

        return float.IsFinite(clip) && clip > 0 ? clip : throw node.Error("a positive clip", clip.ToString(CultureInfo.InvariantCulture));
    }

    private static (ActivationShape[]? Functions, string? Refusal) Functions(OnnxNode node, int each, int directions)
    {
        string[] names = node.Texts("activations") ?? [];
        if (names.Length == 0)
        {
            string[] ordinary = each == 3 ? ["Sigmoid", "Tanh", "Tanh"] : ["Sigmoid", "Tanh"];
            names = [.. Enumerable.Repeat(ordinary, directions).SelectMany(static own => own)];
        }

        if (names.Length != each * directions)
        {
            throw node.Error($"{each * directions} activations", $"{names.Length}");
        }

        // A function takes the next parameter of each list when it has such a parameter, and ONNX' default when the list is at its end.
        Queue<float> alphas = new(node.Floats("activation_alpha") ?? []);
        Queue<float> betas = new(node.Floats("activation_beta") ?? []);
        List<ActivationShape> functions = [];
        foreach (string name in names)
        {
            if (OnnxActivations.InCell(name) is not { } function)
            {
                return (null, $"its activation '{name}' is none that a cell has");
            }

            float? alpha = ActivationShape.HasAlpha(function) && alphas.TryDequeue(out float first) ? first : null;
            float? beta = ActivationShape.HasBeta(function) && betas.TryDequeue(out float second) ? second : null;
            if (alpha is { } a && !float.IsFinite(a) || beta is { } b && !float.IsFinite(b))
            {
                throw node.Error("finite parameters of its activations", "others");
            }

            functions.Add(ActivationShape.Of(function, alpha, beta));
        }

        if (alphas.Count + betas.Count > 0)
        {
            return (null, "it has more parameters of activations (activation_alpha, activation_beta) than its activations take");
        }

        return functions.Take(each).SequenceEqual(functions.TakeLast(each))
            ? ([.. functions.Take(each)], null)
            : (null, "its two directions have different activations, and those of a class are alike");
    }
}

/// <summary>ONNX' names of functions.</summary>
internal static class OnnxActivations
{
    /// <summary>A function of a cell, whatever the case of its name; null for none.</summary>
    public static Activation? InCell(string name) => name.ToUpperInvariant() switch
    {
        "SIGMOID" => Activation.Sigmoid,
        "TANH" => Activation.Tanh,
        "RELU" => Activation.Relu,
        "AFFINE" => Activation.Affine,
        "LEAKYRELU" => Activation.LeakyRelu,
        "THRESHOLDEDRELU" => Activation.ThresholdedRelu,
        "SCALEDTANH" => Activation.ScaledTanh,
        "HARDSIGMOID" => Activation.HardSigmoid,
        "ELU" => Activation.Elu,
        "SOFTSIGN" => Activation.Softsign,
        "SOFTPLUS" => Activation.Softplus,
        _ => null,
    };

    /// <summary>The function that a node is, with its parameters; null for none.</summary>
    public static ActivationShape? OfNode(OnnxNode node)
    {
        Activation? function = node.Operator switch
        {
            "Sigmoid" => Activation.Sigmoid,
            "Tanh" => Activation.Tanh,
            "Relu" => Activation.Relu,
            "LeakyRelu" => Activation.LeakyRelu,
            "ThresholdedRelu" => Activation.ThresholdedRelu,
            "HardSigmoid" => Activation.HardSigmoid,
            "Elu" => Activation.Elu,
            "Softsign" => Activation.Softsign,
            "Softplus" => Activation.Softplus,
            "Softmax" => Activation.Softmax,
            _ => null,
        };
        if (function is null)
        {
            return null;
        }

        var shape = ActivationShape.Of(
            function.Value,
            ActivationShape.HasAlpha(function.Value) ? node.Float("alpha") : null,
            ActivationShape.HasBeta(function.Value) ? node.Float("beta") : null);
        return float.IsFinite(shape.Alpha) && float.IsFinite(shape.Beta) ? shape : throw node.Error("finite parameters", "others");
    }
}
