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

    /// <summary>What the tensors tell of the layer: neither its functions nor its limits, nor on which side a reset gate is.</summary>
    internal RecurrentSpec Structure => new(IsGru ? CellForm.GruResetAfter : Form, Hidden)
    {
        Bidirectional = Bidirectional,
        Projection = Projection,
        Peephole = Peephole,
        CoupledGates = CoupledGates,
        LayerNorm = LayerNorm,
    };

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

    /// <summary>The length of a state; 0 if the cell does not have it.</summary>
    public int WidthOf(char state) => !States.Contains(state) ? 0 : state == 'h' ? Width : Hidden;
}
