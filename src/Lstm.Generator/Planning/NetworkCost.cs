using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>The cost of a network, counted in its shape and in the layouts of its weights and of its state.</summary>
/// <param name="Parameters">The number of trained parameters, with biases.</param>
/// <param name="MultiplyAdds">The multiply-adds of a step's matrices, projections and peepholes, without padding.</param>
/// <param name="StateBytes">The size of a state.</param>
/// <param name="WeightBytes">The size of the packed weights, with constants and padding.</param>
internal sealed record NetworkCost(long Parameters, long MultiplyAdds, int StateBytes, long WeightBytes)
{
    public static NetworkCost Of(NetworkShape network)
    {
        // Integer weights are stored in pairs and have scales, but stand for the same parameters as floats.
        PackedLayout floats = PackedLayout.For(network with { Precision = LstmPrecision.Single });
        return new NetworkCost(
            ParameterCounts.Of(network),
            floats.Sections.Sum(section => MultiplyAddsOf(section, network)),
            sizeof(float) * new StatePlan(network).Length,
            sizeof(float) * (long)PackedLayout.For(network.Folded()).Length);
    }

    /// <summary>Returns the multiply-adds of a section without padding. A bias and a normalisation are not multiplied.</summary>
    private static long MultiplyAddsOf(PackedSection section, NetworkShape network)
    {
        long rows = section.Rows * section.Sums.Length;
        int hidden = section.Cell >= 0 ? network.Cells[section.Cell].Shape.Hidden : 0;
        (int first, int end) = section.Group.UnitsOf(hidden);
        return section.Kind switch
        {
            PackedKind.Input => (rows - section.Sums.Length) * (end - first),
            PackedKind.Recurrent or PackedKind.Candidate => rows * (end - first),
            PackedKind.Peephole => rows * hidden,
            PackedKind.Projection => (long)section.Rows * hidden,
            PackedKind.DenseWeight => (long)section.Rows * network.InputOf(section.Layer),
            _ => 0,
        };
    }
}
