using System.Collections.Generic;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>A network to test: what its attributes say. A default is always the plain LSTM.</summary>
public sealed record NetworkSpec(int Input, int Hidden)
{
    public int Layers { get; init; } = 1;

    public bool Bidirectional { get; init; }

    public Direction Direction { get; init; }

    /// <summary>Whether this is a GRU rather than an LSTM.</summary>
    public bool Gru { get; init; }

    public bool ResetAfter { get; init; } = true;

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

    public bool Residual { get; init; }

    public LstmPrecision Precision { get; init; }

    public LstmArithmetic Arithmetic { get; init; }

    /// <summary>Dense layers before the recurrent ones.</summary>
    public IReadOnlyList<DenseSpec> Stem { get; init; } = [];

    /// <summary>Dense layers after the recurrent ones.</summary>
    public IReadOnlyList<DenseSpec> Head { get; init; } = [];

    /// <summary>Whether the head, a single layer without parameters, is declared in its short form: Output and OutputActivation.</summary>
    public bool ShortHead { get; init; }

    public int Directions => Bidirectional ? 2 : 1;

    /// <summary>Hidden states that a state holds: one for each layer and direction.</summary>
    public int Cells => Layers * Directions;

    /// <summary>The width of a hidden state.</summary>
    public int Width => Projection > 0 ? Projection : Hidden;

    /// <summary>Blocks of rows in the canonical weights.</summary>
    public int GateCount => Gru || CoupledGates ? 3 : 4;

    /// <summary>Whether the network has Step and StepMany; otherwise it runs whole sequences only.</summary>
    public bool IsCausal => !Bidirectional && Direction == Direction.Forward;

    /// <summary>Values a step puts out.</summary>
    public int OutputSize => Head.Count > 0 ? Head[^1].Units : Directions * Width;

    /// <summary>Values that the given recurrent layer takes in.</summary>
    public int InputOf(int layer) => layer > 0 ? Directions * Width : Stem.Count > 0 ? Stem[^1].Units : Input;

    /// <summary>A plain LSTM, with a head in its short form unless <paramref name="output"/> is 0.</summary>
    public static NetworkSpec Plain(int input, int hidden, int layers = 1, int output = 0, Activation activation = Activation.Linear) =>
        new(input, hidden)
        {
            Layers = layers,
            Head = output > 0 ? [new DenseSpec(output, activation)] : [],
            ShortHead = output > 0,
        };

    /// <summary>Each recurrent layer.</summary>
    public RecurrentSpec Layer =>
        new(!Gru ? CellForm.Lstm : ResetAfter ? CellForm.GruResetAfter : CellForm.GruResetBefore, Hidden)
        {
            Bidirectional = Bidirectional,
            Direction = Direction,
            Projection = Projection,
            Peephole = Peephole,
            CoupledGates = CoupledGates,
            LayerNorm = LayerNorm,
            LayerNormEpsilon = LayerNormEpsilon,
            StochasticForget = StochasticForget,
            GateActivation = GateActivation,
            CellActivation = CellActivation,
            HiddenActivation = HiddenActivation,
            Clip = Clip,
            CellClip = CellClip,
        };

    /// <summary>A name that says it all: the class's, and the test case's.</summary>
    public string Name => string.Join(
        '_',
        [
            SpecText.Number($"I{Input}H{Hidden}L{Layers}"),
            .. !Gru ? (string[])[] : [ResetAfter ? "Gru" : "GruBefore"],
            .. SpecText.NamesOf(Layer),
            .. Stem.Select(static layer => SpecText.NameOf('S', layer)),
            .. Head.Select(static layer => SpecText.NameOf('O', layer)),
            .. SpecText.NamesOf(Residual, Precision, Arithmetic),
        ]);

    /// <summary>The declaration a user would write.</summary>
    public string Declaration => ((ListSpec)this).Declaration;

    public bool Equals(NetworkSpec? other) => other is not null && other.Declaration == Declaration;

    public override int GetHashCode() => Declaration.GetHashCode(System.StringComparison.Ordinal);

    public override string ToString() => Name;
}
