using System;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>Finds which known mistake would explain a failed self-test.</summary>
internal static class SelfTestDiagnosis
{
    // The limit of multiply-adds for one hypothesis: about 0.3 seconds for one that is tested to the end. Networks for which the limit does
    // not reach the first missed step are not diagnosed.
    private const long MostMultiplyAdds = 1L << 28;

    // The limit for all hypotheses together, of which there are about 80. A wrong hypothesis usually fails after a step or two. It costs as
    // much as the right one in a bidirectional network, and if the outputs differ late. Then only the likely ones are tested.
    private const long MostMultiplyAddsTogether = 1L << 30;

    // The cost of the activations per unit, and of a step per cell, in multiply-adds. They dominate in a network of a few units.
    private const int UnitCost = 64;
    private const int CellCost = 512;

    // Each hypothesis also copies all weights.
    private const long MostParameters = 1L << 20;

    /// <summary>Returns a clause that names the cause, or says that no known mistake explains the miss.</summary>
    public static string Explain(NetworkShape network, LstmWeights weights, SelfTestComparison comparison)
    {
        if (network.Cell.StochasticForget)
        {
            return "the forget gate is stochastic: the outputs must come from the random stream with seed 0, from its first step on";
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
            // A bidirectional network computes every step before the first one can be compared.
            int steps = StepsWithin(hypothesis.Network, test.Steps, stepCost);
            if (left < (hypothesis.Network.Bidirectional ? steps : 1) * stepCost)
            {
                return "the likely causes do not explain it, and the network is too large to look for others";
            }

            int met = StepsMet(weights, hypothesis, comparison.Tolerance, steps);
            if (steps > 0 && met == steps)
            {
                string how = steps < test.Steps ? $"the first {steps} steps of the self-test pass" : "the self-test passes";
                return $"{how} if {hypothesis.Explanation}";
            }

            left -= (hypothesis.Network.Bidirectional ? steps : Math.Min(met + 1, steps)) * stepCost;
        }

        return "the self-test fails with every other order, transpose, bias, activation, initial state, direction, limit and residual, too";
    }

    private static long Parameters(LstmWeights weights) =>
        weights.Layers.Sum(static layer => (long)layer.Input.Length + layer.Recurrent.Length + layer.Projection.Length)
        + weights.Stem.Concat(weights.Head).Sum(static layer => (long)layer.Weight.Length);

    // A forward network can be judged by its first steps. Any other needs the whole sequence.
    private static int StepsWithin(NetworkShape network, int steps, long stepCost)
    {
        int most = (int)Math.Min(steps, MostMultiplyAdds / stepCost);
        return network.IsCausal || most == steps ? most : 0;
    }

    // Returns the number of steps before the first miss, in the order of the computation.
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
