using System.Collections.Generic;

namespace Lstm.Shared;

/// <summary>The kind of recurrence of a cell.</summary>
internal enum CellKind
{
    /// <summary>Long short-term memory: a cell state and a hidden state.</summary>
    Lstm,

    /// <summary>
    /// A gated recurrent unit whose reset gate multiplies the candidate's recurrent sum, after the matrix product (PyTorch, Keras, ONNX
    /// with linear_before_reset).
    /// </summary>
    GruResetAfter,

    /// <summary>
    /// A gated recurrent unit whose reset gate multiplies the hidden state, before the matrix product (the default of ONNX, Keras with
    /// reset_after=False).
    /// </summary>
    GruResetBefore,
}

/// <summary>A gate of a cell, or its candidate: a block of rows in the canonical weights, and their activation.</summary>
/// <param name="Letter">
/// Its letter in the equations. LSTM: i input gate, f forget gate, g candidate, o output gate. GRU: r reset gate, z update gate, n
/// candidate.
/// </param>
/// <param name="Activation">The activation.</param>
internal readonly record struct Gate(char Letter, ActivationShape Activation);

/// <summary>A recurrent cell: its kind, its size and the options in which it differs from the plain LSTM, which is the default.</summary>
/// <param name="Kind">The kind of recurrence.</param>
/// <param name="Hidden">The number of units: the width of the gates and of the cell state.</param>
internal sealed record CellShape(CellKind Kind, int Hidden)
{
    public const float DefaultLayerNormEpsilon = 1e-5f;

    /// <summary>The width of the projected hidden state, or 0 for no projection.</summary>
    public int Projection { get; init; }

    /// <summary>Whether gates have peephole connections: i and f to the old cell state, o to the new one.</summary>
    public bool Peephole { get; init; }

    /// <summary>Whether f = 1 - i. The forget gate then has no weights.</summary>
    public bool CoupledGates { get; init; }

    /// <summary>Whether each gate's sums, and the cell state before its activation, are normalised over the units.</summary>
    public bool LayerNorm { get; init; }

    /// <summary>The epsilon that layer normalisation adds to the variance.</summary>
    public float LayerNormEpsilon { get; init; } = DefaultLayerNormEpsilon;

    /// <summary>Whether a unit keeps its old cell state at random, with the forget gate as the probability.</summary>
    public bool StochasticForget { get; init; }

    /// <summary>The activation of the gates: i, f and o, or r and z.</summary>
    public ActivationShape GateActivation { get; init; } = Activation.Sigmoid;

    /// <summary>The activation of the candidate: g or n.</summary>
    public ActivationShape CellActivation { get; init; } = Activation.Tanh;

    /// <summary>The activation of the cell state for the hidden state. A GRU has none.</summary>
    public ActivationShape HiddenActivation { get; init; } = Activation.Tanh;

    /// <summary>The limit of the magnitude of every activation's argument; 0 for no limit.</summary>
    public float Clip { get; init; }

    /// <summary>The limit of the magnitude of the new cell state; 0 for no limit.</summary>
    public float CellClip { get; init; }

    public bool IsLstm => Kind == CellKind.Lstm;

    /// <summary>The width of the hidden state.</summary>
    public int Width => Projection > 0 ? Projection : Hidden;

    /// <summary>Whether this is the plain LSTM, of any size.</summary>
    public bool IsPlain => this == new CellShape(CellKind.Lstm, Hidden);

    /// <summary>The gates in the order of the canonical weights' rows.</summary>
    public IReadOnlyList<Gate> Gates => Kind switch
    {
        CellKind.Lstm when CoupledGates => [new('i', GateActivation), new('g', CellActivation), new('o', GateActivation)],
        CellKind.Lstm => [new('i', GateActivation), new('f', GateActivation), new('g', CellActivation), new('o', GateActivation)],
        _ => [new('r', GateActivation), new('z', GateActivation), new('n', CellActivation)],
    };

    /// <summary>
    /// The sums (pre-activations) of each unit, by letter: one for each gate, and u, the recurrent half of a candidate, which the reset
    /// gate multiplies before the input half is added.
    /// </summary>
    public string Sums => Kind switch
    {
        CellKind.Lstm => CoupledGates ? "igo" : "ifgo",
        CellKind.GruResetAfter => "rznu",
        _ => "rzn",
    };

    /// <summary>The sums that the inputs and the bias contribute to.</summary>
    public string InputSums => IsLstm ? Sums : "rzn";

    /// <summary>The sums that the old hidden state contributes to.</summary>
    public string RecurrentSums => Kind switch
    {
        CellKind.Lstm => Sums,
        CellKind.GruResetAfter => "rzu",
        _ => "rz",
    };

    /// <summary>The gates with peephole connections.</summary>
    public string PeepholeGates => !Peephole ? "" : CoupledGates ? "io" : "ifo";

    /// <summary>Returns the position of a sum's rows in the canonical weights, in gates.</summary>
    public int RowsOf(char sum)
    {
        char letter = sum == 'u' ? 'n' : sum;
        IReadOnlyList<Gate> gates = Gates;
        for (int index = 0; index < gates.Count; index++)
        {
            if (gates[index].Letter == letter)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>
    /// Returns the factor of the argument of a gate's activation. The sigmoid in the kernels takes half of its argument, as in
    /// s(v) = 0.5 tanh(v / 2) + 0.5. The packed weights are halved instead, which costs nothing at run time and is exact.
    /// </summary>
    public float ArgumentScale(char sum) => Gates[RowsOf(sum)].Activation.Function == Activation.Sigmoid ? 0.5f : 1f;

    /// <summary>
    /// Returns the factor of the packed weights of a sum. For a normalised sum, the weights of the normalisation are scaled instead.
    /// </summary>
    public float SumScale(char sum) => LayerNorm ? 1f : ArgumentScale(sum);
}
