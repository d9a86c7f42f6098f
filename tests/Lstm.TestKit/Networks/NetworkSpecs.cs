using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.TestKit;

/// <summary>Networks as the library describes them, in the words of the tests.</summary>
internal static class NetworkSpecs
{
    /// <summary>A network of equal recurrent layers between dense layers, as the oracle takes it.</summary>
    public static NetworkSpec Of(NetworkShape network)
    {
        RecurrentShape recurrent = network.Recurrent.First();
        CellShape cell = recurrent.Cell;
        return new NetworkSpec(network.Input, cell.Hidden)
        {
            Layers = network.Recurrent.Count(),
            Bidirectional = recurrent.Bidirectional,
            Direction = recurrent.Direction,
            Gru = !cell.IsLstm,
            ResetAfter = cell.Kind != CellKind.GruResetBefore,
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
            Residual = network.Residual,
            Stem = Dense(network.Layers.TakeWhile(static layer => layer is DenseShape)),
            Head = Dense(network.Layers.Reverse().TakeWhile(static layer => layer is DenseShape).Reverse()),
        };
    }

    private static DenseSpec[] Dense(IEnumerable<LayerShape> layers) =>
        [.. layers.Cast<DenseShape>().Select(static layer => new DenseSpec(layer.Units, SpecOf(layer.Activation)))];

    private static FunctionSpec SpecOf(ActivationShape activation) => new(
        activation.Function,
        ActivationShape.HasAlpha(activation.Function) ? activation.Alpha : null,
        ActivationShape.HasBeta(activation.Function) ? activation.Beta : null);
}
