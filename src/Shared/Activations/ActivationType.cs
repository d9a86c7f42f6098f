using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>A row of the table of activations.</summary>
/// <param name="Function">The function.</param>
/// <param name="Value">The function in double precision, of v, alpha and beta; null for a function of all values of a layer.</param>
internal sealed record ActivationType(Activation Function, Func<double, double, double, double>? Value)
{
    /// <summary>All activations.</summary>
    public static IReadOnlyList<ActivationType> All { get; } =
    [
        new(Activation.Linear, static (v, _, _) => v),
        new(Activation.Sigmoid, static (v, _, _) => 1 / (1 + Math.Exp(-v))) { Onnx = "Sigmoid", Keras = "sigmoid" },
        new(Activation.Tanh, static (v, _, _) => Math.Tanh(v)) { Onnx = "Tanh", Keras = "tanh" },
        new(Activation.Relu, static (v, _, _) => Math.Max(0, v)) { Onnx = "Relu", Keras = "relu" },
        new(Activation.HardSigmoid, static (v, alpha, beta) => Math.Min(1, Math.Max(0, alpha * v + beta)))
        {
            Alpha = 0.2f, Beta = 0.5f, Onnx = "HardSigmoid",
        },
        new(Activation.HardSigmoid3, static (v, _, _) => Math.Min(6, Math.Max(0, v + 3)) / 6),

        // Infinity divided by infinity would be NaN.
        new(Activation.Softsign, static (v, _, _) => double.IsInfinity(v) ? Math.Sign(v) : v / (1 + Math.Abs(v)))
        {
            Onnx = "Softsign", Keras = "softsign",
        },

        // ln(1 + e^v) without the overflow of a large v.
        new(Activation.Softplus, static (v, _, _) => Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v))))
        {
            Onnx = "Softplus", Keras = "softplus",
        },
        new(Activation.Elu, static (v, alpha, _) => v >= 0 ? v : alpha * (Math.Exp(v) - 1)) { Alpha = 1, Onnx = "Elu", Keras = "elu" },
        new(Activation.LeakyRelu, static (v, alpha, _) => v >= 0 ? v : alpha * v) { Alpha = 0.01f, Onnx = "LeakyRelu" },
        new(Activation.ThresholdedRelu, static (v, alpha, _) => v > alpha || double.IsNaN(v) ? v : 0)
        {
            Alpha = 1, Onnx = "ThresholdedRelu",
        },
        new(Activation.Affine, static (v, alpha, beta) => alpha * v + beta) { Alpha = 1, Beta = 0, Onnx = "Affine" },
        new(Activation.ScaledTanh, static (v, alpha, beta) => alpha * Math.Tanh(beta * v)) { Alpha = 1, Beta = 1, Onnx = "ScaledTanh" },
        new(Activation.Softmax, null) { Onnx = "Softmax", Keras = "softmax" },
    ];

    /// <summary>The default of the first parameter, as in ONNX; null if there is none.</summary>
    public float? Alpha { get; init; }

    /// <summary>The default of the second parameter, as in ONNX; null if there is none.</summary>
    public float? Beta { get; init; }

    /// <summary>The name in ONNX; null if it has none.</summary>
    public string? Onnx { get; init; }

    /// <summary>The name in Keras, where it always means this function with these parameters; null if there is none.</summary>
    public string? Keras { get; init; }

    /// <summary>Whether this is a function of one value.</summary>
    public bool IsOfOneValue => Value is not null;

    public static ActivationType Of(Activation function) => All.First(type => type.Function == function);
}
