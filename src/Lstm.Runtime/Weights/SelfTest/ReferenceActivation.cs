using System;
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

    /// <summary>Computes a function for all values of a layer. In a softmax they depend on each other.</summary>
    public static double[] Apply(ActivationShape activation, double[] values) =>
        ActivationType.Of(activation.Function).OfAll is { } function
            ? function(values)
            : Array.ConvertAll(values, value => Apply(activation, value));
}
