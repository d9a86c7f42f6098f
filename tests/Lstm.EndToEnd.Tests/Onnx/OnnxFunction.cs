using System;
using Lstm.TestKit;
using Lstm.TestKit.Onnx;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>An activation as ONNX names it: in the attributes of a recurrent node, or as nodes of its own.</summary>
/// <remarks>
/// Every parameter is written down. ONNX says that a recurrent node's defaults are those of the operators of the same names, but ONNX
/// Runtime 1.31 has zeros for ThresholdedRelu (the operator: 1), Affine and ScaledTanh; those of HardSigmoid, Elu and LeakyRelu are the
/// operators'. It takes values from the lists for such functions only as have a parameter: a Tanh before a LeakyRelu has no place in
/// activation_alpha.
/// </remarks>
/// <param name="Name">The name, which is the operator's where there is one.</param>
/// <param name="Alpha">The first parameter; null where the function has none.</param>
/// <param name="Beta">The second parameter; null where the function has none.</param>
internal sealed record OnnxFunction(string Name, float? Alpha = null, float? Beta = null)
{
    /// <summary>What gives 1 for everything: the third activation of a node whose hidden state is to be its output gate.</summary>
    public static OnnxFunction One { get; } = new("Affine", 0, 1);

    /// <summary>The function with the parameters it is used with.</summary>
    public static OnnxFunction Of(FunctionSpec function) => function.Function switch
    {
        Activation.Linear => new("Affine", 1, 0),
        Activation.HardSigmoid => new("HardSigmoid", function.Alpha ?? 0.2f, function.Beta ?? 0.5f),
        Activation.HardSigmoid3 => new("HardSigmoid", 1f / 6, 0.5f),
        Activation.Elu => new("Elu", function.Alpha ?? 1),
        Activation.LeakyRelu => new("LeakyRelu", function.Alpha ?? 0.01f),
        Activation.ThresholdedRelu => new("ThresholdedRelu", function.Alpha ?? 1),
        Activation.Affine => new("Affine", function.Alpha ?? 1, function.Beta ?? 0),
        Activation.ScaledTanh => new("ScaledTanh", function.Alpha ?? 1, function.Beta ?? 1),
        Activation.Clip => new("Clip", function.Alpha ?? -1, function.Beta ?? 1),
        Activation.Selu => new("Selu", function.Alpha ?? 1.6732632f, function.Beta ?? 1.050701f),
        Activation.Celu => new("Celu", function.Alpha ?? 1),
        Activation.Sigmoid or Activation.Tanh or Activation.Relu or Activation.Softsign or Activation.Softplus or Activation.Softmax or
            Activation.Silu or Activation.Gelu or Activation.GeluTanh or Activation.Mish or Activation.HardSwish or Activation.Exp or
            Activation.LogSoftmax => new(function.Function.ToString()),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Expected an activation that ONNX has."),
    };

    /// <summary>Whether a recurrent node can have the function; dense layers can have all.</summary>
    public static bool IsOfCell(FunctionSpec function) => function.Function is not (
        Activation.Softmax or Activation.Clip or Activation.Silu or Activation.Gelu or Activation.GeluTanh or Activation.Selu or
        Activation.Celu or Activation.Mish or Activation.HardSwish or Activation.Exp or Activation.LogSoftmax);

    /// <summary>Applies the function in nodes of its own, and gives the name of the result.</summary>
    public string Apply(OnnxGraph graph, string value) => Name switch
    {
        // These two are functions of recurrent nodes only.
        "Affine" => graph.Apply("Add", [graph.Apply("Mul", [value, Scalar(graph, Alpha)]), Scalar(graph, Beta)]),
        "ScaledTanh" => graph.Apply("Mul", [graph.Apply("Tanh", [graph.Apply("Mul", [value, Scalar(graph, Beta)])]), Scalar(graph, Alpha)]),
        "Silu" => graph.Apply("Mul", [value, graph.Apply("Sigmoid", [value])]),
        "GeluTanh" => graph.Apply("Gelu", [value], OnnxAttribute.Of("approximate", "tanh")),
        "Clip" => graph.Apply(Name, [value, Limit(graph, Alpha), Limit(graph, Beta)]),
        "Selu" => graph.Apply(Name, [value], OnnxAttribute.Of("alpha", Alpha!.Value), OnnxAttribute.Of("gamma", Beta!.Value)),
        _ => graph.Apply(
            Name,
            [value],
            [
                .. Alpha is { } alpha ? [OnnxAttribute.Of("alpha", alpha)] : (OnnxAttribute[])[],
                .. Beta is { } beta ? [OnnxAttribute.Of("beta", beta)] : (OnnxAttribute[])[],
            ]),
    };

    private static string Scalar(OnnxGraph graph, float? value) => graph.Floats(graph.NewName("scalar"), [value!.Value]);

    // A tensor without axes.
    private static string Limit(OnnxGraph graph, float? value) => graph.Floats(graph.NewName("limit"), [value!.Value], []);
}
