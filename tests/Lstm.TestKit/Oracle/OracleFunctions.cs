using System;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>The activations in doubles, from their definitions, with ONNX's default parameters.</summary>
internal static class OracleFunctions
{
    /// <summary>Applies an activation to one value.</summary>
    public static double Apply(FunctionSpec function, double v)
    {
        double alpha = function.AlphaOrDefault;
        double beta = function.BetaOrDefault;
        return function.Function switch
        {
            Activation.Linear => v,
            Activation.Sigmoid => 1 / (1 + Math.Exp(-v)),
            Activation.Tanh => Math.Tanh(v),
            Activation.Relu => Math.Max(0, v),
            Activation.HardSigmoid => Math.Min(1, Math.Max(0, alpha * v + beta)),
            Activation.HardSigmoid3 => Math.Min(6, Math.Max(0, v + 3)) / 6,
            Activation.Softsign => v / (1 + Math.Abs(v)),
            Activation.Softplus => Softplus(v),
            Activation.Elu => v >= 0 ? v : alpha * (Math.Exp(v) - 1),
            Activation.LeakyRelu => v >= 0 ? v : alpha * v,
            Activation.ThresholdedRelu => v > alpha ? v : 0,
            Activation.Affine => alpha * v + beta,
            Activation.ScaledTanh => alpha * Math.Tanh(beta * v),
            Activation.Clip => v < alpha ? alpha : v > beta ? beta : v,
            Activation.Silu => v / (1 + Math.Exp(-v)),
            Activation.Gelu => v * Normal(v),
            Activation.GeluTanh => v / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + 0.044715 * Math.Pow(v, 3)))),
            Activation.Selu => v >= 0 ? beta * v : beta * alpha * (Math.Exp(v) - 1),
            Activation.Celu => v >= 0 ? v : alpha * (Math.Exp(v / alpha) - 1),
            Activation.Mish => v * Math.Tanh(Softplus(v)),
            Activation.HardSwish => v <= -3 ? 0 : v >= 3 ? v : v * (v + 3) / 6,
            Activation.Exp => Math.Exp(v),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Expected a function of one value."),
        };
    }

    /// <summary>ln(1 + e^v), where e^v may be too large for a double: ln(1 + e^v) = v + ln(1 + e^-v).</summary>
    public static double Softplus(double v) => Math.Max(0, v) + Math.Log(1 + Math.Exp(-Math.Abs(v)));

    /// <summary>e^(v_k) / sum of all e^(v_j); less the largest value above and below, which changes nothing but what overflows.</summary>
    public static double[] Softmax(double[] v)
    {
        double largest = v.Max();
        double sum = v.Sum(vk => Math.Exp(vk - largest));
        return [.. v.Select(vk => Math.Exp(vk - largest) / sum)];
    }

    /// <summary>v_k - ln(sum of all e^(v_j)).</summary>
    public static double[] LogSoftmax(double[] v)
    {
        double largest = v.Max();
        double logarithm = largest + Math.Log(v.Sum(vk => Math.Exp(vk - largest)));
        return [.. v.Select(vk => vk - logarithm)];
    }

    /// <summary>
    /// The probability that a normal number is below v: 1/2 + e^(-v²/2) / √(2π) · (v + v³/3 + v⁵/(3·5) + ...), from Marsaglia, Evaluating
    /// the Normal Distribution, 2004. Correct to 1e-15, not to a digit of a small result.
    /// </summary>
    private static double Normal(double v)
    {
        if (Math.Abs(v) > 8)
        {
            return v > 0 ? 1 : 0;
        }

        double sum = 0;
        double next = v;
        for (int n = 3; sum + next != sum; n += 2)
        {
            sum += next;
            next *= v * v / n;
        }

        return 0.5 + sum * Math.Exp(-v * v / 2) / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>The value, limited to ± a bound; 0 is no bound.</summary>
    public static double Clip(double v, double bound) => bound == 0 ? v : Math.Min(bound, Math.Max(-bound, v));
}
