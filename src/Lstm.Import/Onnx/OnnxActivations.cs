using System;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>The activation of a node: a function, or the reason why it cannot be imported.</summary>
/// <param name="Function">The function with its parameters; null if it cannot be imported.</param>
/// <param name="Refusal">The reason, or null.</param>
internal sealed record NodeActivation(ActivationShape? Function, string? Refusal)
{
    public static implicit operator NodeActivation(ActivationShape function) => new(function, null);

    public static implicit operator NodeActivation(Activation function) => ActivationShape.Of(function);
}

/// <summary>Reads the activations of nodes. Their names and parameters are those of <see cref="ActivationType"/>.</summary>
/// <param name="opset">The version of the operators.</param>
/// <param name="valueOf">Returns the value of a name.</param>
internal sealed class OnnxActivations(int opset, Func<string, OnnxValue> valueOf)
{
    // From this version onwards, the limits of Clip are inputs.
    private const int LimitsAreInputs = 11;

    /// <summary>Returns a function of a cell by its name, which is not case-sensitive; null if the name is unknown.</summary>
    public static Activation? InCell(string name) =>
        ActivationType.All.FirstOrDefault(type => string.Equals(type.OnnxCell, name, StringComparison.OrdinalIgnoreCase))?.Function;

    /// <summary>Returns the activation that a node computes; null if its operator is not an activation.</summary>
    public NodeActivation? OfNode(OnnxNode node) =>
        ActivationType.All.FirstOrDefault(type => type.Onnx == node.Operator) is not { } type ? null : type.Function switch
        {
            Activation.Clip => Clip(node),
            Activation.Gelu => Gelu(node),
            Activation.Silu when node.Float("alpha") is not (null or 1) => new NodeActivation(null, "its alpha is not 1"),
            Activation.Celu when node.Float("alpha") <= 0 => throw node.Error("an alpha above 0", "another one"),
            _ => Finite(node, ActivationShape.Of(
                type.Function,
                type.Alpha is null ? null : node.Float(type.OnnxAlpha),
                type.Beta is null ? null : node.Float(type.OnnxBeta))),
        };

    private static NodeActivation Gelu(OnnxNode node) => (node.Text("approximate") ?? "none") switch
    {
        "none" => Activation.Gelu,
        "tanh" => Activation.GeluTanh,
        string other => throw node.Error("an attribute approximate of 'none' or 'tanh'", $"'{other}'"),
    };

    // Limits that are missing are the lowest and the largest float, not the defaults of the function.
    private NodeActivation Clip(OnnxNode node)
    {
        if (Limit(node, "min", 1) is not { } low || Limit(node, "max", 2) is not { } high)
        {
            return new NodeActivation(null, "its limits are not constants");
        }

        return (low, high) switch
        {
            (float.NegativeInfinity, float.PositiveInfinity) => Activation.Linear,
            (0, float.PositiveInfinity) => Activation.Relu,
            _ => Finite(node, ActivationShape.Of(
                Activation.Clip, Math.Max(low, float.MinValue), Math.Min(high, float.MaxValue))),
        };
    }

    // No limit is infinity; null is a limit that cannot be resolved.
    private float? Limit(OnnxNode node, string name, int input)
    {
        float none = name == "min" ? float.NegativeInfinity : float.PositiveInfinity;
        return opset < LimitsAreInputs ? node.Float(name) ?? none
            : node.Input(input) is not { } limit ? none
            : valueOf(limit) is ConstantValue<float> { IsStretched: false, Array.Count: 1 } constant ? constant.Array.Values[0]
            : null;
    }

    private static NodeActivation Finite(OnnxNode node, ActivationShape shape) => float.IsFinite(shape.Alpha) && float.IsFinite(shape.Beta)
        ? shape
        : throw node.Error("finite parameters", "parameters that are not finite");
}
