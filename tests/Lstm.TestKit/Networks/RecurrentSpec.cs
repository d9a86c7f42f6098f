using System.Collections.Generic;

namespace Lstm.TestKit;

/// <summary>A recurrent layer to test: what its attribute says. A default is always that of the attribute.</summary>
/// <param name="Form">The cell.</param>
/// <param name="Hidden">Units of a direction.</param>
public sealed record RecurrentSpec(CellForm Form, int Hidden) : LayerSpec
{
    public bool Bidirectional { get; init; }

    public Direction Direction { get; init; }

    public int Projection { get; init; }

    public bool Peephole { get; init; }

    public bool CoupledGates { get; init; }

    public bool LayerNorm { get; init; }

    public float LayerNormEpsilon { get; init; } = 1e-5f;

    public bool StochasticForget { get; init; }

    public FunctionSpec GateActivation { get; init; } = Activation.Sigmoid;

    public FunctionSpec CellActivation { get; init; } = Activation.Tanh;

    public FunctionSpec HiddenActivation { get; init; } = Activation.Tanh;

    public float Clip { get; init; }

    public float CellClip { get; init; }

    public int Directions => Bidirectional ? 2 : 1;

    /// <summary>The width of a hidden state.</summary>
    public int Width => Projection > 0 ? Projection : Hidden;

    /// <inheritdoc/>
    public override int Outputs => Directions * Width;

    /// <inheritdoc/>
    public override bool IsCausal => !Bidirectional && Direction == Direction.Forward;

    /// <summary>Whether this is one of the two GRUs.</summary>
    public bool IsGru => Form is CellForm.GruResetAfter or CellForm.GruResetBefore;

    /// <summary>Blocks of rows in the canonical weights.</summary>
    public int GateCount => Form switch
    {
        CellForm.Rnn => 1,
        CellForm.Lstm when CoupledGates => 3,
        CellForm.Lstm or CellForm.SLstm => 4,
        _ => 3,
    };

    /// <summary>The letters of the states, in the order in which the library keeps them.</summary>
    public string States => Form switch
    {
        CellForm.Lstm => "hc",
        CellForm.SLstm => "hcnm",
        _ => "h",
    };

    /// <summary>The lengths of the states.</summary>
    public IEnumerable<int> StateWidths
    {
        get
        {
            foreach (char state in States)
            {
                yield return state == 'h' ? Width : Hidden;
            }
        }
    }
}
