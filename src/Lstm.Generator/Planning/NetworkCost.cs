using System;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>The cost of a network, counted in the layouts of its weights and of its state.</summary>
/// <param name="Parameters">The number of trained parameters, with biases.</param>
/// <param name="MultiplyAdds">The multiply-adds of a step's matrices, projections and peepholes, without padding.</param>
/// <param name="StateBytes">The size of a state.</param>
/// <param name="WeightBytes">The size of the packed weights, with constants and padding.</param>
internal sealed record NetworkCost(long Parameters, long MultiplyAdds, int StateBytes, long WeightBytes)
{
    public static NetworkCost Of(NetworkShape shape)
    {
        // Integer weights are stored in pairs and have scales, but stand for the same parameters as floats.
        PackedLayout floats = PackedLayout.For(shape with { Precision = LstmPrecision.Single });
        return new NetworkCost(
            floats.Sections.Sum(section => (long)Parts(section, shape).Count * Parts(section, shape).Width),
            floats.Sections.Sum(section => (long)Parts(section, shape).Multiplied * Parts(section, shape).Width),
            sizeof(float) * new StatePlan(shape).Length,
            sizeof(float) * (long)PackedLayout.For(shape).Length);
    }

    /// <summary>
    /// Returns the parameters of a section as a matrix without padding: the number of its rows, how many of them are multiplied with
    /// something (a bias and a normalisation are not), and their width.
    /// </summary>
    private static (int Count, int Multiplied, int Width) Parts(PackedSection section, NetworkShape shape)
    {
        int sums = section.Sums.Length;
        int rows = section.Rows * sums;
        return section.Kind switch
        {
            PackedKind.Input => (rows, rows - sums, Units(section, shape)),
            PackedKind.Recurrent or PackedKind.Candidate => (rows, rows, Units(section, shape)),
            PackedKind.RecurrentBias => (rows, 0, Units(section, shape)),
            PackedKind.Peephole => (rows, rows, shape.Hidden),
            PackedKind.GateNormWeight or PackedKind.GateNormBias or PackedKind.CellNormWeight or PackedKind.CellNormBias =>
                (rows, 0, shape.Hidden),
            PackedKind.Projection => (section.Rows, section.Rows, shape.Hidden),
            PackedKind.DenseWeight => (section.Rows, section.Rows, shape.DenseLayers().ElementAt(section.Index).Inputs),
            PackedKind.DenseBias => (1, 0, shape.DenseLayers().ElementAt(section.Index).Layer.Units),
            _ => (0, 0, 0),
        };
    }

    /// <summary>Returns the number of units in the tiles of a section.</summary>
    private static int Units(PackedSection section, NetworkShape shape)
    {
        int first = section.Group.FirstBlock * NetworkShape.Lanes;
        int end = first + section.Group.Tiles * section.Group.BlocksPerTile * NetworkShape.Lanes;
        return Math.Min(end, shape.Hidden) - first;
    }
}
