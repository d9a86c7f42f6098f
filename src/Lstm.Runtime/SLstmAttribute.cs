using System;

namespace Lstm;

/// <summary>
/// Turns a <c>partial</c> class into an sLSTM with one head (Beck et al., xLSTM: Extended Long Short-Term Memory, 2024), an LSTM with an
/// exponential input gate. It works like <see cref="LstmAttribute"/>.
/// </summary>
/// <remarks>
/// <code>
/// i = exp(z_i - m)    f = exp(log s(z_f) + m(t-1) - m)    z = tanh(z_z)    o = s(z_o)    m = max(log s(z_f) + m(t-1), z_i)
/// c = f * c + i * z   n = f * n + i                       h = o * c / n
/// </code>
/// A state has h, c, the normaliser n and the stabiliser m of each layer. All start at zero.
/// </remarks>
/// <example>
/// <code>
/// [SLstm(input: 3, hidden: 16)]
/// [Dense(1)]
/// public sealed partial class Forecaster;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SLstmAttribute : RecurrentAttribute
{
    /// <summary>Declares a network, or the first recurrent layers of one.</summary>
    /// <param name="input">
    /// The number of inputs per step, 1 to 4096. With dense layers before the recurrent ones: the inputs of the first dense layer.
    /// </param>
    /// <param name="hidden">The number of units of each layer, 1 to 1024.</param>
    public SLstmAttribute(int input, int hidden)
        : base(input, hidden)
    {
    }

    /// <summary>Declares layers above the first recurrent ones. Their inputs are the outputs of the layer before.</summary>
    /// <param name="hidden">The number of units of each layer, 1 to 1024.</param>
    public SLstmAttribute(int hidden)
        : base(hidden)
    {
    }
}
