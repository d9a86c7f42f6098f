using System;

namespace Lstm;

/// <summary>
/// Adds a dense layer, y = a(W x + b), to a network. It can be before, between or after the layers of <see cref="LstmAttribute"/> and
/// <see cref="GruAttribute"/>. All layers run in the order in which they are written. Up to 8 dense layers in a row are allowed.
/// </summary>
/// <remarks>
/// Write all attributes of layers on one part of a partial class, because C# defines no order between parts.
/// The network's <c>input</c> is the input size of the first layer, dense or recurrent.
/// </remarks>
/// <example>
/// A dense layer from three inputs to eight units, an LSTM on these units, and a dense layer with one output:
/// <code>
/// [Dense(8, Activation.Tanh)]
/// [Lstm(input: 3, hidden: 8)]
/// [Dense(1)]
/// public sealed partial class Detector;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DenseAttribute : Attribute
{
    /// <summary>Declares a dense layer.</summary>
    /// <param name="units">The number of outputs, 1 to 1024.</param>
    /// <param name="activation">
    /// The function applied to the outputs. Every function is allowed; <see cref="Activation.Softmax"/> runs over all outputs.
    /// </param>
    public DenseAttribute(int units, Activation activation = Activation.Linear)
    {
        Units = units;
        Activation = activation;
    }

    /// <summary>The number of outputs.</summary>
    public int Units { get; }

    /// <summary>The function applied to the outputs.</summary>
    public Activation Activation { get; }

    /// <summary>The alpha of an <see cref="Activation"/> that has one: a finite number. The default is that of ONNX.</summary>
    public float Alpha { get; set; } = float.NaN;

    /// <summary>The beta of an <see cref="Activation"/> that has one: a finite number. The default is that of ONNX.</summary>
    public float Beta { get; set; } = float.NaN;
}
