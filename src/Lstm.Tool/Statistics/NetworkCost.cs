using System.Linq;
using Lstm.Import;
using Lstm.Shared;

namespace Lstm.Tool.Statistics;

/// <summary>The size and cost of a network.</summary>
/// <param name="Parameters">The number of trained parameters, with biases.</param>
/// <param name="MultiplyAddsPerStep">The multiply-adds of a step's matrices, projections and peepholes.</param>
/// <param name="StateBytes">The size of the generated class's State in bytes.</param>
internal sealed record NetworkCost(long Parameters, long MultiplyAddsPerStep, int StateBytes)
{
    public static NetworkCost Of(ModelDescription model)
    {
        LstmWeights weights = model.Weights;
        long multiplyAdds =
            weights.Layers.Sum(static layer =>
                (long)layer.Input.Length + layer.Recurrent.Length + layer.Projection.Length + layer.Peephole.Length)
            + weights.Sequence.OfType<DenseWeights>().Sum(static layer => (long)layer.Weight.Length);
        return new NetworkCost(
            model.Layers.Sum(static layer => layer.Parameters),
            multiplyAdds,
            sizeof(float) * new StatePlan(model.Shape).Length);
    }
}
