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
    public static double[] Outputs(ModelDescription model, ReadOnlySpan<float> inputs)
    {
        ListSpec spec = NetworkSpecs.Of(model.Shape);
        return spec.Pool is null
            ? Run(model, inputs).Outputs
            : LstmOracle.Predict(spec, ListConversion.ValuesOf(spec, model.Weights), inputs).Outputs;
    }

    /// <summary>The outputs of a sequence, from the double reference of the library.</summary>
    public static double[] Reference(ModelDescription model, ReadOnlySpan<float> inputs)
    {
        int steps = inputs.Length / model.Weights.InputSize;
        int rows = model.Shape.Pool is null ? steps : 1;
        var test = new LstmSelfTest(steps, inputs, new float[rows * model.Weights.OutputSize]);
        double[] outputs = new double[test.Output.Length];
        foreach ((int step, double[] values) in ReferenceNetwork.RunSelfTest(model.Shape, model.WithSelfTest(test).Weights))
        {
            values.CopyTo(outputs, step * values.Length);
        }

        return outputs;
    }

    private static NetworkShape InSteps(NetworkShape network) =>
        network with { Layers = new LayerList(network.Layers.Where(static layer => layer is not PoolShape)) };
}
