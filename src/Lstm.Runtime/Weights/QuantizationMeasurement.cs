using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>Measures the errors that quantized weights cause.</summary>
internal static class QuantizationMeasurement
{
    private const int MostSteps = 1000;
    private const int FewestSteps = 32;

    // The limit for one run in double precision: about 0.05 seconds.
    private const long MostMultiplyAdds = 1L << 26;

    /// <summary>Measures a network's weights in the precision of its network.</summary>
    public static QuantizationReport Of(LstmWeights weights, NetworkShape network)
    {
        QuantizedNetwork quantized = QuantizedNetwork.Of(weights, network);
        int steps = 0;
        double largest = 0;
        double error = 0;
        foreach (LstmSelfTest input in Inputs(weights))
        {
            LstmWeights exact = WeightMending.WithSelfTest(weights, input);
            LstmWeights rounded = WeightMending.WithSelfTest(quantized.Weights, input);
            IEnumerable<(double[] Right, double[] Found, int Step)> runs = ReferenceNetwork.RunSelfTest(network, exact).Zip(
                ReferenceNetwork.RunSelfTest(network, rounded, quantized.Roundings),
                static (one, other) => (one.Outputs, other.Outputs, one.Step));
            foreach ((double[] right, double[] found, int step) in runs)
            {
                for (int output = 0; output < right.Length; output++)
                {
                    double added = network.Residual ? input.Input[step * weights.InputSize + output] : 0;
                    largest = Math.Max(largest, Math.Abs(right[output] - added));
                    error = Math.Max(error, Math.Abs(found[output] - right[output]));
                }

                steps++;
            }
        }

        return new QuantizationReport
        {
            Precision = network.Precision,
            Steps = steps,
            LargestError = error,
            LargestOutput = largest,
            LargestWeightError = quantized.LargestWeightError,
            WeightBytes = BytesOf(network),
            SingleWeightBytes = BytesOf(network with { Precision = LstmPrecision.Single }),
        };
    }

    private static long BytesOf(NetworkShape network) => sizeof(float) * (long)PackedLayout.For(network.Folded()).Length;

    private static IEnumerable<LstmSelfTest> Inputs(LstmWeights weights)
    {
        long cost = weights.Layers.Sum(static layer => (long)layer.Input.Length + layer.Recurrent.Length)
            + weights.Sequence.OfType<DenseWeights>().Sum(static layer => (long)layer.Weight.Length);
        int steps = (int)Math.Clamp(MostMultiplyAdds / cost, FewestSteps, MostSteps);
        yield return WithoutOutputs(weights, steps, PseudoRandom(steps * weights.InputSize));
        if (weights.SelfTest is { } test)
        {
            yield return WithoutOutputs(weights, test.Steps, test.Input, test.StartHidden, test.StartCell);
        }
    }

    // The inputs are passed as a self-test, whose outputs are ignored.
    private static LstmSelfTest WithoutOutputs(
        LstmWeights weights,
        int steps,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> startHidden = default,
        ReadOnlySpan<float> startCell = default) =>
        new(steps, input, new float[steps * weights.OutputSize], startHidden, startCell);

    /// <summary>Returns uniform numbers in [-1, 1) from a linear congruential generator (Knuth's MMIX). They are always the same.</summary>
    private static float[] PseudoRandom(int count)
    {
        float[] values = new float[count];
        ulong state = 1;
        for (int index = 0; index < count; index++)
        {
            state = unchecked(state * 6364136223846793005 + 1442695040888963407);
            values[index] = (int)(state >> 40) / (float)(1 << 23) - 1;
        }

        return values;
    }
}
