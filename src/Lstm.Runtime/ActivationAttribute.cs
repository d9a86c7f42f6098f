using System;

namespace Lstm;

/// <summary>
/// Adds an activation to a network as a layer of its own, after a layer that has none: a recurrent layer, a normalisation.
/// </summary>
/// <remarks>It can be anywhere in the list of layers. It has no weights.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ActivationAttribute : Attribute
{
    /// <summary>Declares an activation.</summary>
    /// <param name="activation">
    /// The function applied to each value. <see cref="Lstm.Activation.Softmax"/> runs over all values of a step.
    /// </param>
    public ActivationAttribute(Activation activation) => Activation = activation;

    /// <summary>The function.</summary>
    public Activation Activation { get; }

    /// <summary>The alpha of a function that has one: a finite number. The default is that of ONNX.</summary>
    public float Alpha { get; set; } = float.NaN;

    /// <summary>The beta of a function that has one: a finite number. The default is that of ONNX.</summary>
    public float Beta { get; set; } = float.NaN;
}
