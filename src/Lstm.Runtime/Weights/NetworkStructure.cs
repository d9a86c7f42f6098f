using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// What the weights of a network show: the layers, without directions of single layers and without the options that no tensor depends on.
/// Weights fit a network if both have the same structure.
/// </summary>
internal static class NetworkStructure
{
    /// <summary>Returns the structure of a network: its layers that have weights, and merges, which change the size of a vector.</summary>
    public static LayerList Of(NetworkShape network) =>
        new(network.Layers.Where(static layer => layer.HasWeights || layer is MergeShape).Select(Of));

    /// <summary>Returns the structure of weights.</summary>
    public static LayerList Of(LstmWeights weights) => new(weights.Sequence.SelectMany(static layer =>
        layer is RecurrentWeights { IsMerged: true }
            ? (LayerShape[])[layer.Structure, new MergeShape(Merging.Sum, layer.OutputSize)]
            : [layer.Structure]));

    /// <summary>Returns a cell whose options are the default ones unless its tensors depend on them.</summary>
    public static CellShape Of(CellShape cell)
    {
        CellTensor[] tensors = [.. CellTensors.Of(cell, inputs: 1)];
        CellShape WithFewer(CellShape fewer, CellShape other) => CellTensors.Of(fewer, inputs: 1).SequenceEqual(tensors) ? fewer : other;

        // Two kinds can have one attribute, as the two GRUs.
        CellKind first = CellType.OfAttribute(CellType.Of(cell.Kind).Attribute)!.Kind;
        CellShape structure = WithFewer(cell with { Kind = first }, cell);
        foreach (CellOption option in CellOptions.Of(structure.Kind))
        {
            structure = WithFewer(
                option switch
                {
                    FlagOption flag => flag.With(structure, flag.Ordinary),
                    SizeOption size => size.With(structure, 0),
                    NumberOption number => number.With(structure, number.Ordinary),
                    FunctionOption function => function.With(structure, function.Ordinary),
                    _ => structure,
                },
                structure);
        }

        return structure;
    }

    private static LayerShape Of(LayerShape layer) => layer switch
    {
        RecurrentShape recurrent => new RecurrentShape(Of(recurrent.Cell)) { Bidirectional = recurrent.Bidirectional },
        DenseShape dense => dense with { Activation = Activation.Linear },
        Conv1DShape convolution => convolution with { Dilation = 1, Activation = Activation.Linear },
        PointwiseShape pointwise => pointwise with { Activation = Activation.Linear },
        MergeShape merge => merge with { Merging = Merging.Sum },
        LayerNormShape norm => norm with { Epsilon = LayerNormShape.OrdinaryEpsilon },
        _ => layer,
    };

    /// <summary>
    /// Returns whether the recurrent layers of a structure follow each other and are equal, so that dense layers are only before and after
    /// them.
    /// </summary>
    public static bool IsStack(LayerList structure)
    {
        List<LayerShape> middle =
            [.. structure.SkipWhile(static layer => layer is DenseShape).Reverse().SkipWhile(static layer => layer is DenseShape)];
        return middle.TrueForAll(layer => layer.Equals(middle[0]));
    }
}
