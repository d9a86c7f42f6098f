using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>
/// A row of the table of activations: what a function is, and its names in other formats. Readers of files take the names from here. Where
/// a name may mean other parameters, its meaning is a rule of the reader.
/// </summary>
/// <param name="Function">The function.</param>
/// <param name="Value">The function in double precision, of v, alpha and beta; null for a function of all values of a layer.</param>
internal sealed record ActivationType(Activation Function, Func<double, double, double, double>? Value)
{
    private const double TwiceRootOfTwoOverPi = 1.5957691216057308;

    /// <summary>All activations.</summary>
    public static IReadOnlyList<ActivationType> All { get; } =
    [
        new(Activation.Linear, static (v, _, _) => v) { Keras = ["linear"], TFLite = ["NONE"], RTNeural = ["", "linear"] },
        new(Activation.Sigmoid, static (v, _, _) => Sigmoid(v))
        {
            Onnx = "Sigmoid", OnnxCell = "Sigmoid", Keras = ["sigmoid"], TFLite = ["LOGISTIC"], RTNeural = ["sigmoid"],
        },
        new(Activation.Tanh, static (v, _, _) => Math.Tanh(v))
        {
            Onnx = "Tanh", OnnxCell = "Tanh", Keras = ["tanh"], TFLite = ["TANH"], RTNeural = ["tanh"],
        },
        new(Activation.Relu, static (v, _, _) => Math.Max(0, v))
        {
            Onnx = "Relu", OnnxCell = "Relu", Keras = ["relu"], TFLite = ["RELU"], RTNeural = ["relu"],
        },
        new(Activation.HardSigmoid, static (v, alpha, beta) => Math.Min(1, Math.Max(0, alpha * v + beta)))
        {
            Alpha = 0.2f, Beta = 0.5f, Onnx = "HardSigmoid", OnnxCell = "HardSigmoid",
        },
        new(Activation.HardSigmoid3, static (v, _, _) => Math.Min(6, Math.Max(0, v + 3)) / 6),

        // Infinity divided by infinity would be NaN.
        new(Activation.Softsign, static (v, _, _) => double.IsInfinity(v) ? Math.Sign(v) : v / (1 + Math.Abs(v)))
        {
            Onnx = "Softsign", OnnxCell = "Softsign", Keras = ["softsign"],
        },
        new(Activation.Softplus, static (v, _, _) => Softplus(v)) { Onnx = "Softplus", OnnxCell = "Softplus", Keras = ["softplus"] },
        new(Activation.Elu, static (v, alpha, _) => Elu(v, alpha))
        {
            Alpha = 1, Onnx = "Elu", OnnxCell = "Elu", Keras = ["elu"], TFLite = ["ELU"], RTNeural = ["elu"],
        },
        new(Activation.LeakyRelu, static (v, alpha, _) => v >= 0 ? v : alpha * v)
        {
            // The slope of Keras's function. Its layer has another one.
            Alpha = 0.01f, Onnx = "LeakyRelu", OnnxCell = "LeakyRelu", Keras = [new("leaky_relu", 0.2f)], TFLite = ["LEAKY_RELU"],
        },
        new(Activation.ThresholdedRelu, static (v, alpha, _) => v > alpha || double.IsNaN(v) ? v : 0)
        {
            Alpha = 1, Onnx = "ThresholdedRelu", OnnxCell = "ThresholdedRelu",
        },
        new(Activation.Affine, static (v, alpha, beta) => alpha * v + beta) { Alpha = 1, Beta = 0, OnnxCell = "Affine" },
        new(Activation.ScaledTanh, static (v, alpha, beta) => alpha * Math.Tanh(beta * v)) { Alpha = 1, Beta = 1, OnnxCell = "ScaledTanh" },
        new(Activation.Softmax, null)
        {
            OfAll = Softmax, Onnx = "Softmax", Keras = ["softmax"], TFLite = ["SOFTMAX"], RTNeural = ["softmax"],
        },
        new(Activation.Clip, static (v, alpha, beta) => Math.Min(beta, Math.Max(alpha, v)))
        {
            Alpha = -1, Beta = 1, Onnx = "Clip", OnnxAlpha = "min", OnnxBeta = "max",
            Keras = ["hard_tanh", new("relu6", 0, 6)],
            TFLite = ["RELU_N1_TO_1", new("RELU6", 0, 6), new("RELU_0_TO_1", 0, 1)],
        },
        new(Activation.Silu, static (v, _, _) => Gated(v, Sigmoid(v))) { Onnx = "Swish", Keras = ["silu", "swish"] },
        new(Activation.Gelu, static (v, _, _) => Gated(v, ErrorFunction.Complement(-v / Math.Sqrt(2)) / 2))
        {
            Onnx = "Gelu", Keras = ["gelu"], TFLite = ["GELU"],
        },

        // (1 + tanh(y)) / 2 is the sigmoid of 2y.
        new(Activation.GeluTanh, static (v, _, _) => Gated(v, Sigmoid(TwiceRootOfTwoOverPi * (v + 0.044715 * v * v * v))))
        {
            Keras = ["gelu_new"],
        },
        new(Activation.Selu, static (v, alpha, beta) => beta * Elu(v, alpha))
        {
            Alpha = 1.6732632f, Beta = 1.050701f, Onnx = "Selu", OnnxBeta = "gamma", Keras = ["selu"],
        },

        // Alpha is not below 0. At 0 this is max(0, v).
        new(Activation.Celu, static (v, alpha, _) => v >= 0 ? v : alpha * (Math.Exp(Math.Min(0, v / alpha)) - 1))
        {
            Alpha = 1, Onnx = "Celu", Keras = ["celu"],
        },
        new(Activation.Mish, static (v, _, _) => Gated(v, Math.Tanh(Softplus(v)))) { Onnx = "Mish", Keras = ["mish"] },
        new(Activation.HardSwish, static (v, _, _) => Gated(v, Math.Min(6, Math.Max(0, v + 3)) / 6))
        {
            Onnx = "HardSwish", Keras = ["hard_silu", "hard_swish"], TFLite = ["HARD_SWISH"],
        },
        new(Activation.Exp, static (v, _, _) => Math.Exp(v)) { Onnx = "Exp", Keras = ["exponential"], TFLite = ["EXP"] },
        new(Activation.LogSoftmax, null)
        {
            OfAll = LogSoftmax, Onnx = "LogSoftmax", Keras = ["log_softmax", "logSoftmax"], TFLite = ["LOG_SOFTMAX"],
        },
    ];

    /// <summary>The function of all values of a layer in double precision; null for a function of one value.</summary>
    public Func<double[], double[]>? OfAll { get; init; }

    /// <summary>The default of the first parameter, as in ONNX; null if there is none.</summary>
    public float? Alpha { get; init; }

    /// <summary>The default of the second parameter, as in ONNX; null if there is none.</summary>
    public float? Beta { get; init; }

    /// <summary>The operator in ONNX; null if it has none.</summary>
    public string? Onnx { get; init; }

    /// <summary>The attribute or the input of ONNX's operator that is the first parameter.</summary>
    public string OnnxAlpha { get; init; } = "alpha";

    /// <summary>The attribute or the input of ONNX's operator that is the second parameter.</summary>
    public string OnnxBeta { get; init; } = "beta";

    /// <summary>The name in the activations of ONNX's recurrent nodes; null if they cannot have it.</summary>
    public string? OnnxCell { get; init; }

    /// <summary>The names in Keras and TensorFlow.js, where they mean the same in all versions.</summary>
    public IReadOnlyList<ActivationName> Keras { get; init; } = [];

    /// <summary>The names of operators and of fused functions in TensorFlow Lite.</summary>
    public IReadOnlyList<ActivationName> TFLite { get; init; } = [];

    /// <summary>The names in the JSON of RTNeural, which has few functions.</summary>
    public IReadOnlyList<ActivationName> RTNeural { get; init; } = [];

    /// <summary>Whether this is a function of one value.</summary>
    public bool IsOfOneValue => Value is not null;

    /// <summary>Returns the row of a function.</summary>
    public static ActivationType Of(Activation function) => All.First(type => type.Function == function);

    /// <summary>
    /// Returns the function that a format calls by a name, with the parameters that the name means; null if there is none.
    /// </summary>
    /// <param name="names">The column of the format.</param>
    /// <param name="name">The name.</param>
    public static ActivationShape? Named(Func<ActivationType, IReadOnlyList<ActivationName>> names, string name) =>
        (from type in All
         from known in names(type)
         where known.Name == name
         select (ActivationShape?)ActivationShape.Of(type.Function, known.Alpha, known.Beta)).FirstOrDefault();

    // At -infinity the gate is 0, and infinity times 0 would be NaN.
    private static double Gated(double v, double gate) => gate == 0 ? 0 : v * gate;

    private static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));

    // ln(1 + e^v) without the overflow of a large v.
    private static double Softplus(double v) => Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v)));

    private static double Elu(double v, double alpha) => v >= 0 ? v : alpha * (Math.Exp(v) - 1);

    // Multiplying every exponential by e^-max cancels in the quotient, and prevents an overflow.
    private static double[] Softmax(double[] values)
    {
        double largest = values.Max();
        double[] powers = Array.ConvertAll(values, value => Math.Exp(value - largest));
        double sum = powers.Sum();
        return Array.ConvertAll(powers, power => power / sum);
    }

    private static double[] LogSoftmax(double[] values)
    {
        double largest = values.Max();
        double logarithm = Math.Log(values.Sum(value => Math.Exp(value - largest)));
        return Array.ConvertAll(values, value => value - largest - logarithm);
    }
}
