using System;
using Lstm.TestKit;

namespace Lstm.Import.Tests;

/// <summary>Runs an imported network through the double-precision oracle, which shares no code with the library.</summary>
internal static class Described
{
    /// <summary>The outputs of a sequence from where the network starts.</summary>
    public static LstmOracleResult Run(ModelDescription model, ReadOnlySpan<float> inputs, double[][]? h0 = null, double[][]? c0 = null) =>
        LstmOracle.Run(NetworkSpecs.Of(model.Shape), model.Weights, inputs, h0, c0);

    /// <summary>The outputs of a sequence, for a network of any layers: of each step, or of the whole sequence.</summary>
    public static double[] Outputs(ModelDescription model, ReadOnlySpan<float> inputs) =>
        model.Shape.Pool is null ? Run(model, inputs).Outputs : Reference(model, inputs);

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
}
