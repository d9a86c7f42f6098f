using System;

namespace Lstm;

/// <summary>
/// Adds a causal convolution over the steps to a network: y_t = a(b + W_0 x_(t-(kernel-1)·dilation) + … + W_(kernel-1) x_t). It can be
/// before, between or after recurrent layers.
/// </summary>
/// <remarks>
/// <para>
/// The state of a stream keeps the last (kernel - 1)·dilation inputs of the layer. They are zeros at the start, as with the causal padding
/// of Keras. So the network has an output for each step, and <c>Step</c> and <c>Run</c> give the same bits.
/// </para>
/// <para>Its weights are those of PyTorch's <c>nn.Conv1d</c>, [filters, inputs, kernel], with padding on the left.</para>
/// </remarks>
/// <example>
/// Eight filters over five steps of three accelerations, and an LSTM on their outputs:
/// <code>
/// [Conv1D(filters: 8, kernel: 5, Activation.Relu)]
/// [Lstm(input: 3, hidden: 16)]
/// [Dense(4, Activation.Softmax)]
/// public sealed partial class Gestures;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv1DAttribute : Attribute
{
    /// <summary>Declares a convolution.</summary>
    /// <param name="filters">The number of outputs, 1 to 1024.</param>
    /// <param name="kernel">The number of steps that an output depends on, 1 to 64.</param>
    /// <param name="activation">
    /// The function applied to the outputs. Every function is allowed; <see cref="Activation.Softmax"/> runs over all outputs.
    /// </param>
    public Conv1DAttribute(int filters, int kernel, Activation activation = Activation.Linear)
    {
        Filters = filters;
        Kernel = kernel;
        Activation = activation;
    }

    /// <summary>The number of outputs.</summary>
    public int Filters { get; }

    /// <summary>The number of steps that an output depends on.</summary>
    public int Kernel { get; }

    /// <summary>The function applied to the outputs.</summary>
    public Activation Activation { get; }

    /// <summary>
    /// The distance between the steps that an output depends on, 1 to 1024. The default is 1. A state keeps
    /// (kernel - 1)·dilation·inputs values, which may be at most 8,192.
    /// </summary>
    public int Dilation { get; set; } = 1;

    /// <summary>The alpha of an <see cref="Activation"/> that has one: a finite number. The default is that of ONNX.</summary>
    public float Alpha { get; set; } = float.NaN;

    /// <summary>The beta of an <see cref="Activation"/> that has one: a finite number. The default is that of ONNX.</summary>
    public float Beta { get; set; } = float.NaN;
}
