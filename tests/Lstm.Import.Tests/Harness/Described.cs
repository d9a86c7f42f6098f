using System;
using Lstm.Shared;
using Lstm.Tests;

namespace Lstm.Import.Tests;

/// <summary>Runs an imported network through the double-precision oracle, which shares no code with the library.</summary>
internal static class Described
{
    /// <summary>The outputs of a sequence from where the network starts.</summary>
    public static LstmOracleResult Run(ModelDescription model, ReadOnlySpan<float> inputs, double[][]? h0 = null, double[][]? c0 = null) =>
        LstmOracle.Run(SpecOf(model.Shape), model.Weights, inputs, h0, c0);

    /// <summary>The network, as the oracle takes it.</summary>
    public static NetworkSpec SpecOf(NetworkShape shape) => new(shape.Input, shape.Hidden)
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

    private static DenseSpec[] Chain(DenseShape? first) =>
        [.. System.Linq.Enumerable.Select(DenseShape.Chain(first), static layer => new DenseSpec(layer.Units, SpecOf(layer.Activation)))];

    private static FunctionSpec SpecOf(ActivationShape activation) => new(
        activation.Function,
        ActivationShape.HasAlpha(activation.Function) ? activation.Alpha : null,
        ActivationShape.HasBeta(activation.Function) ? activation.Beta : null);
}
