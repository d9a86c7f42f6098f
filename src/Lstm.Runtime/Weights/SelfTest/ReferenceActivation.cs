using System;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>Computes activations in double precision, as <see cref="Activation"/> defines them.</summary>
internal static class ReferenceActivation
{
    /// <summary>Computes a function of one value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The function is one of all values of a layer.</exception>
    public static double Apply(ActivationShape activation, double v) =>
        ActivationType.Of(activation.Function).Value is { } value
            ? value(v, activation.Alpha, activation.Beta)
            : throw new ArgumentOutOfRangeException(nameof(activation), activation.Function, "Expected an activation of one value.");

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
