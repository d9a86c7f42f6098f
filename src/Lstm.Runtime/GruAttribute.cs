using System;

namespace Lstm;

/// <summary>
/// Turns a <c>partial</c> class into a network of gated recurrent units (GRU). It works like <see cref="LstmAttribute"/>, but the cell has
/// a reset gate r, an update gate z and a candidate n, and no cell state: h = (1 - z) * n + z * h.
/// </summary>
/// <remarks>
/// A class can have this attribute several times, and together with <see cref="LstmAttribute"/> and <see cref="DenseAttribute"/>: one for
/// each layer, in the order of the data. A GRU has no projection, peepholes, coupled gates, normalisation or cell clip.
/// </remarks>
/// <example>
/// <code>
/// [Gru(input: 1, hidden: 16, Output = 1)]
/// public sealed partial class Amp;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GruAttribute : GatedAttribute
{
    /// <summary>Declares a network, or the first recurrent layers of one.</summary>
    /// <param name="input">
    /// The number of inputs per step, 1 to 4096. With dense layers before the recurrent ones: the inputs of the first dense layer.
    /// </param>
    /// <param name="hidden">The number of units of each layer, 1 to 1024: the width of the hidden state.</param>
    public GruAttribute(int input, int hidden)
        : base(input, hidden)
    {
    }

    /// <summary>Declares layers above the first recurrent ones. Their inputs are the outputs of the layer before.</summary>
    /// <param name="hidden">The number of units of each layer, 1 to 1024.</param>
    public GruAttribute(int hidden)
        : base(hidden)
    {
    }

    /// <summary>
    /// Whether the reset gate is applied after the recurrent product, n = tanh(W_n x + b_n + r * (U_n h + c_n)), as in PyTorch, in Keras
    /// and with ONNX's linear_before_reset. This is the default. If false, the reset gate is applied to the hidden state first, n =
    /// tanh(W_n x + U_n (r * h) + b_n + c_n), which is ONNX's default.
    /// </summary>
    public bool ResetAfter { get; set; } = true;
}
