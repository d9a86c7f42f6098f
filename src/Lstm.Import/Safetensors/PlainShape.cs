using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Safetensors;

/// <summary>Derives the shape of a network from canonical weights whose file contains no declaration.</summary>
internal static class PlainShape
{
    /// <summary>The note about the assumptions.</summary>
    public const string Note =
        "The file does not contain the activations, directions and limits of its network, so the defaults are assumed. "
        + "A self-test verifies whether they are correct.";

    /// <summary>Returns the shape that the tensors show, with defaults for everything else.</summary>
    public static StackShape Of(LstmWeights weights)
    {
        LstmLayerWeights first = weights.Layers[0];
        var cell = new CellShape(first.IsGru ? CellKind.GruResetAfter : CellKind.Lstm, first.HiddenSize)
        {
            Projection = first.ProjectionSize,
            Peephole = !first.Peephole.IsEmpty,
            CoupledGates = !first.IsGru && first.GateCount == 3,
            LayerNorm = !first.GateNormWeight.IsEmpty,
        };
        return new StackShape(weights.InputSize, cell)
        {
            Layers = weights.LayerCount,
            Bidirectional = weights.IsBidirectional,
            Stem = DenseChain.Link([.. weights.Stem.Select(static layer => new DenseChain(layer.OutputSize, Activation.Linear))]),
            Head = DenseChain.Link([.. weights.Head.Select(static layer => new DenseChain(layer.OutputSize, Activation.Linear))]),
        };
    }
}
