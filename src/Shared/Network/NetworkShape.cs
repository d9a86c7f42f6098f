using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>
/// A network: layers in the order of the data. It contains everything that determines the generated code and the packed weights, and
/// nothing else.
/// </summary>
/// <remarks>
/// This file is linked into the generator and into the runtime, so that both use the same definitions.
/// </remarks>
/// <param name="Input">The number of inputs of a step.</param>
/// <param name="Layers">The layers, of which at least one is recurrent.</param>
internal sealed record NetworkShape(int Input, LayerList Layers)
{
    /// <summary>The largest number of inputs of a network, and so of a layer: no layer has as many outputs.</summary>
    public const int MaxInput = 4096;

    /// <summary>The largest hidden, projection and dense size.</summary>
    public const int MaxSize = 1024;

    /// <summary>The largest number of recurrent layers.</summary>
    public const int MaxLayers = 8;

    /// <summary>The largest number of dense layers in a row.</summary>
    public const int MaxDenseLayers = 8;

    /// <summary>The largest number of other layers without a state in a row.</summary>
    public const int MaxOtherLayers = 24;

    /// <summary>The number of hidden units computed together: the lanes of a 256-bit vector of floats.</summary>
    public const int Lanes = 8;

    /// <summary>Whether the network has a residual connection: the first inputs are added to the outputs.</summary>
    public bool Residual { get; init; }

    /// <summary>
    /// The precision in which hidden states are multiplied. The class chooses it: a weights file does not contain it and works with all
    /// precisions.
    /// </summary>
    public LstmPrecision Precision { get; init; }

    /// <summary>
    /// How exactly tanh and the sigmoid are computed. The class chooses it: a weights file does not contain it and works with both.
    /// </summary>
    public LstmArithmetic Arithmetic { get; init; }

    /// <summary>Whether hidden states are multiplied in integers.</summary>
    public bool IsQuantized => Precision != LstmPrecision.Single;

    /// <summary>Whether a step depends on earlier steps only. Otherwise the network can only run whole sequences.</summary>
    public bool IsCausal => Layers.All(static layer => layer.IsCausal);

    /// <summary>Whether a cell draws random numbers.</summary>
    public bool IsRandom => Recurrent.Any(static layer => layer.Cell.StochasticForget);

    /// <summary>The layer that turns the vectors of all steps into one; null if the network has an output for each step.</summary>
    public PoolShape? Pool => Layers.OfType<PoolShape>().FirstOrDefault();

    /// <summary>What is wrong with the place of pooling; null if there is none, or nothing is wrong.</summary>
    public PoolFault? FaultOfPool
    {
        get
        {
            int index = Layers.TakeWhile(static layer => layer is not PoolShape).Count();
            if (Pool is not { } pool)
            {
                return null;
            }

            bool isAfterAll = Layers.Take(index).Any(static layer => layer is RecurrentShape)
                && Layers.Skip(index + 1).All(static layer => layer is FeedForwardShape);
            return !isAfterAll ? PoolFault.NotAfterAll
                : pool.Pooling == Pooling.Final && Layers[index - 1] is not RecurrentShape ? PoolFault.NotOnStates
                : Layers.Skip(index + 1).Any(static layer => layer is Conv1DShape) ? PoolFault.BeforeConvolution
                : Residual ? PoolFault.WithResidual
                : null;
        }
    }

    /// <summary>Returns whether the inputs of the network are added to its outputs, so that a step reads them again at its end.</summary>
    public bool AddsInputToOutput() =>
        Residual || Layers[Layers.Count - 1] is ResidualShape residual && SourceOf(Layers.Count - 1, residual) < 0;

    /// <summary>Returns what is wrong with the place of a residual connection; null if nothing is.</summary>
    public ResidualFault? FaultOf(int layer, ResidualShape residual)
    {
        if (residual.Layers < 1 || residual.Layers > layer)
        {
            return ResidualFault.TooFewLayers;
        }

        int source = SourceOf(layer, residual);
        return Layers.Take(layer).Skip(source + 1).Any(static inside => inside is PoolShape) ? ResidualFault.AcrossPool
            : source == -1 && Vocabulary > 0 ? ResidualFault.OfToken
            : OutputOf(source) != residual.Units ? ResidualFault.OtherSize
            : null;
    }

    /// <summary>
    /// Returns whether a merge has two directions to merge: a bidirectional layer is before it, or before the pooling that is before it.
    /// </summary>
    public bool HasDirections(int merge) =>
        Layers.Take(merge).LastOrDefault(static layer => layer is not PoolShape) is RecurrentShape { Bidirectional: true };

    /// <summary>Returns whether the two directions of a recurrent layer are merged.</summary>
    public bool IsMerged(int layer) => Layers.Skip(layer + 1).FirstOrDefault(static above => above is not PoolShape) is MergeShape;

    /// <summary>Returns the network of the packed weights, without the layers that <see cref="Folding"/> leaves out.</summary>
    public NetworkShape Folded() => new Folding(this).Network;

    /// <summary>
    /// Returns the network of a kernel: in a network that can run single steps, pooling does nothing. The packed weights of both are the
    /// same. (A property would be part of the text of a network, which would be endless.)
    /// </summary>
    public NetworkShape InSteps() => Pool is { } pool && IsCausal
        ? this with { Layers = new LayerList(Layers.Where(layer => layer != pool)) }
        : this;

    /// <summary>The number of outputs of a step.</summary>
    public int Output => Layers[Layers.Count - 1].Outputs;

    /// <summary>The number of tokens, if the input of the network is the number of one; otherwise 0.</summary>
    public int Vocabulary => Layers[0] is EmbeddingShape embedding ? embedding.Vocabulary : 0;

    /// <summary>The recurrent layers.</summary>
    public IEnumerable<RecurrentShape> Recurrent => Layers.OfType<RecurrentShape>();

    /// <summary>
    /// The cells, one for each recurrent layer and direction, in the order in which states, weights and traces are numbered. The directions
    /// of a layer are adjacent.
    /// </summary>
    public IReadOnlyList<CellPlace> Cells
    {
        get
        {
            List<CellPlace> cells = [];
            for (int layer = 0; layer < Layers.Count; layer++)
            {
                for (int direction = 0; Layers[layer] is RecurrentShape recurrent && direction < recurrent.Directions; direction++)
                {
                    cells.Add(new CellPlace(cells.Count, layer, direction, InputOf(layer), recurrent));
                }
            }

            return cells;
        }
    }

    /// <summary>The layers that keep inputs of earlier steps, by their indices, and how many values each keeps.</summary>
    public IEnumerable<(int Layer, int Length)> Windows => Enumerable.Range(0, Layers.Count)
        .Select(layer => (layer, Layers[layer] is FeedForwardShape shape ? shape.WindowOf(InputOf(layer)) : 0))
        .Where(static window => window.Item2 > 0);

    /// <summary>Returns a network of equal recurrent layers between dense layers.</summary>
    /// <param name="input">The number of inputs.</param>
    /// <param name="layer">Each recurrent layer.</param>
    /// <param name="layers">The number of recurrent layers.</param>
    /// <param name="stem">The dense layers before them.</param>
    /// <param name="head">The dense layers after them.</param>
    public static NetworkShape Stack(
        int input, RecurrentShape layer, int layers = 1, IEnumerable<DenseShape>? stem = null, IEnumerable<DenseShape>? head = null) =>
        new(input, new LayerList([.. stem ?? [], .. Enumerable.Repeat(layer, layers), .. head ?? []]));

    /// <summary>Returns a number of floats, rounded up to whole vectors.</summary>
    public static int Padded(int count) => (count + Lanes - 1) / Lanes * Lanes;

    /// <summary>Returns the number of inputs of a layer.</summary>
    public int InputOf(int layer) => OutputOf(layer - 1);

    /// <summary>Returns the number of outputs of a layer; of -1, the number of inputs of the network.</summary>
    public int OutputOf(int layer) => layer < 0 ? Input : Layers[layer].Outputs;

    /// <summary>Returns the layer whose outputs a residual connection adds; -1 for the inputs of the network.</summary>
    public static int SourceOf(int layer, ResidualShape residual) => layer - 1 - residual.Layers;

    /// <summary>Returns the position of a layer's weights among those of all layers that have weights.</summary>
    public int WeightsOf(int layer) => Layers.Take(layer).Count(static below => below.HasWeights);

    /// <summary>
    /// Returns whether a recurrent layer multiplies its inputs in integers: hidden states of the layer below, or other inputs if there are
    /// enough of them.
    /// </summary>
    public bool HasQuantizedInputs(int layer) =>
        IsQuantized && (HasHiddenInputs(layer) || QuantizedShape.IsWorthRounding(InputOf(layer)));

    /// <summary>
    /// Returns whether a recurrent layer multiplies its inputs in integers that have a scale of their own in each step. Inputs that are no
    /// hidden states can have any magnitude.
    /// </summary>
    public bool HasScaledInputs(int layer) => HasQuantizedInputs(layer) && !HasHiddenInputs(layer);

    private bool HasHiddenInputs(int layer) => layer > 0 && Layers[layer - 1] is RecurrentShape;
}

/// <summary>A recurrent layer in one direction: a cell with weights and a state of its own.</summary>
/// <param name="Number">Its number in the network: of its state, of its weights and of its trace.</param>
/// <param name="Layer">The index of its layer in the network.</param>
/// <param name="Direction">0, or 1 for the backward direction of a bidirectional layer.</param>
/// <param name="Inputs">The number of its inputs.</param>
/// <param name="Recurrent">Its layer.</param>
internal sealed record CellPlace(int Number, int Layer, int Direction, int Inputs, RecurrentShape Recurrent)
{
    public CellShape Shape => Recurrent.Cell;

    /// <summary>Whether it runs from the last step to the first.</summary>
    public bool IsBackward => Direction == 1 || Recurrent.Direction == Lstm.Direction.Backward;
}
