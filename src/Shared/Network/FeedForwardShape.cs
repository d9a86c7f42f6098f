using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>A layer whose outputs depend on inputs alone, of the same step or of earlier ones.</summary>
/// <param name="Units">The number of outputs.</param>
internal abstract record FeedForwardShape(int Units) : LayerShape
{
    public override int Outputs => Units;

    public override bool HasWeights => Tensors.Count > 0;

    /// <summary>The name of its attribute.</summary>
    public abstract string Attribute { get; }

    /// <summary>The trained tensors, in the order of the packed weights.</summary>
    public abstract IReadOnlyList<LayerTensor> Tensors { get; }

    /// <summary>The kinds of layers without a state, by the names of their attributes.</summary>
    public static IReadOnlyList<string> Attributes { get; } =
    [
        DenseShape.Name, Conv1DShape.Name, EmbeddingShape.Name, LayerNormShape.Name, ResidualShape.Name, MergeShape.Name,
        .. PointwiseType.All.Select(static type => type.Attribute),
    ];

    /// <summary>The activation of its outputs.</summary>
    public virtual ActivationShape Function => Activation.Linear;

    /// <summary>Returns the size of a tensor in the packed buffer, without padding.</summary>
    public virtual (int Rows, int Columns) SizeOf(LayerTensor tensor, int inputs) => tensor.IsMatrix ? (Units, inputs) : (1, Units);

    /// <summary>Returns the shape of a tensor in the canonical weights.</summary>
    public virtual int[] ShapeOf(LayerTensor tensor, int inputs) => tensor.IsMatrix ? [Units, inputs] : [Units];

    /// <summary>Returns the number of values of earlier steps that a state keeps for it.</summary>
    public virtual int WindowOf(int inputs) => 0;
}

/// <summary>A trained tensor of a layer.</summary>
/// <param name="Name">Its name in the canonical weights, after that of the layer.</param>
/// <param name="Kind">The content of its section of the packed buffer.</param>
internal sealed record LayerTensor(string Name, PackedKind Kind)
{
    /// <summary>Whether it has rows. Otherwise it has one value for each output.</summary>
    public bool IsMatrix => Kind is PackedKind.DenseWeight or PackedKind.Embedding;
}

/// <summary>A dense layer, y = a(W x + b).</summary>
/// <param name="Units">The number of outputs.</param>
/// <param name="Activation">The activation of the outputs.</param>
internal sealed record DenseShape(int Units, ActivationShape Activation) : FeedForwardShape(Units)
{
    /// <summary>The name of the attribute.</summary>
    public const string Name = "Dense";

    private static readonly IReadOnlyList<LayerTensor> s_tensors =
        [new("weight", PackedKind.DenseWeight), new("bias", PackedKind.DenseBias)];

    public override string Attribute => Name;

    public override IReadOnlyList<LayerTensor> Tensors => s_tensors;

    public override ActivationShape Function => Activation;
}

/// <summary>
/// Layer normalisation over the values of a step, y = gamma (x - mean x) / sqrt(var x + epsilon) + beta (Ba et al., 2016).
/// </summary>
/// <param name="Units">The number of inputs and outputs.</param>
/// <param name="Epsilon">The number that is added to the variance.</param>
internal sealed record LayerNormShape(int Units, float Epsilon) : FeedForwardShape(Units)
{
    /// <summary>The name of the attribute.</summary>
    public const string Name = "LayerNorm";

    /// <summary>The name of the attribute's property.</summary>
    public const string EpsilonName = "Epsilon";

    /// <summary>The default of PyTorch.</summary>
    public const float OrdinaryEpsilon = 1e-5f;

    private static readonly IReadOnlyList<LayerTensor> s_tensors =
        [new("weight", PackedKind.UnitWeight), new("bias", PackedKind.UnitBias)];

    public override string Attribute => Name;

    public override IReadOnlyList<LayerTensor> Tensors => s_tensors;
}

/// <summary>A layer in which each output depends on the input at its position alone.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Units">The number of inputs and outputs.</param>
/// <param name="Activation">The function of a layer that has one; otherwise linear.</param>
internal sealed record PointwiseShape(PointwiseKind Kind, int Units, ActivationShape Activation) : FeedForwardShape(Units)
{
    public override string Attribute => PointwiseType.Of(Kind).Attribute;

    public override IReadOnlyList<LayerTensor> Tensors => PointwiseType.Of(Kind).Tensors;

    public override ActivationShape Function => Activation;
}
