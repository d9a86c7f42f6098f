using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>A layer as a reader understood it, still with the name that it has in the file: one of the kinds below.</summary>
/// <param name="Name">Its name in the file.</param>
internal abstract record SourceLayer(string Name)
{
    /// <summary>Where its tensors came from; the canonical names without the number of the layer.</summary>
    public IReadOnlyList<TensorOrigin> Origins { get; init; } = [];
}

/// <summary>A dense layer, y = a(W x + b).</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Weights">Its weights, a row an output.</param>
/// <param name="Activation">What it applies.</param>
internal sealed record DenseLayer(string Name, DenseWeights Weights, ActivationShape Activation) : SourceLayer(Name);

/// <summary>One recurrent layer, in one direction or in two.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Cell">What its cell is.</param>
/// <param name="Directions">The canonical weights of its direction, or of the forward and the backward one.</param>
internal sealed record RecurrentLayer(string Name, CellShape Cell, IReadOnlyList<LstmLayerWeights> Directions) : SourceLayer(Name)
{
    /// <summary>Which way a layer of one direction walks.</summary>
    public Direction Direction { get; init; }

    /// <summary>The hidden states that the file starts from, [directions, width]; empty for zero.</summary>
    public float[] InitialHidden { get; init; } = [];

    /// <summary>The cell states that the file starts from, [directions, hidden]; empty for zero, and in a GRU.</summary>
    public float[] InitialCell { get; init; } = [];

    /// <summary>
    /// The two biases of each direction as they stood in a format that has two, in canonical rows; empty otherwise. Only the sum counts, and both are asked when a
    /// self-test is missed.
    /// </summary>
    public IReadOnlyList<TwoBiases> Biases { get; init; } = [];

    public bool IsBidirectional => Directions.Count == 2;

    public int InputSize => Directions[0].InputSize;

    public int OutputSize => Directions.Count * Directions[0].OutputSize;
}

/// <summary>The two biases of a direction.</summary>
/// <param name="Input">The one beside the input weights, [gates·hidden].</param>
/// <param name="Recurrent">The one beside the recurrent weights, [gates·hidden].</param>
internal sealed record TwoBiases(float[] Input, float[] Recurrent);

/// <summary>An activation that stands as a layer of its own.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Activation">The function.</param>
internal sealed record ActivationLayer(string Name, ActivationShape Activation) : SourceLayer(Name);

/// <summary>
/// A layer that no generated class has. It is refused only when it belongs to what is imported: a network can be cut out from between such layers.
/// </summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Kind">What the file calls it.</param>
/// <param name="Reason">Why it cannot be imported, to be read after its kind and a colon.</param>
internal sealed record UnsupportedLayer(string Name, string Kind, string Reason) : SourceLayer(Name);
