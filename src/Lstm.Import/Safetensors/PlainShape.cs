using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Safetensors;

/// <summary>What canonical weights tell of their network where their file does not say which declaration they belong to.</summary>
internal static class PlainShape
{
    /// <summary>What was taken for granted.</summary>
    public const string Note =
        "The file does not say which activations, directions and limits its network has: the plain ones were taken. A self-test would show whether they are right.";

    /// <summary>The network with everything plain that no tensor shows.</summary>
    public static NetworkShape Of(LstmWeights weights)
    {
        LstmLayerWeights first = weights.Layers[0];
        var cell = new CellShape(first.IsGru ? CellKind.GruResetAfter : CellKind.Lstm, first.HiddenSize)
        {
            Projection = first.ProjectionSize,
            Peephole = !first.Peephole.IsEmpty,
            CoupledGates = !first.IsGru && first.GateCount == 3,
            LayerNorm = !first.GateNormWeight.IsEmpty,
        };
        return new NetworkShape(weights.InputSize, cell)
        {
            Layers = weights.LayerCount,
            Bidirectional = weights.IsBidirectional,
            Stem = DenseShape.Link([.. weights.Stem.Select(static layer => new DenseShape(layer.OutputSize, Activation.Linear))]),
            Head = DenseShape.Link([.. weights.Head.Select(static layer => new DenseShape(layer.OutputSize, Activation.Linear))]),
        };
    }
}
