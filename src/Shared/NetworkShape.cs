using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>
/// A network as a sequence of layers: dense layers (the stem), equal recurrent layers, and dense layers (the head). It contains everything
/// that determines the generated code and the packed weights, and nothing else.
/// </summary>
/// <remarks>
/// This file is linked into the generator and into the runtime, so that both use the same definitions.
/// </remarks>
/// <param name="Input">The number of inputs of a step.</param>
/// <param name="Cell">The cell of every recurrent layer.</param>
internal sealed record NetworkShape(int Input, CellShape Cell)
{
    /// <summary>The largest input, hidden, projection and dense size.</summary>
    public const int MaxSize = 1024;

    /// <summary>The largest number of stacked recurrent layers.</summary>
    public const int MaxLayers = 8;

    /// <summary>The largest number of dense layers before the recurrent layers, and the largest number after them.</summary>
    public const int MaxDenseLayers = 8;

    /// <summary>The number of hidden units computed together: the lanes of a 256-bit vector of floats.</summary>
    public const int Lanes = 8;

    /// <summary>The number of stacked recurrent layers. Each layer after the first takes the hidden states of the layer below.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether each layer processes the sequence in both directions, with separate weights for each.</summary>
    public bool Bidirectional { get; init; }

    /// <summary>The direction of layers that are not bidirectional.</summary>
    public Direction Direction { get; init; }

    /// <summary>The dense layers before the recurrent layers; null for none.</summary>
    public DenseShape? Stem { get; init; }

    /// <summary>The dense layers after the recurrent layers; null for none. The output is then the last layer's hidden state.</summary>
    public DenseShape? Head { get; init; }

    /// <summary>Whether the network has a residual connection: the first inputs are added to the outputs.</summary>
    public bool Residual { get; init; }

    /// <summary>
    /// The precision in which hidden states are multiplied. The class chooses it: a weights file does not contain it and works with all
    /// precisions.
    /// </summary>
    public LstmPrecision Precision { get; init; }

    /// <summary>Whether hidden states are multiplied in integers.</summary>
    public bool IsQuantized => Precision != LstmPrecision.Single;

    /// <summary>Whether a step depends on earlier steps only. Otherwise the network can only run whole sequences.</summary>
    public bool IsCausal => !Bidirectional && Direction == Direction.Forward;

    /// <summary>The number of directions of each layer.</summary>
    public int Directions => Bidirectional ? 2 : 1;

    /// <summary>
    /// The number of hidden states (and of cell states) in a state: one for each layer and direction. The directions of a layer are
    /// adjacent.
    /// </summary>
    public int Cells => Layers * Directions;

    public int Hidden => Cell.Hidden;

    /// <summary>The width of a recurrent layer's output: the hidden states of its directions, concatenated.</summary>
    public int RecurrentOutput => Directions * Cell.Width;

    /// <summary>The number of outputs of a step.</summary>
    public int OutputSize => Head?.Last.Units ?? RecurrentOutput;

    /// <summary>The number of blocks of <see cref="Lanes"/> hidden units. The last may be padded.</summary>
    public int Blocks => PaddedHidden / Lanes;

    /// <summary><see cref="Hidden"/>, rounded up to whole blocks.</summary>
    public int PaddedHidden => Padded(Hidden);

    /// <summary>Whether the last block has padding lanes.</summary>
    public bool HasPadding => Hidden != PaddedHidden;

    /// <summary>Returns a plain LSTM with at most one dense layer after it.</summary>
    public static NetworkShape Plain(
        int input,
        int hidden,
        int layers = 1,
        int output = 0,
        Activation outputActivation = Activation.Linear) =>
        new(input, new CellShape(CellKind.Lstm, hidden))
        {
            Layers = layers,
            Head = output > 0 ? new DenseShape(output, outputActivation) : null,
        };

    /// <summary>Returns a number of floats, rounded up to whole vectors.</summary>
    public static int Padded(int count) => (count + Lanes - 1) / Lanes * Lanes;

    /// <summary>Returns the number of inputs of a recurrent layer.</summary>
    public int InputOf(int layer) => layer > 0 ? RecurrentOutput : Stem?.Last.Units ?? Input;

    /// <summary>Returns every dense layer in order, those of the stem first, each with its number of inputs.</summary>
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

    /// <summary>The number of dense layers in the stem.</summary>
    public int StemLayers => DenseShape.Chain(Stem).Count();
}
