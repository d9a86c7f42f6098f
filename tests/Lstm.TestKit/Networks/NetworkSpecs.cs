using System.Linq;
using Lstm.Shared;

namespace Lstm.TestKit;

/// <summary>Networks as the library describes them, in the words of the tests.</summary>
internal static class NetworkSpecs
{
    /// <summary>The network, as the oracle takes it.</summary>
    public static NetworkSpec Of(StackShape shape) => new(shape.Input, shape.Hidden)
    {
        Layers = shape.Layers,
        Bidirectional = shape.Bidirectional,
        Direction = shape.Direction,
        Gru = !shape.Cell.IsLstm,
        ResetAfter = shape.Cell.Kind != CellKind.GruResetBefore,
        Projection = shape.Cell.Projection,
        Peephole = shape.Cell.Peephole,
        CoupledGates = shape.Cell.CoupledGates,
        LayerNorm = shape.Cell.LayerNorm,
        LayerNormEpsilon = shape.Cell.LayerNormEpsilon,
        StochasticForget = shape.Cell.StochasticForget,
        GateActivation = SpecOf(shape.Cell.GateActivation),
        CellActivation = SpecOf(shape.Cell.CellActivation),
        HiddenActivation = SpecOf(shape.Cell.HiddenActivation),
        Clip = shape.Cell.Clip,
        CellClip = shape.Cell.CellClip,
        Residual = shape.Residual,
        Stem = Chain(shape.Stem),
        Head = Chain(shape.Head),
    };

    private static DenseSpec[] Chain(DenseChain? first) =>
        [.. DenseChain.Chain(first).Select(static layer => new DenseSpec(layer.Units, SpecOf(layer.Activation)))];

    private static FunctionSpec SpecOf(ActivationShape activation) => new(
        activation.Function,
        ActivationShape.HasAlpha(activation.Function) ? activation.Alpha : null,
        ActivationShape.HasBeta(activation.Function) ? activation.Beta : null);
}
