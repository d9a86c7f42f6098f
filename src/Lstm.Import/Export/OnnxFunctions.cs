using System;
using System.Collections.Generic;
using Lstm.Import.OnnxFormat;
using Lstm.Shared;
using static Lstm.Import.Export.OnnxNodes;

namespace Lstm.Import.Export;

/// <summary>Activations as nodes of opset 17. Functions that it does not have are written as their formulas.</summary>
/// <param name="nodes">The nodes.</param>
internal sealed class OnnxFunctions(OnnxNodes nodes)
{
    /// <summary>Adds an activation, and returns its output.</summary>
    public string Add(ActivationShape function, string value) => function.Function switch
    {
        Activation.Linear => value,
        Activation.HardSigmoid3 => nodes.Add("HardSigmoid", [value], Attribute("alpha", 1 / 6f), Attribute("beta", 0.5f)),
        Activation.Affine => Sum(Product(value, nodes.Number(function.Alpha)), nodes.Number(function.Beta)),
        Activation.ScaledTanh => Product(
            nodes.Add("Tanh", [Product(value, nodes.Number(function.Beta))]), nodes.Number(function.Alpha)),
        Activation.Clip => nodes.Add("Clip", [value, nodes.Number(function.Alpha), nodes.Number(function.Beta)]),
        Activation.Softmax or Activation.LogSoftmax => nodes.Add(NameOf(function), [value], Attribute("axis", -1L)),
        Activation.Silu => Product(value, nodes.Add("Sigmoid", [value])),
        Activation.Mish => Product(value, nodes.Add("Tanh", [nodes.Add("Softplus", [value])])),
        Activation.Gelu => Gelu(value),
        Activation.GeluTanh => GeluTanh(value),
        _ => nodes.Add(NameOf(function), [value], [.. Parameters(function)]),
    };

    private static string NameOf(ActivationShape function) => ActivationType.Of(function.Function).Onnx
        ?? throw new ArgumentOutOfRangeException(nameof(function), function.Function, "Expected a function that ONNX has.");

    private static IEnumerable<AttributeProto> Parameters(ActivationShape function)
    {
        ActivationType type = ActivationType.Of(function.Function);
        if (type.Alpha is not null)
        {
            yield return Attribute(type.OnnxAlpha, function.Alpha);
        }

        if (type.Beta is not null)
        {
            yield return Attribute(type.OnnxBeta, function.Beta);
        }
    }

    // x (1 + erf(x / sqrt 2)) / 2
    private string Gelu(string value)
    {
        string error = nodes.Add("Erf", [nodes.Add("Div", [value, nodes.Number((float)Math.Sqrt(2))])]);
        return Product(Product(value, Sum(error, nodes.Number(1))), nodes.Number(0.5f));
    }

    // x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x³))) / 2
    private string GeluTanh(string value)
    {
        string cube = nodes.Add("Pow", [value, nodes.Number(3)]);
        string inner = Product(Sum(value, Product(cube, nodes.Number(0.044715f))), nodes.Number((float)Math.Sqrt(2 / Math.PI)));
        return Product(Product(value, Sum(nodes.Add("Tanh", [inner]), nodes.Number(1))), nodes.Number(0.5f));
    }

    private string Product(string one, string other) => nodes.Add("Mul", [one, other]);

    private string Sum(string one, string other) => nodes.Add("Add", [one, other]);
}
