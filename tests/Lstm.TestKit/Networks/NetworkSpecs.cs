using System;
using System.Linq;
using Lstm.Shared;

namespace Lstm.TestKit;

/// <summary>Networks as the library describes them, in the words of the tests.</summary>
internal static class NetworkSpecs
{
    /// <summary>The network, as the oracle takes it.</summary>
    public static ListSpec Of(NetworkShape network) => new(network.Input, [.. network.Layers.Select(Of)])
    {
        Residual = network.Residual,
        Precision = network.Precision,
        Arithmetic = network.Arithmetic,
    };

    /// <summary>Whether the library has all cells of a network.</summary>
    public static bool IsKnown(ListSpec spec) =>
        spec.Recurrent.All(static layer => CellType.All.Any(type => type.Kind.ToString() == layer.Form.ToString()));

    private static LayerSpec Of(LayerShape layer) => layer switch
    {
        DenseShape dense => new DenseSpec(dense.Units, SpecOf(dense.Activation)),
        Conv1DShape convolution => new Conv1DSpec(convolution.Units, convolution.Kernel, SpecOf(convolution.Activation))
        {
            Dilation = convolution.Dilation,
        },
        EmbeddingShape embedding => new EmbeddingSpec(embedding.Vocabulary, embedding.Units),
        LayerNormShape norm => new LayerNormSpec(norm.Units) { Epsilon = norm.Epsilon },
        PointwiseShape { Kind: PointwiseKind.Affine } affine => new AffineSpec(affine.Units),
        PointwiseShape { Kind: PointwiseKind.PRelu } slopes => new PReluSpec(slopes.Units),
        PointwiseShape { Kind: PointwiseKind.Function } function => new ActivationSpec(function.Units, SpecOf(function.Activation)),
        ResidualShape residual => new ResidualSpec(residual.Units, residual.Layers),
        MergeShape merge => new MergeSpec(merge.Units, merge.Merging),
        PoolShape pool => new PoolSpec(pool.Units, pool.Pooling),
        RecurrentShape { Cell: CellShape cell } recurrent => new RecurrentSpec(FormOf(cell.Kind), cell.Hidden)
        {
            Bidirectional = recurrent.Bidirectional,
            Direction = recurrent.Direction,
            Projection = cell.Projection,
            Peephole = cell.Peephole,
            CoupledGates = cell.CoupledGates,
            LayerNorm = cell.LayerNorm,
            LayerNormEpsilon = cell.LayerNormEpsilon,
            StochasticForget = cell.StochasticForget,
            GateActivation = SpecOf(cell.GateActivation),
            CellActivation = SpecOf(cell.CellActivation),
            HiddenActivation = SpecOf(cell.HiddenActivation),
            Clip = cell.Clip,
            CellClip = cell.CellClip,
        },
        _ => throw new ArgumentException($"Expected a layer, found {layer}.", nameof(layer)),
    };

    // The two name the cells alike.
    private static CellForm FormOf(CellKind kind) => Enum.Parse<CellForm>(kind.ToString());

    private static FunctionSpec SpecOf(ActivationShape activation) => new(
        activation.Function,
        ActivationShape.HasAlpha(activation.Function) ? activation.Alpha : null,
        ActivationShape.HasBeta(activation.Function) ? activation.Beta : null);
}
