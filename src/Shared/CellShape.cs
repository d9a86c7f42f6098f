using System.Collections.Generic;

namespace Lstm.Shared;

/// <summary>Which recurrence a cell is.</summary>
internal enum CellKind
{
    /// <summary>Long short-term memory: a cell state and a hidden state.</summary>
    Lstm,

    /// <summary>A gated recurrent unit whose reset gate acts on the candidate's recurrent sum (PyTorch, Keras, ONNX with linear_before_reset).</summary>
    GruResetAfter,

    /// <summary>A gated recurrent unit whose reset gate acts on the hidden state before that sum (ONNX's default, Keras with reset_after=False).</summary>
    GruResetBefore,
}

/// <summary>A gate of a cell, or its candidate: a block of the canonical weights' rows, and what is applied to their sums.</summary>
/// <param name="Letter">
/// Its letter in the equations. LSTM: i input gate, f forget gate, g candidate, o output gate. GRU: r reset gate, z update gate, n candidate.
/// </param>
/// <param name="Activation">What is applied.</param>
internal readonly record struct Gate(char Letter, ActivationShape Activation);

/// <summary>A recurrent cell as a description of its gates: what distinguishes the family's members from the plain LSTM, which is the default.</summary>
/// <param name="Kind">Which recurrence.</param>
/// <param name="Hidden">Its units: the width of the gates and of the cell state.</param>
internal sealed record CellShape(CellKind Kind, int Hidden)
{
    public const float DefaultLayerNormEpsilon = 1e-5f;

    /// <summary>The width that the hidden state is projected to, or 0: it is then as wide as the cell.</summary>
    public int Projection { get; init; }

    /// <summary>Whether gates see the cell state: i and f the old one, o the new one.</summary>
    public bool Peephole { get; init; }

    /// <summary>Whether f = 1 - i, which saves the forget gate's weights.</summary>
    public bool CoupledGates { get; init; }

    /// <summary>Whether each gate's sums, and the cell state before its activation, are normalised over the units.</summary>
    public bool LayerNorm { get; init; }

    /// <summary>What the normalisation adds to a variance.</summary>
    public float LayerNormEpsilon { get; init; } = DefaultLayerNormEpsilon;

    /// <summary>Whether a unit keeps its old cell state by chance, with the forget gate as the probability.</summary>
    public bool StochasticForget { get; init; }

    /// <summary>What the gates apply: i, f and o, or r and z.</summary>
    public ActivationShape GateActivation { get; init; } = Activation.Sigmoid;

    /// <summary>What the candidate applies: g or n.</summary>
    public ActivationShape CellActivation { get; init; } = Activation.Tanh;

    /// <summary>What the cell state passes on its way to the hidden state. A GRU has no such step.</summary>
    public ActivationShape HiddenActivation { get; init; } = Activation.Tanh;

    /// <summary>Every activation's argument is limited to ± this; 0 for no limit.</summary>
    public float Clip { get; init; }

    /// <summary>The new cell state is limited to ± this; 0 for no limit.</summary>
    public float CellClip { get; init; }

    public bool IsLstm => Kind == CellKind.Lstm;

    /// <summary>The width of the hidden state.</summary>
    public int Width => Projection > 0 ? Projection : Hidden;

    /// <summary>Whether this is the LSTM of the textbooks, whatever its size.</summary>
    public bool IsPlain => this == new CellShape(CellKind.Lstm, Hidden);

    /// <summary>The gates in the order of the canonical weights' rows.</summary>
    public IReadOnlyList<Gate> Gates => Kind switch
    {
        CellKind.Lstm when CoupledGates => [new('i', GateActivation), new('g', CellActivation), new('o', GateActivation)],
        CellKind.Lstm => [new('i', GateActivation), new('f', GateActivation), new('g', CellActivation), new('o', GateActivation)],
        _ => [new('r', GateActivation), new('z', GateActivation), new('n', CellActivation)],
    };

    /// <summary>
    /// The sums that a step forms for each unit, by letter: one a gate; and u, the recurrent half of a candidate that the reset gate acts on before the
    /// other half is added.
    /// </summary>
    public string Sums => Kind switch
    {
        CellKind.Lstm => CoupledGates ? "igo" : "ifgo",
        CellKind.GruResetAfter => "rznu",
        _ => "rzn",
    };

    /// <summary>The sums that the inputs and the bias feed.</summary>
    public string InputSums => IsLstm ? Sums : "rzn";

    /// <summary>The sums that the old hidden state feeds.</summary>
    public string RecurrentSums => Kind switch
    {
        CellKind.Lstm => Sums,
        CellKind.GruResetAfter => "rzu",
        _ => "rz",
    };

    /// <summary>The gates that see the cell state.</summary>
    public string PeepholeGates => !Peephole ? "" : CoupledGates ? "io" : "ifo";

    /// <summary>Where the canonical rows of a sum start, in gates.</summary>
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
    /// What a gate's activation is given: its argument times this. The kernels' sigmoid starts from half of its argument, as in
    /// s(v) = 0.5 tanh(v / 2) + 0.5: the half belongs in the weights, where it costs nothing, and a power of two costs no bit either.
    /// </summary>
    public float ArgumentScale(char sum) => Gates[RowsOf(sum)].Activation.Function == Activation.Sigmoid ? 0.5f : 1f;

    /// <summary>What the stored weights of a sum are multiplied by; a normalised sum gets its scale from the normalisation's weights.</summary>
    public float SumScale(char sum) => LayerNorm ? 1f : ArgumentScale(sum);
}
