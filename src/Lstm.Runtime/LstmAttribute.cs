using System;

namespace Lstm;

/// <summary>
/// Turns a <c>partial</c> class into an LSTM network of exactly the given sizes: a source generator writes the class's body.
/// </summary>
/// <remarks>
/// <para>The class gets <c>Load</c>, a constructor from <see cref="LstmWeights"/>, the nested unmanaged struct <c>State</c> and the verbs of
/// <see cref="ILstm{TState}"/>. It may be nested in partial types, but neither it nor a type around it may be generic, and it may not
/// be static, abstract or a record.</para>
/// <para>Without named parameters it is the plain LSTM; each of them turns on one variant, and docs/cells.md has their equations. Dense layers before and after
/// are <see cref="DenseAttribute"/>s above and below this attribute.</para>
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

    /// <summary>The width that the hidden state is projected to, 1 to 1024: h = W_hr (o * tanh(c)). 0, the default, is no projection.</summary>
    public int Projection { get; set; }

    /// <summary>Whether the gates see the cell state, each unit its own: i and f the old one, o the new one.</summary>
    public bool Peephole { get; set; }

    /// <summary>Whether the forget gate is coupled to the input gate, f = 1 - i: its weights are then neither stored nor computed.</summary>
    public bool CoupledGates { get; set; }

    /// <summary>What the cell state passes on its way to the hidden state: tanh, unless set. Its parameters are <see cref="HiddenAlpha"/> and <see cref="HiddenBeta"/>.</summary>
    public Activation HiddenActivation { get; set; } = Activation.Tanh;

    /// <summary>The alpha of <see cref="HiddenActivation"/>; ONNX's default, unless set.</summary>
    public float HiddenAlpha { get; set; } = float.NaN;

    /// <summary>The beta of <see cref="HiddenActivation"/>; ONNX's default, unless set.</summary>
    public float HiddenBeta { get; set; } = float.NaN;

    /// <summary>TensorFlow's and TFLite's clip: the new cell state is limited to ± this, and kept so. 0, the default, is no limit.</summary>
    public float CellClip { get; set; }

    /// <summary>
    /// Whether each gate's sums, and the cell state on its way to the hidden state, are normalised over the units (Ba, Kiros and Hinton, 2016), each gate for itself.
    /// </summary>
    public bool LayerNorm { get; set; }

    /// <summary>What the normalisation adds to a variance: 1e-5, unless set.</summary>
    public float LayerNormEpsilon { get; set; } = 1e-5f;

    /// <summary>
    /// Whether the forget gate is drawn: a unit keeps its old cell state when u &lt; f, with a new u in (0, 1) for each unit and step, and loses it otherwise. The
    /// class gets <c>Seed</c>; a state holds its own random stream.
    /// </summary>
    public bool StochasticForget { get; set; }
}
