using System.Collections.Generic;
using System.Globalization;
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

    /// <summary>A name that says it all: the class's, and the test case's.</summary>
    public string Name
    {
        get
        {
            List<string> parts = [Number($"I{Input}H{Hidden}L{Layers}")];
            void Add(bool given, string part)
            {
                if (given)
                {
                    parts.Add(part);
                }
            }

            Add(Gru, ResetAfter ? "Gru" : "GruBefore");
            Add(Bidirectional, "Bi");
            Add(Direction == Direction.Backward, "Back");
            Add(Projection > 0, Number($"P{Projection}"));
            Add(Peephole, "Peep");
            Add(CoupledGates, "Coupled");
            Add(LayerNorm, LayerNormEpsilon == 1e-5f ? "Norm" : "Norm" + Digits(LayerNormEpsilon));
            Add(StochasticForget, "Stoch");
            Add(GateActivation != Activation.Sigmoid, "G" + Function(GateActivation));
            Add(CellActivation != Activation.Tanh, "C" + Function(CellActivation));
            Add(HiddenActivation != Activation.Tanh, "H" + Function(HiddenActivation));
            Add(Clip > 0, "Clip" + Digits(Clip));
            Add(CellClip > 0, "CellClip" + Digits(CellClip));
            parts.AddRange(Stem.Select(static layer => Number($"S{layer.Units}{Function(layer.Activation)}")));
            parts.AddRange(Head.Select(static layer => Number($"O{layer.Units}{Function(layer.Activation)}")));
            Add(Residual, "Res");
            Add(Precision != LstmPrecision.Single, Precision.ToString());
            return string.Join('_', parts);
        }
    }

    /// <summary>The declaration a user would write.</summary>
    public string Declaration
    {
        get
        {
            List<string> arguments = [Number($"input: {Input}, hidden: {Hidden}")];
            void Add(bool given, string argument)
            {
                if (given)
                {
                    arguments.Add(argument);
                }
            }

            void AddFunction(string name, FunctionSpec function, Activation ordinary)
            {
                Add(function.Function != ordinary, $"{name}Activation = Activation.{function.Function}");
                Add(function.Alpha is not null, $"{name}Alpha = {Literal(function.Alpha)}");
                Add(function.Beta is not null, $"{name}Beta = {Literal(function.Beta)}");
            }

            Add(Layers > 1, Number($"Layers = {Layers}"));
            Add(Bidirectional, "Bidirectional = true");
            Add(Direction == Direction.Backward, "Direction = Direction.Backward");
            Add(!ResetAfter, "ResetAfter = false");
            Add(Projection > 0, Number($"Projection = {Projection}"));
            Add(Peephole, "Peephole = true");
            Add(CoupledGates, "CoupledGates = true");
            Add(LayerNorm, "LayerNorm = true");
            Add(LayerNormEpsilon != 1e-5f, $"LayerNormEpsilon = {Literal(LayerNormEpsilon)}");
            Add(StochasticForget, "StochasticForget = true");
            AddFunction("Gate", GateActivation, Activation.Sigmoid);
            AddFunction("Cell", CellActivation, Activation.Tanh);
            AddFunction("Hidden", HiddenActivation, Activation.Tanh);
            Add(Clip > 0, $"Clip = {Literal(Clip)}");
            Add(CellClip > 0, $"CellClip = {Literal(CellClip)}");
            Add(Residual, "Residual = true");
            Add(Precision != LstmPrecision.Single, $"Precision = LstmPrecision.{Precision}");
            if (ShortHead)
            {
                DenseSpec head = Head.Single();
                Add(true, Number($"Output = {head.Units}"));
                Add(head.Activation != Activation.Linear, $"OutputActivation = Activation.{head.Activation.Function}");
            }

            string attribute = $"[{(Gru ? "Gru" : "Lstm")}({string.Join(", ", arguments)})]\n";
            return $"{string.Concat(Stem.Select(Attribute))}{attribute}{(ShortHead ? "" : string.Concat(Head.Select(Attribute)))}public "
                + $"sealed partial class {Name};\n";
        }
    }

    public bool Equals(NetworkSpec? other) => other is not null && other.Declaration == Declaration;

    public override int GetHashCode() => Declaration.GetHashCode(System.StringComparison.Ordinal);

    public override string ToString() => Name;

    private static string Attribute(DenseSpec layer)
    {
        FunctionSpec function = layer.Activation;
        string parameters = (function.Alpha is null ? "" : $", Alpha = {Literal(function.Alpha)}")
            + (function.Beta is null ? "" : $", Beta = {Literal(function.Beta)}");
        return Number($"[Dense({layer.Units}, Activation.{function.Function}{parameters})]\n");
    }

    private static string Function(FunctionSpec function) =>
        function.Function
            + (function.Alpha is { } alpha ? "a" + Digits(alpha) : "")
            + (function.Beta is { } beta ? "b" + Digits(beta) : "");

    // What a name may hold of a number: 0.25 is 0d25, and a minus is an m.
    private static string Digits(float value) =>
        value.ToString("G9", CultureInfo.InvariantCulture)
            .Replace('.', 'd')
            .Replace('-', 'm')
            .Replace("+", "", System.StringComparison.Ordinal);

    private static string Literal(float? value) => (value ?? 0).ToString("G9", CultureInfo.InvariantCulture) + "f";

    private static string Number(System.FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
