using System;

namespace Lstm;

/// <summary>
/// Turns a <c>partial</c> class into a network of gated recurrent units (GRU). It works like <see cref="LstmAttribute"/>, but the cell has
/// a reset gate r, an update gate z and a candidate n, and no cell state: h = (1 - z) * n + z * h.
/// </summary>
/// <remarks>
/// A class has either this attribute or <see cref="LstmAttribute"/>. Both accept <see cref="DenseAttribute"/>s before and after the
/// recurrent layers. A GRU has no projection, peepholes, coupled gates, normalisation or cell clip.
/// </remarks>
/// <example>
/// <code>
/// [Gru(input: 1, hidden: 16, Output = 1)]
/// public sealed partial class Amp;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GruAttribute : RecurrentAttribute
{
    /// <summary>Declares a network.</summary>
    /// <param name="input">
    /// The number of inputs per step, 1 to 1024. With dense layers before the recurrent ones: the inputs of the first dense layer.
    /// </param>
    /// <param name="hidden">The number of units of each layer, 1 to 1024: the width of the hidden state.</param>
    public GruAttribute(int input, int hidden)
        : base(input, hidden)
    {
    }

    /// <summary>Declares recurrent layers above the first ones of a network. Their inputs are the outputs of the layer below.</summary>
    /// <param name="hidden">The number of units of each layer, 1 to 1024.</param>
    public GruAttribute(int hidden)
        : base(input: 0, hidden)
    {
    }

    /// <summary>
    /// Whether the reset gate is applied after the recurrent product, n = tanh(W_n x + b_n + r * (U_n h + c_n)), as in PyTorch, in Keras
    /// and with ONNX's linear_before_reset. This is the default. If false, the reset gate is applied to the hidden state first, n =
    /// tanh(W_n x + U_n (r * h) + b_n + c_n), which is ONNX's default.
    /// </summary>
    public bool ResetAfter { get; set; } = true;
}
