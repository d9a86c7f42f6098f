using System;
using System.Linq;
using Lstm.Shared;
using Lstm.TestKit;

namespace Lstm.Import.Tests;

/// <summary>Runs an imported network through the double-precision oracle, which shares no code with the library.</summary>
internal static class Described
{
    /// <summary>The outputs of each step of a sequence from where the network starts, as if it had no pool.</summary>
    public static LstmOracleResult Run(ModelDescription model, ReadOnlySpan<float> inputs, double[][]? h0 = null, double[][]? c0 = null) =>
        LstmOracle.Run(NetworkSpecs.Of(InSteps(model.Shape)), model.Weights, inputs, h0, c0);

    /// <summary>The outputs of a sequence, for a network of any layers: of each step, or one for the sequence.</summary>
    public static double[] Outputs(ModelDescription model, ReadOnlySpan<float> inputs) =>
        model.Shape.Pool is { } pool ? Pooled(model, pool, inputs) : Run(model, inputs).Outputs;

    private static NetworkShape InSteps(NetworkShape network) =>
        network with { Layers = new LayerList(network.Layers.Where(static layer => layer is not PoolShape)) };

    // The layers before the pool run over the sequence, those after it once.
    private static double[] Pooled(ModelDescription model, PoolShape pool, ReadOnlySpan<float> inputs)
    {
        LayerShape[] layers = [.. model.Shape.Layers];
        int place = Array.IndexOf(layers, pool);
        ListSpec spec = NetworkSpecs.Of(InSteps(model.Shape));
        ListWeights weights = ListConversion.ValuesOf(spec, model.Weights);
        double[][] steps =
        [
            .. LstmOracle.Run(
                spec with { Layers = [.. spec.Layers.Take(place)] }, weights with { Layers = [.. weights.Layers.Take(place)] }, inputs)
                .Outputs.Chunk(pool.Units),
        ];
        double[] vector = pool.Pooling switch
        {
            Pooling.Last => steps[^1],
            Pooling.Mean => [.. Enumerable.Range(0, pool.Units).Select(unit => steps.Average(step => step[unit]))],
            Pooling.Max => [.. Enumerable.Range(0, pool.Units).Select(unit => steps.Max(step => step[unit]))],
            _ => Final(steps, (RecurrentShape)layers[place - 1]),
        };
        return spec.Layers.Zip(weights.Layers).Skip(place)
            .Aggregate(vector, static (values, layer) => OracleLayers.Step(layer.First, layer.Second, values));
    }

    // A backward direction ends at the first step.
    private static double[] Final(double[][] steps, RecurrentShape layer) =>
        layer.Bidirectional ? [.. steps[^1].Take(layer.Cell.Width), .. steps[0].Skip(layer.Cell.Width)]
            : layer.Direction == Direction.Backward ? steps[0] : steps[^1];
}
