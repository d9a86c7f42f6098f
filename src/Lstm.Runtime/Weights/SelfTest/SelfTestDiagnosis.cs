using System;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>Finds out which of the known mistakes would explain that weights miss their self-test.</summary>
internal static class SelfTestDiagnosis
{
    // Multiply-adds one hypothesis may cost: about a third of a second for one that holds to the end. Networks for which the limit does not even
    // reach the first missed step are not diagnosed: waiting would help nobody.
    private const long MostMultiplyAdds = 1L << 28;

    // What all of them, some 80, may cost together. A wrong hypothesis ends at its first miss, mostly after a step or two; but where two directions must
    // meet it costs as much as the right one, and so it does where the outputs tell it from the right one late. Then only the likely ones are tried.
    private const long MostMultiplyAddsTogether = 1L << 30;

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

        long left = MostMultiplyAddsTogether;
        foreach (SelfTestHypothesis hypothesis in SelfTestHypotheses.Of(network, weights))
        {
            // Two directions compute every step before the first one can be judged.
            int steps = StepsWithin(hypothesis.Network, test.Steps, stepCost);
            if (left < (hypothesis.Network.Bidirectional ? steps : 1) * stepCost)
            {
                return "the likely causes do not explain it, and the network is too large to look for others";
            }

            int met = StepsMet(weights, hypothesis, comparison.Tolerance, steps);
            if (steps > 0 && met == steps)
            {
                string how = steps < test.Steps ? $"the first {steps} steps of the self-test are met" : "the self-test is met";
                return $"{how} if {hypothesis.Explanation}";
            }

            left -= (hypothesis.Network.Bidirectional ? steps : Math.Min(met + 1, steps)) * stepCost;
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

    // The steps before the first miss, in the order in which the network walks.
    private static int StepsMet(LstmWeights weights, SelfTestHypothesis hypothesis, double tolerance, int steps)
    {
        int met = 0;
        ReadOnlySpan<float> all = weights.SelfTest!.Output;
        foreach ((int step, double[] outputs) in ReferenceNetwork.RunSelfTest(hypothesis.Network, hypothesis.Mend(weights)).Take(steps))
        {
            ReadOnlySpan<float> expected = all.Slice(step * outputs.Length, outputs.Length);
            for (int output = 0; output < outputs.Length; output++)
            {
                if (!(Math.Abs(outputs[output] - expected[output]) <= tolerance))
                {
                    return met;
                }
            }

            met++;
        }

        return met;
    }
}
