using System;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.Tests;

/// <summary>What both stand-ins do: the oracle, from a state.</summary>
internal static class OracleRun
{
    public static void Run<TSizes>(
        NetworkSpec spec,
        LstmWeights weights,
        ref ScratchState<OracleNetwork<TSizes>> state,
        ReadOnlySpan<float> inputs,
        Span<float> outputs,
        Action<float[]>? spoil)
        where TSizes : IOracleSizes
    {
        double[][] h = new double[spec.Cells][];
        double[][] c = new double[spec.Cells][];
        for (int cell = 0; cell < spec.Cells; cell++)
        {
            h[cell] = Array.ConvertAll(state.Hidden(cell).ToArray(), static value => (double)value);
            c[cell] = Array.ConvertAll(state.Cell(cell).ToArray(), static value => (double)value);
        }

        float[] result = [.. LstmOracle.Run(spec, weights, inputs, h, c).Outputs.Select(static value => (float)value)];
        spoil?.Invoke(result);
        result.CopyTo(outputs);
    }
}
