using System;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>Finds out which of the known mistakes would explain that weights miss their self-test.</summary>
internal static class SelfTestDiagnosis
{
    // Multiply-adds one hypothesis may cost: about a third of a second for one that holds to the end. A wrong one ends at its first miss,
    // mostly after a step or two, so all of them together, some 80, stay within a second or so. Networks for which the limit does not even reach
    // the first missed step are not diagnosed: waiting would help nobody.
    // Where two directions must meet, a wrong hypothesis costs as much as the right one, and the same limit holds for all of them together: then only the
    // likely ones are tried.
    private const long MostMultiplyAdds = 1L << 28;

    // What activations cost for each unit, and a step for each cell, in multiply-adds: more than anything else in a network of a few units.
    private const int UnitCost = 64;
    private const int CellCost = 512;

    // Each hypothesis also copies all weights.
    private const long MostParameters = 1L << 20;

    /// <summary>A clause that says what would explain the miss, or that nothing known does.</summary>
    public static string Explain(NetworkShape network, LstmWeights weights, SelfTestComparison comparison)
    {
        if (network.Cell.StochasticForget)
        {
            return "the forget gate is drawn: the outputs must come from the stream with seed 0, from its first step on";
        }

        LstmSelfTest test = weights.SelfTest!;
        long parameters = Parameters(weights);
        long stepCost = parameters + weights.Layers.Count * (CellCost + (long)UnitCost * weights.HiddenSize);
        if (parameters > MostParameters || StepsWithin(network, test.Steps, stepCost) <= comparison.First / weights.OutputSize)
        {
            return "the network is too large to look for the cause";
        }

        long left = MostMultiplyAdds;
        foreach (SelfTestHypothesis hypothesis in SelfTestHypotheses.Of(network, weights))
        {
            left -= hypothesis.Network.Bidirectional ? stepCost * test.Steps : 0;
            if (left < 0)
            {
                return "the likely causes do not explain it, and the network is too large to look for others";
            }

            int steps = StepsWithin(hypothesis.Network, test.Steps, stepCost);
            if (steps > 0 && Explains(weights, hypothesis, comparison.Tolerance, steps))
            {
                string how = steps < test.Steps ? $"the first {steps} steps of the self-test are met" : "the self-test is met";
                return $"{how} if {hypothesis.Explanation}";
            }
        }

        return "no other order, transpose, bias, activation, start state, direction, limit or residual meets the self-test either";
    }

    private static long Parameters(LstmWeights weights) =>
        weights.Layers.Sum(static layer => (long)layer.Input.Length + layer.Recurrent.Length + layer.Projection.Length)
        + weights.Stem.Concat(weights.Head).Sum(static layer => (long)layer.Weight.Length);

    // A network that walks forward may be judged by its first steps; any other needs the whole sequence.
    private static int StepsWithin(NetworkShape network, int steps, long stepCost)
    {
        int most = (int)Math.Min(steps, MostMultiplyAdds / stepCost);
        return network.IsCausal || most == steps ? most : 0;
    }

    private static bool Explains(LstmWeights weights, SelfTestHypothesis hypothesis, double tolerance, int steps)
    {
        ReadOnlySpan<float> all = weights.SelfTest!.Output;
        foreach ((int step, double[] outputs) in ReferenceNetwork.RunSelfTest(hypothesis.Network, hypothesis.Mend(weights)).Take(steps))
        {
            ReadOnlySpan<float> expected = all.Slice(step * outputs.Length, outputs.Length);
            for (int output = 0; output < outputs.Length; output++)
            {
                if (!(Math.Abs(outputs[output] - expected[output]) <= tolerance))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
