using System;

namespace Lstm;

/// <summary>
/// Turns a <c>partial</c> class into an LSTM network of exactly the given sizes: a source generator writes the class's body.
/// </summary>
/// <remarks>
/// <para>The class gets <c>Load</c>, a constructor from <see cref="LstmWeights"/>, the nested unmanaged struct <c>State</c> and the verbs of
/// <see cref="ILstm{TState}"/>. It may be nested in partial types, but neither it nor a type around it may be generic, and it may not
/// be static, abstract or a record.</para>
/// <para>Without named parameters it is the plain LSTM, of sums z_k = W_k x + U_k h + b_k:</para>
/// <code>
/// i = s(z_i)    f = s(z_f)    g = a(z_g)    o = s(z_o)
/// c = f * c + i * g           h = o * d(c)
/// </code>
/// <para>with s the sigmoid and a and d tanh. Each parameter turns on one variant, all may be combined, and docs/cells.md has the equations together. What does not go
/// together, such as <see cref="RecurrentAttribute.Bidirectional"/> and <see cref="Direction.Backward"/>, is a compile-time error that names both.</para>
/// <para>Dense layers before and after are <see cref="DenseAttribute"/>s above and below this attribute, on the same part of the class.</para>
/// </remarks>
/// <example>
/// <code>
/// [Lstm(input: 1, hidden: 16, Output = 1)]
/// public sealed partial class Amp;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class LstmAttribute : RecurrentAttribute
{
    /// <summary>Declares a network.</summary>
    /// <param name="input">Values a step takes in, 1 to 1024; with dense layers before the recurrent ones, what the first of them takes in.</param>
    /// <param name="hidden">Units of each layer, 1 to 1024: the width of the cell state and, without a projection, of the hidden state.</param>
    public LstmAttribute(int input, int hidden)
        : base(input, hidden)
    {
    }

    /// <summary>
    /// The width that the hidden state is projected to, 1 to 1024: h = W_hr (o * d(c)). It may be smaller or larger than <c>hidden</c>, which stays the width of
    /// the gates and of the cell state. 0, the default, is no projection.
    /// </summary>
    public int Projection { get; set; }

    /// <summary>
    /// Whether the gates see the cell state, each unit its own: i and f the old one, o the new one. z_i + p_i * c and z_f + p_f * c take the places of z_i and
    /// z_f, and z_o + p_o * c, with the new c, that of z_o.
    /// </summary>
    public bool Peephole { get; set; }

    /// <summary>Whether the forget gate is coupled to the input gate, f = 1 - i: it then has no weights, and no peephole.</summary>
    public bool CoupledGates { get; set; }

    /// <summary>
    /// What the cell state passes on its way to the hidden state, d: tanh, unless set; anything but softmax. Its parameters are <see cref="HiddenAlpha"/> and
    /// <see cref="HiddenBeta"/>.
    /// </summary>
    public Activation HiddenActivation { get; set; } = Activation.Tanh;

    /// <summary>The alpha of a <see cref="HiddenActivation"/> that has one, a finite number; ONNX's default, unless set.</summary>
    public float HiddenAlpha { get; set; } = float.NaN;

    /// <summary>The beta of a <see cref="HiddenActivation"/> that has one, a finite number; ONNX's default, unless set.</summary>
    public float HiddenBeta { get; set; } = float.NaN;

    /// <summary>
    /// TensorFlow's and TFLite's clip: the new cell state is limited to ± this finite number, and kept so, c = min(v, max(-v, f * c + i * g)). 0, the default, is
    /// no limit.
    /// </summary>
    public float CellClip { get; set; }

    /// <summary>
    /// Whether each gate's sums, and the cell state on its way to the hidden state, are normalised over the units (Ba, Kiros and Hinton, 2016), each gate for itself:
    /// gamma * (z - mean) / sqrt(variance + epsilon) + beta, where the variance divides by <c>hidden</c>. Peepholes are part of z, and the cell state is kept as it
    /// was before.
    /// </summary>
    public bool LayerNorm { get; set; }

    /// <summary>What the normalisation adds to a variance, a finite number above 0: 1e-5, unless set. Needs <see cref="LayerNorm"/>.</summary>
    public float LayerNormEpsilon { get; set; } = 1e-5f;

    /// <summary>
    /// Whether the forget gate is drawn: a unit keeps its old cell state when u &lt; f, with a new u in (0, 1) for each unit and step, and loses it otherwise,
    /// c = (u &lt; f ? c : 0) + i * g. The class gets <c>Seed</c>; a state holds its own random stream.
    /// </summary>
    public bool StochasticForget { get; set; }

    /// <summary>
    /// Whether the class gets a <c>Trace</c> and a <c>Step</c> that fills it: the gates, the cell state and the hidden state of every layer, to look at, in the same bits as the plain
    /// <c>Step</c>, which stays as it is. Needs a network that can step: not together with <see cref="RecurrentAttribute.Bidirectional"/> or
    /// <see cref="Direction.Backward"/>.
    /// </summary>
    public bool Trace { get; set; }

    /// <summary>
    /// In which precision hidden states are multiplied: <see cref="LstmPrecision.Single"/>, unless set. Quantized weights are faster from about 64 units on, and less
    /// exact: docs/precision.md says how much, and the class gets a property <c>QuantizationReport</c>. The weights file is the same for all. Not together
    /// with <see cref="StochasticForget"/>.
    /// </summary>
    public LstmPrecision Precision { get; set; }
}
