using System;

namespace Lstm;

/// <summary>
/// Turns a <c>partial</c> class into a network of gated recurrent units: all that <see cref="LstmAttribute"/> does, with a reset gate r, an update gate z and a
/// candidate n, and without a cell state: h = (1 - z) * n + z * h.
/// </summary>
/// <remarks>
/// A class has either this attribute or <see cref="LstmAttribute"/>. Both take dense layers before and after, as <see cref="DenseAttribute"/>s.
/// What is peculiar to an LSTM (projection, peepholes, coupled gates, normalisation, a clipped cell state) it does not have.
/// </remarks>
/// <example>
/// <code>
/// [Gru(input: 1, hidden: 16, Output = 1)]
/// public sealed partial class Amp;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class GruAttribute : RecurrentAttribute
{
    /// <summary>Declares a network.</summary>
    /// <param name="input">Values a step takes in, 1 to 1024; with dense layers before the recurrent ones, what the first of them takes in.</param>
    /// <param name="hidden">Units of each layer, 1 to 1024: the width of the hidden state.</param>
    public GruAttribute(int input, int hidden)
        : base(input, hidden)
    {
    }

    /// <summary>
    /// Whether the reset gate acts on the candidate's recurrent sum, n = tanh(W_n x + b_n + r * (U_n h + c_n)), as in PyTorch, in Keras and with ONNX's
    /// linear_before_reset: true, unless set. Otherwise it acts on the hidden state before, n = tanh(W_n x + U_n (r * h) + b_n + c_n), as ONNX has it by default.
    /// </summary>
    public bool ResetAfter { get; set; } = true;
}
