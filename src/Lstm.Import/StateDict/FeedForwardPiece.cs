using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>Tensors that may be a module without a state.</summary>
/// <param name="Name">The name of the module.</param>
/// <param name="FirstIndex">The position of its first tensor in the file.</param>
internal abstract record FeedForwardPiece(string Name, int FirstIndex) : IPiece
{
    public abstract string Kind { get; }

    public abstract int InputSize { get; }

    public abstract int OutputSize { get; }

    /// <summary>Its tensors.</summary>
    public abstract IReadOnlyList<SourceTensor> Tensors { get; }

    /// <summary>Its name and size, for messages.</summary>
    public abstract string Described { get; }

    public bool Owns(string tensor) => Tensors.Any(own => own.Name == tensor);

    public abstract IReadOnlyList<ClassLayer> ToLayers();
}

/// <summary>Tensors that may be an nn.Linear.</summary>
/// <param name="Name">The name of the module.</param>
/// <param name="Weight">The weights, [output, input].</param>
/// <param name="Bias">The bias, [output]; null for none.</param>
/// <param name="FirstIndex">The position of its first tensor in the file.</param>
internal sealed record DensePiece(string Name, SourceTensor Weight, SourceTensor? Bias, int FirstIndex)
    : FeedForwardPiece(Name, FirstIndex)
{
    public override string Kind => "Dense";

    public override int InputSize => Weight.Shape[1];

    public override int OutputSize => Weight.Shape[0];

    public override IReadOnlyList<SourceTensor> Tensors => Bias is null ? [Weight] : [Weight, Bias];

    public override string Described => $"'{Name}' {Weight.ShapeText}";

    public override IReadOnlyList<ClassLayer> ToLayers() =>
    [
        new SourceDense(
            Name,
            Weight.File.Build(Name, () => new DenseWeights(InputSize, OutputSize, Weight.Values, Bias?.Values ?? new float[OutputSize])),
            Activation.Linear)
        {
            Origins = [Weight.As("weight"), .. Bias is null ? Array.Empty<TensorOrigin>() : [Bias.As("bias")]],
        },
    ];
}

/// <summary>Tensors that may be an nn.Conv1d. They tell neither its padding nor its dilation.</summary>
/// <param name="Name">The name of the module.</param>
/// <param name="Weight">The weights, [output, input, kernel].</param>
/// <param name="Bias">The bias, [output]; null for none.</param>
/// <param name="FirstIndex">The position of its first tensor in the file.</param>
internal sealed record ConvolutionPiece(string Name, SourceTensor Weight, SourceTensor? Bias, int FirstIndex)
    : FeedForwardPiece(Name, FirstIndex)
{
    /// <summary>The number of steps that an output depends on.</summary>
    public int Kernel => Weight.Shape[2];

    public override string Kind => "Conv1d";

    public override int InputSize => Weight.Shape[1];

    public override int OutputSize => Weight.Shape[0];

    public override IReadOnlyList<SourceTensor> Tensors => Bias is null ? [Weight] : [Weight, Bias];

    public override string Described => $"'{Name}' {Weight.ShapeText}";

    private IReadOnlyList<TensorOrigin> Origins =>
        [Weight.As("weight"), .. Bias is null ? Array.Empty<TensorOrigin>() : [Bias.As("bias")]];

    public override IReadOnlyList<ClassLayer> ToLayers()
    {
        Conv1DWeights weights = Weight.File.Build(
            Name, () => new Conv1DWeights(InputSize, OutputSize, Kernel, Weight.Values, Bias?.Values ?? new float[OutputSize]));
        return [new SourceConv1D(Name, weights, Dilation: 1, Activation.Linear) { Origins = Origins }.Simplest];
    }
}

/// <summary>Tensors that may be a normalisation or an nn.PReLU, with a value for each unit.</summary>
/// <param name="Name">The name of the module.</param>
/// <param name="FirstIndex">The position of its first tensor in the file.</param>
internal abstract record UnitsPiece(string Name, int FirstIndex) : FeedForwardPiece(Name, FirstIndex)
{
    public override int OutputSize => InputSize;

    public override string Described => $"'{Name}' ({Kind} of {InputSize})";
}

/// <summary>Tensors that may be an nn.BatchNorm1d.</summary>
/// <param name="Name">The name of the module.</param>
/// <param name="Mean">The running means, [units].</param>
/// <param name="Variance">The running variances, [units].</param>
/// <param name="Weight">The scales, [units]; null for none.</param>
/// <param name="Bias">The offsets, [units]; null for none.</param>
/// <param name="FirstIndex">The position of its first tensor in the file.</param>
internal sealed record BatchNormPiece(
    string Name, SourceTensor Mean, SourceTensor Variance, SourceTensor? Weight, SourceTensor? Bias, int FirstIndex)
    : UnitsPiece(Name, FirstIndex)
{
    /// <summary>The default of PyTorch, for all its normalisations.</summary>
    public const double OrdinaryEpsilon = 1e-5;

    private const string ToScale = "weight / sqrt(running_var + 1e-5)";
    private const string ToOffset = "bias - running_mean * scale";

    public override string Kind => "BatchNorm";

    public override int InputSize => Mean.Shape[0];

    public override IReadOnlyList<SourceTensor> Tensors => [.. new[] { Weight, Bias, Mean, Variance }.OfType<SourceTensor>()];

    public override IReadOnlyList<ClassLayer> ToLayers() =>
    [
        Mean.File.Build(Name, () => SourceUnits.BatchNorm(
            Name, Mean.Values, Checked(), OrdinaryEpsilon, Weight?.Values ?? [], Bias?.Values ?? [])) with
        {
            Origins =
            [
                Variance.As("scale", ToScale),
                Mean.As("offset", ToOffset),
                .. Weight is null ? Array.Empty<TensorOrigin>() : [Weight.As("scale", ToScale)],
                .. Bias is null ? Array.Empty<TensorOrigin>() : [Bias.As("offset", ToOffset)],
            ],
        },
    ];

    private float[] Checked() => Array.FindIndex(Variance.Values, static value => value < 0) is >= 0 and int index
        ? throw Variance.Error("variances of 0 or more", $"{Variance.Values[index]} at index {index}")
        : Variance.Values;
}

/// <summary>Tensors that may be an nn.LayerNorm.</summary>
/// <param name="Name">The name of the module.</param>
/// <param name="Weight">The scales, [units].</param>
/// <param name="Bias">The offsets, [units].</param>
/// <param name="FirstIndex">The position of its first tensor in the file.</param>
internal sealed record LayerNormPiece(string Name, SourceTensor Weight, SourceTensor Bias, int FirstIndex) : UnitsPiece(Name, FirstIndex)
{
    public override string Kind => "LayerNorm";

    public override int InputSize => Weight.Shape[0];

    public override IReadOnlyList<SourceTensor> Tensors => [Weight, Bias];

    public override IReadOnlyList<ClassLayer> ToLayers() =>
    [
        Weight.File.Build(Name, () => SourceUnits.LayerNorm(
            Name, new LayerNormWeights(Weight.Values, Bias.Values), (float)BatchNormPiece.OrdinaryEpsilon)) with
        {
            Origins = [Weight.As("weight"), Bias.As("bias")],
        },
    ];
}

/// <summary>A tensor that may be an nn.PReLU.</summary>
/// <param name="Name">The name of the module.</param>
/// <param name="Weight">The slopes, [units], or [1] for all units.</param>
/// <param name="Units">The number of units.</param>
/// <param name="FirstIndex">The position of the tensor in the file.</param>
internal sealed record PReluPiece(string Name, SourceTensor Weight, int Units, int FirstIndex) : UnitsPiece(Name, FirstIndex)
{
    public override string Kind => "PReLU";

    public override int InputSize => Units;

    /// <summary>Whether it has one slope, which fits any number of units.</summary>
    public bool IsShared => Weight.Shape[0] == 1;

    public override IReadOnlyList<SourceTensor> Tensors => [Weight];

    public override IReadOnlyList<ClassLayer> ToLayers()
    {
        float[] slopes = IsShared ? [.. Enumerable.Repeat(Weight.Values[0], Units)] : Weight.Values;
        return
        [
            Weight.File.Build(Name, () => SourceUnits.PRelu(Name, new PReluWeights(slopes))) with
            {
                Origins = [Weight.As("weight", IsShared && Units > 1 ? "the same for each unit" : "")],
            },
        ];
    }
}
