using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>Finds which known mistake would explain a failed self-test.</summary>
internal static class SelfTestDiagnosis
{
    // The limit of multiply-adds for one hypothesis: about 0.3 seconds for one that is tested to the end. Networks for which the limit does
    // not reach the first missed step are not diagnosed.
    private const long MostMultiplyAdds = 1L << 28;

    // The limit for all hypotheses together, of which there are about 100. A wrong one usually fails after a step or two. It costs as
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
        if (network.IsRandom)
        {
            return "the forget gate is stochastic: the outputs must come from the random stream with seed 0, from its first step on";
        }

        LstmSelfTest test = weights.SelfTest!;
        long parameters = Parameters(weights);
        long stepCost = parameters + weights.Layers.Sum(static cell => CellCost + (long)UnitCost * cell.HiddenSize);
        if (parameters > MostParameters || StepsWithin(network, test.Steps, stepCost) <= comparison.First / weights.OutputSize)
        {
            return "the network is too large to look for the cause";
        }

        long left = MostMultiplyAddsTogether;
        List<string> tried = [];
        foreach (SelfTestHypothesis hypothesis in SelfTestHypotheses.Of(network, weights))
        {
            // A network of both directions computes every step before the first one can be compared.
            int steps = StepsWithin(hypothesis.Network, test.Steps, stepCost);
            if (left < (ReferenceNetwork.IsLazy(hypothesis.Network) ? 1 : steps) * stepCost)
            {
                return $"the likely mistakes do not explain it ({Listed(tried)}), and the network is too large to try others"
                    + Remark(network, weights, comparison);
            }

            if (hypothesis.Family != SelfTestHypotheses.Same && tried.LastOrDefault() != hypothesis.Family)
            {
                tried.Add(hypothesis.Family);
            }

            int met = StepsMet(hypothesis.Mend(weights), hypothesis.Network, comparison.Tolerance, steps);
            if (steps > 0 && met == steps)
            {
                string how = steps < test.Steps ? $"the first {steps} steps of the self-test pass" : "the self-test passes";
                return $"{how} if {hypothesis.Explanation}";
            }

            left -= (ReferenceNetwork.IsLazy(hypothesis.Network) ? Math.Min(met + 1, steps) : steps) * stepCost;
        }

        return $"no known mistake explains it ({Listed(tried)})" + Remark(network, weights, comparison);
    }

    /// <summary>
    /// Returns the known mistakes that weights could have although they pass their self-test: the self-test passes with each of them, too.
    /// Null if the network is too large to find out.
    /// </summary>
    public static IReadOnlyList<string>? NotExcluded(NetworkShape network, LstmWeights weights, double tolerance)
    {
        LstmSelfTest test = weights.SelfTest!;
        long parameters = Parameters(weights);
        long stepCost = parameters + weights.Layers.Sum(static cell => CellCost + (long)UnitCost * cell.HiddenSize);
        if (network.IsRandom || parameters > MostParameters || test.Steps * stepCost > MostMultiplyAdds)
        {
            return null;
        }

        long left = MostMultiplyAddsTogether;
        uint checksum = weights.Checksum;
        List<string> passing = [];
        foreach (SelfTestHypothesis hypothesis in SelfTestHypotheses.Of(network, weights))
        {
            LstmWeights mended = hypothesis.Mend(weights);
            bool isOther = hypothesis.Network != network || mended.Checksum != checksum;
            if (hypothesis.Family == SelfTestHypotheses.Same || !isOther)
            {
                continue;
            }

            int met = StepsMet(mended, hypothesis.Network, tolerance, test.Steps);
            if (met == test.Steps)
            {
                passing.Add(hypothesis.Explanation);
            }

            left -= (ReferenceNetwork.IsLazy(hypothesis.Network) ? Math.Min(met + 1, test.Steps) : test.Steps) * stepCost;
            if (left < 0)
            {
                return null;
            }
        }

        return passing;
    }

    /// <summary>Returns whether weights pass their self-test in double precision, with a given tolerance.</summary>
    public static bool Passes(NetworkShape network, LstmWeights weights, double tolerance) =>
        StepsMet(weights, network, tolerance, weights.SelfTest!.Steps) == weights.SelfTest.Steps;

    private static string Listed(List<string> tried) => $"tried: {string.Join(", ", tried)}";

    // Causes that no hypothesis can prove.
    private static string Remark(NetworkShape network, LstmWeights weights, SelfTestComparison comparison)
    {
        bool fades = ReferenceNetwork.IsLazy(network) && comparison.Fades(network.Cells[0].IsBackward);
        return fades ? "; the errors fade over the steps, so the test probably starts from a state that the file does not contain"
            : ExchangedTensors.Equal(network, weights) is { } equal ? $"; {equal}"
            : "";
    }

    private static long Parameters(LstmWeights weights) =>
        weights.Layers.Sum(static layer => (long)layer.Input.Length + layer.Recurrent.Length + layer.Projection.Length)
        + weights.Sequence.OfType<DenseWeights>().Sum(static layer => (long)layer.Weight.Length);

    // A forward network can be judged by its first steps. Any other needs the whole sequence.
    private static int StepsWithin(NetworkShape network, int steps, long stepCost)
    {
        int most = (int)Math.Min(steps, MostMultiplyAdds / stepCost);
        return (network.IsCausal && network.Pool is null) || most == steps ? most : 0;
    }

    // Returns the number of steps before the first miss, in the order of the computation.
    private static int StepsMet(LstmWeights weights, NetworkShape network, double tolerance, int steps)
    {
        int met = 0;
        ReadOnlySpan<float> all = weights.SelfTest!.Output;
        foreach ((int step, double[] outputs) in ReferenceNetwork.RunSelfTest(network, weights).Take(steps))
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

        // One output stands for all steps.
        return network.Pool is null ? met : steps;
    }
}
