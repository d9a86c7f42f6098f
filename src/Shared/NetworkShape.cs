using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>
/// A network as a sequence of layers: dense ones (the stem), equal recurrent ones, dense ones (the head). Everything that decides its generated code
/// and its packed weights, and nothing else.
/// </summary>
/// <remarks>
/// One source file, linked into the generator and into the runtime: what both sides of the compiler must agree on is written once.
/// </remarks>
/// <param name="Input">Values a step takes in.</param>
/// <param name="Cell">What every recurrent layer is made of.</param>
internal sealed record NetworkShape(int Input, CellShape Cell)
{
    /// <summary>The largest input, hidden, projection and dense size.</summary>
    public const int MaxSize = 1024;

    /// <summary>The largest number of stacked recurrent layers.</summary>
    public const int MaxLayers = 8;

    /// <summary>The largest number of dense layers before, and of dense layers after, the recurrent ones.</summary>
    public const int MaxDenseLayers = 8;

    /// <summary>Hidden units computed together: the lanes of a 256-bit vector of floats.</summary>
    public const int Lanes = 8;

    /// <summary>Stacked recurrent layers; each above the first takes the hidden states of the one below.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether each layer walks over the sequence both ways, with weights of its own for each.</summary>
    public bool Bidirectional { get; init; }

    /// <summary>Which way a layer walks that is not bidirectional.</summary>
    public Direction Direction { get; init; }

    /// <summary>The dense layers before the recurrent ones; null for none.</summary>
    public DenseShape? Stem { get; init; }

    /// <summary>The dense layers after them; null for none: the output is then the last layer's hidden state.</summary>
    public DenseShape? Head { get; init; }

    /// <summary>Whether the first inputs are added to the outputs.</summary>
    public bool Residual { get; init; }

    /// <summary>In which precision hidden states are multiplied. It is the class's choice: weights do not say it, and the same file serves all.</summary>
    public LstmPrecision Precision { get; init; }

    /// <summary>Whether hidden states are multiplied in integers.</summary>
    public bool IsQuantized => Precision != LstmPrecision.Single;

    /// <summary>Whether a step needs nothing but the steps before it; otherwise only whole sequences can be run.</summary>
    public bool IsCausal => !Bidirectional && Direction == Direction.Forward;

    /// <summary>Ways that each layer walks over the sequence.</summary>
    public int Directions => Bidirectional ? 2 : 1;

    /// <summary>Hidden states (and cell states) that a state holds: one for each layer and direction, the directions of a layer side by side.</summary>
    public int Cells => Layers * Directions;

    public int Hidden => Cell.Hidden;

    /// <summary>The width of what a recurrent layer puts out: its hidden states, side by side.</summary>
    public int RecurrentOutput => Directions * Cell.Width;

    /// <summary>Values a step puts out.</summary>
    public int OutputSize => Head?.Last.Units ?? RecurrentOutput;

    /// <summary>Blocks of <see cref="Lanes"/> hidden units; the last may be padded.</summary>
    public int Blocks => PaddedHidden / Lanes;

    /// <summary><see cref="Hidden"/>, rounded up to whole blocks.</summary>
    public int PaddedHidden => Padded(Hidden);

    /// <summary>Whether the last block has lanes that are no units.</summary>
    public bool HasPadding => Hidden != PaddedHidden;

    /// <summary>A plain LSTM with at most one dense layer, after it.</summary>
    public static NetworkShape Plain(int input, int hidden, int layers = 1, int output = 0, Activation outputActivation = Activation.Linear) =>
        new(input, new CellShape(CellKind.Lstm, hidden))
        {
            Layers = layers,
            Head = output > 0 ? new DenseShape(output, outputActivation) : null,
        };

    /// <summary>A number of floats, rounded up to whole vectors.</summary>
    public static int Padded(int count) => (count + Lanes - 1) / Lanes * Lanes;

    /// <summary>Values that the given recurrent layer takes in.</summary>
    public int InputOf(int layer) => layer > 0 ? RecurrentOutput : Stem?.Last.Units ?? Input;

    /// <summary>Every dense layer in order, those of the stem first, each with the values that it takes in.</summary>
    public IEnumerable<(DenseShape Layer, int Inputs)> DenseLayers()
    {
        int inputs = Input;
        foreach (DenseShape layer in DenseShape.Chain(Stem))
        {
            yield return (layer, inputs);
            inputs = layer.Units;
        }

        inputs = RecurrentOutput;
        foreach (DenseShape layer in DenseShape.Chain(Head))
        {
            yield return (layer, inputs);
            inputs = layer.Units;
        }
    }

    /// <summary>Dense layers in the stem.</summary>
    public int StemLayers => DenseShape.Chain(Stem).Count();
}
