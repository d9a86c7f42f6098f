using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>The plan of a layer without recurrent weights. It has a method from whole vectors of inputs to outputs.</summary>
/// <param name="Layer">The index of the layer in the network.</param>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Shape">The layer.</param>
/// <param name="Name">The name of its method.</param>
/// <param name="Offsets">The offset of each tensor in the packed weights, by the name of the tensor.</param>
internal abstract record FeedForwardPlan(
    int Layer, int Inputs, FeedForwardShape Shape, string Name, IReadOnlyDictionary<string, int> Offsets)
    : LayerPlan(Layer, Inputs)
{
    /// <summary>Returns the plan of a layer.</summary>
    public static FeedForwardPlan For(PackedLayout layout, int layer)
    {
        NetworkShape network = layout.Network;
        FeedForwardShape shape = (FeedForwardShape)network.Layers[layer];
        Dictionary<string, int> offsets = shape.Tensors.ToDictionary(
            static tensor => tensor.Name,
            tensor => layout.Sections.Single(section => section.Kind == tensor.Kind && section.Layer == layer).Offset);
        (int inputs, string name) = (network.InputOf(layer), NameOf(network, layer, shape));
        return shape switch
        {
            DenseShape dense => new DensePlan(layer, inputs, dense, name, offsets),
            EmbeddingShape embedding => new EmbeddingPlan(layer, inputs, embedding, name, offsets),
            Conv1DShape convolution => new Conv1DPlan(layer, inputs, convolution, name, offsets),
            LayerNormShape norm => new LayerNormPlan(layer, inputs, norm, name, offsets),
            ResidualShape residual => new ResidualPlan(layer, inputs, residual, name, offsets),
            MergeShape merge => new MergePlan(layer, inputs, merge, name, offsets),
            _ => new PointwisePlan(layer, inputs, (PointwiseShape)shape, name, offsets),
        };
    }

    /// <summary>
    /// Returns whether the layer writes whole vectors, so that it cannot write to the end of the network's output. A function of all
    /// values and a layer of two vectors cannot either, if the network's inputs are added to its result.
    /// </summary>
    public bool NeedsMemory(NetworkShape network) =>
        this is LayerNormPlan || network.Residual && (this is TwoVectorPlan || !Shape.Function.IsOfOneValue);

    /// <summary>
    /// Returns a name: Stem before all recurrent layers, Head after them, with a number if there are several; otherwise the kind and the
    /// index of the layer.
    /// </summary>
    private static string NameOf(NetworkShape network, int layer, FeedForwardShape shape)
    {
        int first = network.Layers.TakeWhile(static layer => layer is FeedForwardShape).Count();
        int head = network.Layers.Reverse().TakeWhile(static layer => layer is FeedForwardShape).Count();
        int end = network.Layers.Count - head;
        return layer < first ? Numbered("Stem", layer, first)
            : layer >= end ? Numbered("Head", layer - end, head)
            : $"{shape.Attribute}{layer}";
    }

    private static string Numbered(string name, int index, int count) => count == 1 ? name : $"{name}{index}";
}

/// <summary>
/// The plan of a layer with a matrix. Each output has a row of weights, and the lanes are the inputs of a row. (In recurrent layers the
/// lanes are units.) Most heads have only a few outputs, so lanes over outputs would be mostly unused.
/// </summary>
internal abstract record MatrixPlan(
    int Layer, int Inputs, FeedForwardShape Shape, string Name, IReadOnlyDictionary<string, int> Offsets)
    : FeedForwardPlan(Layer, Inputs, Shape, Name, Offsets)
{
    /// <summary>The number of outputs computed in parallel: their four sums form one 128-bit vector.</summary>
    public const int RowsPerTile = 4;

    /// <summary>The name of the vector that the matrix is multiplied by.</summary>
    public abstract string Source { get; }

    /// <summary>The number of columns.</summary>
    public int Columns => Shape.SizeOf(Shape.Tensors[0], Inputs).Columns;

    /// <summary>The offset of the weights.</summary>
    public int WeightOffset => Offsets["weight"];

    /// <summary>The offset of the bias.</summary>
    public int BiasOffset => Offsets["bias"];
}

/// <summary>The plan of a dense layer.</summary>
internal sealed record DensePlan(int Layer, int Inputs, DenseShape Dense, string Name, IReadOnlyDictionary<string, int> Offsets)
    : MatrixPlan(Layer, Inputs, Dense, Name, Offsets)
{
    public override string Source => "h";
}

/// <summary>The plan of a convolution: a matrix times the inputs of several steps, which are copied to one place.</summary>
internal sealed record Conv1DPlan(
    int Layer, int Inputs, Conv1DShape Convolution, string Name, IReadOnlyDictionary<string, int> Offsets)
    : MatrixPlan(Layer, Inputs, Convolution, Name, Offsets)
{
    public override string Source => "taps";

    /// <summary>The length of the inputs of several steps, padded to whole vectors.</summary>
    public int Taps => NetworkShape.Padded(Columns);
}

/// <summary>The plan of an embedding: the copy of a row.</summary>
internal sealed record EmbeddingPlan(
    int Layer, int Inputs, EmbeddingShape Embedding, string Name, IReadOnlyDictionary<string, int> Offsets)
    : FeedForwardPlan(Layer, Inputs, Embedding, Name, Offsets);

/// <summary>The plan of a layer normalisation: a call of the runtime.</summary>
internal sealed record LayerNormPlan(int Layer, int Inputs, LayerNormShape Norm, string Name, IReadOnlyDictionary<string, int> Offsets)
    : FeedForwardPlan(Layer, Inputs, Norm, Name, Offsets);

/// <summary>The plan of a layer in which each output depends on the input at its position: a loop over vectors.</summary>
internal sealed record PointwisePlan(
    int Layer, int Inputs, PointwiseShape Pointwise, string Name, IReadOnlyDictionary<string, int> Offsets)
    : FeedForwardPlan(Layer, Inputs, Pointwise, Name, Offsets);

/// <summary>The plan of a layer that combines two vectors, value by value: a call of the runtime, without a method of its own.</summary>
internal abstract record TwoVectorPlan(
    int Layer, int Inputs, FeedForwardShape Shape, string Name, IReadOnlyDictionary<string, int> Offsets)
    : FeedForwardPlan(Layer, Inputs, Shape, Name, Offsets)
{
    /// <summary>How the two become one.</summary>
    public abstract Merging Merging { get; }
}

/// <summary>The plan of a residual connection: the sum of its input and the outputs of an earlier layer.</summary>
internal sealed record ResidualPlan(
    int Layer, int Inputs, ResidualShape Residual, string Name, IReadOnlyDictionary<string, int> Offsets)
    : TwoVectorPlan(Layer, Inputs, Residual, Name, Offsets)
{
    public override Merging Merging => Merging.Sum;

    /// <summary>The layer whose outputs are added; -1 for the inputs of the network.</summary>
    public int Source => NetworkShape.SourceOf(Layer, Residual);
}

/// <summary>The plan of a merge: of the two halves of its input.</summary>
internal sealed record MergePlan(int Layer, int Inputs, MergeShape Merge, string Name, IReadOnlyDictionary<string, int> Offsets)
    : TwoVectorPlan(Layer, Inputs, Merge, Name, Offsets)
{
    public override Merging Merging => Merge.Merging;
}
