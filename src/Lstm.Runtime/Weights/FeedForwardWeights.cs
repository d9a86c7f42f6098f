using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>The weights of a layer whose outputs depend on inputs alone. Immutable.</summary>
public abstract class FeedForwardWeights : LayerWeights
{
    private readonly FeedForwardShape _structure;
    private readonly Dictionary<string, float[]> _tensors;

    private protected FeedForwardWeights(FeedForwardShape structure, int inputSize, IReadOnlyList<float[]> tensors)
    {
        _structure = structure;
        InputSize = inputSize;
        _tensors = structure.Tensors.Zip(tensors).ToDictionary(static pair => pair.First.Name, static pair => pair.Second);
    }

    /// <summary>The number of inputs.</summary>
    public sealed override int InputSize { get; }

    /// <summary>The number of outputs.</summary>
    public sealed override int OutputSize => _structure.Units;

    internal sealed override LayerShape Structure => _structure;

    /// <summary>The tensors, in the order of the packed weights.</summary>
    internal IReadOnlyList<LayerTensor> Tensors => _structure.Tensors;

    /// <summary>The number of values of all tensors.</summary>
    internal int Length => _tensors.Values.Sum(static values => values.Length);

    /// <summary>Returns the values of a tensor.</summary>
    internal ReadOnlySpan<float> Of(string tensor) => _tensors[tensor];

    /// <summary>Returns the shape of a tensor.</summary>
    internal int[] ShapeOf(LayerTensor tensor) => _structure.ShapeOf(tensor, InputSize);

    /// <summary>Creates the weights of a layer.</summary>
    /// <param name="shape">The layer.</param>
    /// <param name="inputs">The number of its inputs.</param>
    /// <param name="valuesOf">Returns the values of a tensor.</param>
    internal static FeedForwardWeights Create(FeedForwardShape shape, int inputs, Func<LayerTensor, float[]> valuesOf)
    {
        float[][] values = [.. shape.Tensors.Select(valuesOf)];
        return shape switch
        {
            DenseShape => new DenseWeights(inputs, shape.Units, values[0], values[1]),
            Conv1DShape convolution => new Conv1DWeights(inputs, shape.Units, convolution.Kernel, values[0], values[1]),
            EmbeddingShape embedding => new EmbeddingWeights(embedding.Vocabulary, embedding.Units, values[0]),
            LayerNormShape => new LayerNormWeights(values[0], values[1]),
            PointwiseShape { Kind: PointwiseKind.Affine } => new AffineWeights(values[0], values[1]),
            PointwiseShape { Kind: PointwiseKind.PRelu } => new PReluWeights(values[0]),
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "Expected a layer with weights."),
        };
    }
}
