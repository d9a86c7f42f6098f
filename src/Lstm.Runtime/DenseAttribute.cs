using System;

namespace Lstm;

/// <summary>
/// A dense layer of a network, y = a(W x + b). Those above the <see cref="LstmAttribute"/> or <see cref="GruAttribute"/> come before the recurrent layers, those
/// below it after them, in the order in which they stand; up to 8 on each side.
/// </summary>
/// <remarks>
/// All of them stand on one part of a partial class, that of the recurrent attribute: C# knows no order between parts. The network's <c>input</c> is then what the
/// first layer takes in, dense or not.
/// </remarks>
/// <example>
/// Three inputs to eight units, an LSTM on these, and one output:
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
    /// <param name="units">Its outputs, 1 to 1024.</param>
    /// <param name="activation">What it applies to them; any function, <see cref="Activation.Softmax"/> over all of them included.</param>
    public DenseAttribute(int units, Activation activation = Activation.Linear)
    {
        Units = units;
        Activation = activation;
    }

    /// <summary>Its outputs.</summary>
    public int Units { get; }

    /// <summary>What it applies to them.</summary>
    public Activation Activation { get; }

    /// <summary>The alpha of an <see cref="Activation"/> that has one, a finite number; ONNX's default, unless set.</summary>
    public float Alpha { get; set; } = float.NaN;

    /// <summary>The beta of an <see cref="Activation"/> that has one, a finite number; ONNX's default, unless set.</summary>
    public float Beta { get; set; } = float.NaN;
}
