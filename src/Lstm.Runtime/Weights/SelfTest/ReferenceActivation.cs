using System;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>Computes activations in double precision, as <see cref="Activation"/> defines them.</summary>
internal static class ReferenceActivation
{
    /// <summary>Computes a function of one value.</summary>
    public static double Apply(ActivationShape activation, double v)
    {
        double alpha = activation.Alpha;
        double beta = activation.Beta;
        return activation.Function switch
        {
            Activation.Linear => v,
            Activation.Sigmoid => 1 / (1 + Math.Exp(-v)),
            Activation.Tanh => Math.Tanh(v),
            Activation.Relu => Math.Max(0, v),
            Activation.HardSigmoid => Math.Min(1, Math.Max(0, alpha * v + beta)),
            Activation.HardSigmoid3 => Math.Min(6, Math.Max(0, v + 3)) / 6,

            // Infinity divided by infinity would be NaN.
            Activation.Softsign => double.IsInfinity(v) ? Math.Sign(v) : v / (1 + Math.Abs(v)),

            // ln(1 + e^v) without the overflow of a large v.
            Activation.Softplus => Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v))),
            Activation.Elu => v >= 0 ? v : alpha * (Math.Exp(v) - 1),
            Activation.LeakyRelu => v >= 0 ? v : alpha * v,
            Activation.ThresholdedRelu => v > alpha || double.IsNaN(v) ? v : 0,
            Activation.Affine => alpha * v + beta,
            Activation.ScaledTanh => alpha * Math.Tanh(beta * v),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation.Function, "Expected an activation of one value."),
        };
    }

    /// <summary>Computes a function of all values of a layer. In a softmax they depend on each other.</summary>
    public static double[] Apply(ActivationShape activation, double[] values)
    {
        if (activation.Function != Activation.Softmax)
        {
            return Array.ConvertAll(values, value => Apply(activation, value));
        }

        // Multiplying every exponential by e^-max cancels in the quotient, and prevents an overflow.
        double largest = values.Max();
        double[] powers = Array.ConvertAll(values, value => Math.Exp(value - largest));
        double sum = powers.Sum();
        return Array.ConvertAll(powers, power => power / sum);
    }
}
