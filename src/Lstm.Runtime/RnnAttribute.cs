using System;

namespace Lstm;

/// <summary>
/// Turns a <c>partial</c> class into an Elman network, h = a(W x + U h + b), as PyTorch's nn.RNN, Keras's SimpleRNN and ONNX's RNN. It
/// works like <see cref="LstmAttribute"/>.
/// </summary>
/// <example>
/// <code>
/// [Rnn(input: 3, hidden: 16, Activation.Relu)]
/// [Dense(1)]
/// public sealed partial class Counter;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RnnAttribute : RecurrentAttribute
{
    /// <summary>Declares a network, or the first recurrent layers of one.</summary>
    /// <param name="input">
    /// The number of inputs per step, 1 to 4096. With dense layers before the recurrent ones: the inputs of the first dense layer.
    /// </param>
    /// <param name="hidden">The number of units of each layer, 1 to 1024.</param>
    /// <param name="activation">The activation a of the pre-activations; softmax is not allowed.</param>
    public RnnAttribute(int input, int hidden, Activation activation = Activation.Tanh)
        : base(input, hidden) => Activation = activation;

    /// <summary>Declares layers above the first recurrent ones. Their inputs are the outputs of the layer before.</summary>
    /// <param name="hidden">The number of units of each layer, 1 to 1024.</param>
    /// <param name="activation">The activation a of the pre-activations; softmax is not allowed.</param>
    public RnnAttribute(int hidden, Activation activation = Activation.Tanh)
        : base(hidden) => Activation = activation;

    /// <summary>The activation a of the pre-activations.</summary>
    public Activation Activation { get; }

    /// <summary>The alpha of an <see cref="Activation"/> that has one: a finite number. The default is that of ONNX.</summary>
    public float Alpha { get; set; } = float.NaN;

    /// <summary>The beta of an <see cref="Activation"/> that has one: a finite number. The default is that of ONNX.</summary>
    public float Beta { get; set; } = float.NaN;

    /// <summary>The limit v of the pre-activations, as ONNX's clip: a finite number. 0, the default, means no limit.</summary>
    public float Clip { get; set; }
}
