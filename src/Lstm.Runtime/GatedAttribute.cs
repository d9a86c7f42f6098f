namespace Lstm;

/// <summary>What the attributes of cells with gates share: the activations of the gates and of the candidate.</summary>
public abstract class GatedAttribute : RecurrentAttribute
{
    private protected GatedAttribute(int input, int hidden)
        : base(input, hidden)
    {
    }

    private protected GatedAttribute(int hidden)
        : base(hidden)
    {
    }

    /// <summary>
    /// The activation of the gates (i, f and o, or r and z). The default is sigmoid; softmax is not allowed. Its parameters are
    /// <see cref="GateAlpha"/> and <see cref="GateBeta"/>.
    /// </summary>
    public Activation GateActivation { get; set; } = Activation.Sigmoid;

    /// <summary>The alpha of a <see cref="GateActivation"/> that has one: a finite number. The default is that of ONNX.</summary>
    public float GateAlpha { get; set; } = float.NaN;

    /// <summary>The beta of a <see cref="GateActivation"/> that has one: a finite number. The default is that of ONNX.</summary>
    public float GateBeta { get; set; } = float.NaN;

    /// <summary>
    /// The activation of the candidate (g or n). The default is tanh; softmax is not allowed. Its parameters are <see cref="CellAlpha"/>
    /// and <see cref="CellBeta"/>.
    /// </summary>
    public Activation CellActivation { get; set; } = Activation.Tanh;

    /// <summary>The alpha of a <see cref="CellActivation"/> that has one: a finite number. The default is that of ONNX.</summary>
    public float CellAlpha { get; set; } = float.NaN;

    /// <summary>The beta of a <see cref="CellActivation"/> that has one: a finite number. The default is that of ONNX.</summary>
    public float CellBeta { get; set; } = float.NaN;

    /// <summary>
    /// The limit v on the argument of every activation inside the cell, as ONNX's clip: a finite number. s(z) becomes s(min(v, max(-v,
    /// z))). In an LSTM this includes the activation of the cell state; the stored cell state is not clipped. 0, the default, means no
    /// limit.
    /// </summary>
    public float Clip { get; set; }
}
