using System;

namespace Lstm;

/// <summary>
/// Turns a <c>partial</c> class into an LSTM network of the given sizes. A source generator writes the body of the class.
/// </summary>
/// <remarks>
/// <para>The class gets <c>Load</c>, a constructor from <see cref="LstmWeights"/>, the nested unmanaged struct <c>State</c> and the methods
/// of
/// <see cref="ILstm{TState}"/>. It may be nested in partial types. Neither the class nor a type around it may be generic, and the class
/// must not be static, abstract or a record.</para>
/// <para>Without named parameters it is the plain LSTM, with pre-activations z_k = W_k x + U_k h + b_k:</para>
/// <code>
/// i = s(z_i)    f = s(z_f)    g = a(z_g)    o = s(z_o)
/// c = f * c + i * g           h = o * d(c)
/// </code>
/// <para>Here s is the sigmoid, and a and d are tanh. Each parameter turns on one variant, and variants can be combined; docs/cells.md
/// lists all equations. A combination that is not supported, such as <see cref="RecurrentAttribute.Bidirectional"/> with
/// <see cref="Direction.Backward"/>, is a compile-time error that names both parameters.</para>
/// <para>A network is a list of layers. Write one attribute for each, in the order of the data, all on the same part of the class: this
/// one, <see cref="GruAttribute"/> and <see cref="DenseAttribute"/>. The first attribute of recurrent layers has <c>input</c>, the number
/// of inputs of the network; those after it have <c>hidden</c> only.</para>
/// </remarks>
/// <example>
/// <code>
/// [Lstm(input: 1, hidden: 16, Output = 1)]
/// public sealed partial class Amp;
/// </code>
/// A network of three kinds of layers: it estimates how many flights a turbofan engine still has from 14 sensors.
/// <code>
/// [Dense(16, Activation.Tanh)]
/// [Lstm(input: 14, hidden: 32)]
/// [Gru(hidden: 16)]
/// [Dense(1, Activation.Relu)]
/// public sealed partial class Turbofan;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LstmAttribute : GatedAttribute
{
    /// <summary>Declares a network, or the first recurrent layers of one.</summary>
    /// <param name="input">
    /// The number of inputs per step, 1 to 4096. With dense layers before the recurrent ones: the inputs of the first dense layer.
    /// </param>
    /// <param name="hidden">
    /// The number of units of each layer, 1 to 1024: the width of the cell state and, without a projection, of the hidden state.
    /// </param>
    public LstmAttribute(int input, int hidden)
        : base(input, hidden)
    {
    }

    /// <summary>Declares layers above the first recurrent ones. Their inputs are the outputs of the layer before.</summary>
    /// <param name="hidden">The number of units of each layer, 1 to 1024.</param>
    public LstmAttribute(int hidden)
        : base(hidden)
    {
    }

    /// <summary>
    /// The width of the projected hidden state, 1 to 1024: h = W_hr (o * d(c)). It may be smaller or larger than <c>hidden</c>, which
    /// remains the width of the gates and of the cell state. 0, the default, means no projection.
    /// </summary>
    public int Projection { get; set; }

    /// <summary>
    /// Whether the gates have peephole connections to the cell state of the same unit. The gates i and f use the old cell state: z_i + p_i
    /// * c and z_f + p_f * c. The gate o uses the new one: z_o + p_o * c.
    /// </summary>
    public bool Peephole { get; set; }

    /// <summary>Whether the forget gate is coupled to the input gate, f = 1 - i. It then has no weights and no peephole.</summary>
    public bool CoupledGates { get; set; }

    /// <summary>
    /// The activation d of the cell state in h = o * d(c). The default is tanh; softmax is not allowed. Its parameters are
    /// <see cref="HiddenAlpha"/> and <see cref="HiddenBeta"/>.
    /// </summary>
    public Activation HiddenActivation { get; set; } = Activation.Tanh;

    /// <summary>The alpha of a <see cref="HiddenActivation"/> that has one: a finite number. The default is that of ONNX.</summary>
    public float HiddenAlpha { get; set; } = float.NaN;

    /// <summary>The beta of a <see cref="HiddenActivation"/> that has one: a finite number. The default is that of ONNX.</summary>
    public float HiddenBeta { get; set; } = float.NaN;

    /// <summary>
    /// The limit v of the cell state, as in TensorFlow and TFLite: a finite number. The new cell state is clipped and stored clipped, c =
    /// min(v, max(-v, f * c + i * g)). 0, the default, means no limit.
    /// </summary>
    public float CellClip { get; set; }

    /// <summary>
    /// Whether each gate's pre-activations, and the cell state before its activation, are normalised over the units (Ba, Kiros and Hinton,
    /// 2016). Each gate is normalised separately: gamma * (z - mean) / sqrt(variance + epsilon) + beta, with the variance divided by
    /// <c>hidden</c>. Peepholes are part of z. The stored cell state is not normalised.
    /// </summary>
    public bool LayerNorm { get; set; }

    /// <summary>
    /// The epsilon that the normalisation adds to a variance: a finite number above 0. The default is 1e-5. It requires
    /// <see cref="LayerNorm"/>.
    /// </summary>
    public float LayerNormEpsilon { get; set; } = 1e-5f;

    /// <summary>
    /// Whether the forget gate is stochastic: a unit keeps its old cell state if u &lt; f and loses it otherwise,
    /// c = (u &lt; f ? c : 0) + i * g. Each unit draws a new u in (0, 1) at each step. The class gets a method <c>Seed</c>, and each state
    /// holds its own random stream.
    /// </summary>
    public bool StochasticForget { get; set; }
}
