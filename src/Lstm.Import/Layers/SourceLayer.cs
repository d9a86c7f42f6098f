using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>A layer that a reader has parsed, with the name that it has in the file. The derived records are its kinds.</summary>
/// <param name="Name">The name of the layer in the file.</param>
internal abstract record SourceLayer(string Name)
{
    /// <summary>The origins of its tensors, with canonical names that do not contain the number of the layer.</summary>
    public IReadOnlyList<TensorOrigin> Origins { get; init; } = [];

    /// <summary>The layers that it consists of, in the order of the data.</summary>
    public virtual IReadOnlyList<SourceLayer> Parts => [this];
}

/// <summary>A layer of a file that several layers describe. It is imported as a whole or not at all.</summary>
/// <param name="Name">The name of the layer in the file.</param>
/// <param name="Members">The layers.</param>
internal sealed record SourceGroup(string Name, IReadOnlyList<SourceLayer> Members) : SourceLayer(Name)
{
    public override IReadOnlyList<SourceLayer> Parts => Members;
}

/// <summary>A layer that makes one vector of the two directions of the recurrent layer before it, which are side by side.</summary>
/// <param name="Name">The name of the layer in the file.</param>
/// <param name="Size">The number of values of each direction.</param>
/// <param name="Merging">How.</param>
internal sealed record SourceMerge(string Name, int Size, Merging Merging) : SourceLayer(Name);

/// <summary>A residual connection: it adds the outputs of an earlier layer.</summary>
/// <param name="Name">The name of the layer in the file.</param>
/// <param name="Source">The layer, or a group of which it is the last; null for the inputs of the network.</param>
internal sealed record SourceResidual(string Name, SourceLayer? Source) : SourceLayer(Name);

/// <summary>A layer that becomes a layer of the class.</summary>
/// <param name="Name">The name of the layer in the file.</param>
internal abstract record ClassLayer(string Name) : SourceLayer(Name)
{
    public abstract int InputSize { get; }

    public abstract int OutputSize { get; }

    /// <summary>The layer of the class.</summary>
    public abstract LayerShape Shape { get; }

    /// <summary>Returns the weights of the layer of the class; null if it has none.</summary>
    public abstract LayerWeights? ToWeights();
}

/// <summary>A layer of the class with an activation of its own. A separate activation after it becomes that of the layer.</summary>
/// <param name="Name">The name of the layer in the file.</param>
/// <param name="Activation">The activation.</param>
internal abstract record ActivatedLayer(string Name, ActivationShape Activation) : ClassLayer(Name);

/// <summary>A dense layer, y = a(W x + b).</summary>
/// <param name="Name">The name of the layer in the file.</param>
/// <param name="Weights">The weights, one row for each output.</param>
/// <param name="Activation">The activation.</param>
internal sealed record SourceDense(string Name, DenseWeights Weights, ActivationShape Activation) : ActivatedLayer(Name, Activation)
{
    public override int InputSize => Weights.InputSize;

    public override int OutputSize => Weights.OutputSize;

    public override LayerShape Shape => new DenseShape(Weights.OutputSize, Activation);

    public override LayerWeights ToWeights() => Weights;
}

/// <summary>A causal convolution over the steps: zeros are before the first step, and none after the last.</summary>
/// <param name="Name">The name of the layer in the file.</param>
/// <param name="Weights">The weights, [filters, inputs, kernel]; the last of a kernel belongs to the current step.</param>
/// <param name="Dilation">The distance between the steps that an output depends on.</param>
/// <param name="Activation">The activation.</param>
internal sealed record SourceConv1D(string Name, Conv1DWeights Weights, int Dilation, ActivationShape Activation)
    : ActivatedLayer(Name, Activation)
{
    public override int InputSize => Weights.InputSize;

    public override int OutputSize => Weights.OutputSize;

    public override LayerShape Shape => Convolution;

    /// <summary>The layer in its simplest form: with a kernel of one step it is a dense layer.</summary>
    public ActivatedLayer Simplest => Weights.Kernel > 1
        ? this
        : new SourceDense(Name, new DenseWeights(InputSize, OutputSize, Weights.Weight, Weights.Bias), Activation) { Origins = Origins };

    /// <summary>The layer of the class.</summary>
    public Conv1DShape Convolution => new(Weights.OutputSize, Weights.Kernel, Dilation, Activation);

    public override LayerWeights ToWeights() => Weights;
}

/// <summary>A table with a row of values for each token. It is the first layer of a class, whose input is the number of a token.</summary>
/// <param name="Name">The name of the layer in the file.</param>
/// <param name="Weights">The table.</param>
internal sealed record SourceEmbedding(string Name, EmbeddingWeights Weights) : ClassLayer(Name)
{
    public override int InputSize => Weights.InputSize;

    public override int OutputSize => Weights.OutputSize;

    public override LayerShape Shape => new EmbeddingShape(Weights.Vocabulary, Weights.OutputSize);

    /// <summary>Returns the layer of a table.</summary>
    /// <param name="name">The name of the layer in the file.</param>
    /// <param name="table">The table, [tokens, values].</param>
    public static SourceEmbedding Of(string name, SourceTensor table) => new(
        name, table.File.Build(name, () => new EmbeddingWeights(table.Shape[0], table.Shape[1], table.Values)))
    {
        Origins = [table.As("embedding")],
    };

    public override LayerWeights ToWeights() => Weights;
}

/// <summary>A layer with a value of each of its tensors for each output: an affine layer, a normalisation, a PReLU.</summary>
/// <param name="Name">The name of the layer in the file.</param>
/// <param name="Layer">The layer of the class.</param>
/// <param name="Weights">Its weights.</param>
internal sealed record SourceUnits(string Name, FeedForwardShape Layer, FeedForwardWeights Weights) : ClassLayer(Name)
{
    public override int InputSize => Weights.InputSize;

    public override int OutputSize => Layer.Units;

    public override LayerShape Shape => Layer;

    /// <summary>Returns an affine layer, y = scale·x + offset.</summary>
    /// <param name="name">The name of the layer in the file.</param>
    /// <param name="weights">The weights.</param>
    public static SourceUnits Affine(string name, AffineWeights weights) =>
        new(name, new PointwiseShape(PointwiseKind.Affine, weights.InputSize, Activation.Linear), weights);

    /// <summary>Returns a batch normalisation with fixed statistics, gamma·(x - mean) / sqrt(variance + epsilon) + beta.</summary>
    /// <remarks>It is computed in double precision as one scale and one offset for each value.</remarks>
    /// <param name="name">The name of the layer in the file.</param>
    /// <param name="mean">The mean of each value.</param>
    /// <param name="variance">The variance of each value.</param>
    /// <param name="epsilon">The number that is added to the variance.</param>
    /// <param name="gamma">The scale of each normalised value; empty for 1.</param>
    /// <param name="beta">The offset of each normalised value; empty for 0.</param>
    public static SourceUnits BatchNorm(
        string name,
        ReadOnlySpan<float> mean,
        ReadOnlySpan<float> variance,
        double epsilon,
        ReadOnlySpan<float> gamma,
        ReadOnlySpan<float> beta)
    {
        float[] scale = new float[mean.Length];
        float[] offset = new float[mean.Length];
        for (int index = 0; index < scale.Length; index++)
        {
            double factor = (gamma.IsEmpty ? 1 : gamma[index]) / Math.Sqrt(variance[index] + epsilon);
            scale[index] = (float)factor;
            offset[index] = (float)((beta.IsEmpty ? 0 : beta[index]) - mean[index] * factor);
        }

        return Affine(name, new AffineWeights(scale, offset));
    }

    /// <summary>Returns a layer normalisation.</summary>
    /// <param name="name">The name of the layer in the file.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="epsilon">The number that is added to the variance.</param>
    public static SourceUnits LayerNorm(string name, LayerNormWeights weights, float epsilon) =>
        new(name, new LayerNormShape(weights.InputSize, epsilon), weights);

    /// <summary>Returns a PReLU.</summary>
    /// <param name="name">The name of the layer in the file.</param>
    /// <param name="weights">The weights.</param>
    public static SourceUnits PRelu(string name, PReluWeights weights) =>
        new(name, new PointwiseShape(PointwiseKind.PRelu, weights.InputSize, Activation.Linear), weights);

    public override LayerWeights ToWeights() => Weights;
}

/// <summary>A layer without weights: an activation after a layer that has none, pooling, a merge, or a residual connection.</summary>
/// <param name="Name">The name of the layer in the file.</param>
/// <param name="Layer">The layer of the class.</param>
internal sealed record UnweightedLayer(string Name, LayerShape Layer) : ClassLayer(Name)
{
    public override int InputSize => Layer is MergeShape ? 2 * Layer.Outputs : Layer.Outputs;

    public override int OutputSize => Layer.Outputs;

    public override LayerShape Shape => Layer;

    public override LayerWeights? ToWeights() => null;
}

/// <summary>A recurrent layer with one direction or two.</summary>
/// <param name="Name">The name of the layer in the file.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Directions">The canonical weights of each direction; the forward direction comes first.</param>
internal sealed record SourceRecurrent(string Name, CellShape Cell, IReadOnlyList<LstmLayerWeights> Directions) : ClassLayer(Name)
{
    /// <summary>The name of the module of several layers that this layer belongs to; null if the format has only layers.</summary>
    public string? Module { get; init; }

    /// <summary>The direction of a layer that has only one.</summary>
    public Direction Direction { get; init; }

    /// <summary>The initial hidden states in the file, [directions, width]; empty for zero.</summary>
    public float[] InitialHidden { get; init; } = [];

    /// <summary>The initial cell states in the file, [directions, hidden]; empty for zero and for cells without such a state.</summary>
    public float[] InitialCell { get; init; } = [];

    /// <summary>
    /// The two biases of each direction, in canonical rows, if the format has two; otherwise empty. The network uses their sum. The
    /// separate biases help to explain a failed self-test.
    /// </summary>
    public IReadOnlyList<TwoBiases> Biases { get; init; } = [];

    public bool IsBidirectional => Directions.Count == 2;

    /// <summary>Whether a later layer makes one vector of both directions.</summary>
    public bool IsMerged { get; init; }

    /// <summary>The only activation of the cell; null if it has several, which depend on each other, or none.</summary>
    private FunctionOption? OnlyActivation =>
        CellOptions.Of(Cell.Kind).OfType<FunctionOption>().ToArray() is [var only] ? only : null;

    /// <summary>Whether <see cref="With"/> can choose the activation.</summary>
    public bool HasOneActivation => OnlyActivation is not null;

    /// <summary>Whether a name is that of the layer or of its module.</summary>
    public bool IsCalled(string name) => name == Name || name == Module;

    /// <summary>Returns the layer with another activation of its cell, which must have exactly one.</summary>
    public SourceRecurrent With(ActivationShape activation) => this with { Cell = OnlyActivation!.With(Cell, activation) };

    public override int InputSize => Directions[0].InputSize;

    public override int OutputSize => Directions.Count * Directions[0].OutputSize;

    public override LayerShape Shape => new RecurrentShape(Cell) { Bidirectional = IsBidirectional, Direction = Direction };

    public override LayerWeights ToWeights() =>
        new RecurrentWeights(Directions[0], IsBidirectional ? Directions[1] : null) { IsMerged = IsMerged };
}

/// <summary>An activation that is a separate layer.</summary>
/// <param name="Name">The name of the layer in the file.</param>
/// <param name="Activation">The function.</param>
internal sealed record SourceActivation(string Name, ActivationShape Activation) : SourceLayer(Name);

/// <summary>A layer that turns the vectors of all steps into one.</summary>
/// <param name="Name">The name of the layer in the file.</param>
/// <param name="Pooling">How.</param>
internal sealed record SourcePool(string Name, Pooling Pooling) : SourceLayer(Name);

/// <summary>
/// A layer that generated classes do not support. It is rejected only if it is among the layers to import: a network can be selected from
/// between such layers.
/// </summary>
/// <param name="Name">The name of the layer in the file.</param>
/// <param name="Kind">The kind of layer, as named in the file.</param>
/// <param name="Reason">The reason for the rejection, as a phrase that follows the kind and a colon.</param>
internal sealed record UnsupportedLayer(string Name, string Kind, string Reason) : SourceLayer(Name)
{
    /// <summary>The word for a layer in this format.</summary>
    public string Noun { get; init; } = "layer";
}
