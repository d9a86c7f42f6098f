using System;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>Finds out which of the known mistakes would explain that weights miss their self-test.</summary>
internal static class SelfTestDiagnosis
{
    // Multiply-adds one hypothesis may cost: about a third of a second for one that holds to the end. A wrong one ends at its first miss,
    // mostly after a step or two, so all of them together, 80 at most, stay within a second or so. Networks for which the limit does not even reach
    // the first missed step are not diagnosed: waiting would help nobody.
    private const long MostMultiplyAdds = 1L << 28;

    // A backward layer has the whole sequence to walk before its first output is known, so a wrong hypothesis costs as much as the right one.
    private const long MostMultiplyAddsOfSequence = 1L << 24;

    // What a unit's activations cost, in multiply-adds: more than anything else in a network of a few units.
    private const int ActivationCost = 64;

    // Each hypothesis also copies all weights.
    private const long MostParameters = 1L << 20;

    private const string TooLarge = "the network is too large to look for the cause";

    /// <summary>A clause that says what would explain the miss, or that nothing known does.</summary>
    public static string Explain(NetworkShape network, LstmWeights weights, SelfTestComparison comparison)
    {
        if (network.Cell.StochasticForget)
        {
            return "the forget gate is drawn: the outputs must come from the stream with seed 0, from its first step on";
        }

        LstmSelfTest test = weights.SelfTest!;
        long parameters = Parameters(weights);
        long stepCost = parameters + (long)ActivationCost * weights.Layers.Count * weights.HiddenSize;
        int steps = StepsWithin(network, test.Steps, stepCost);
        if (parameters > MostParameters || steps <= comparison.First / weights.OutputSize)
        {
            return TooLarge;
        }

        foreach (SelfTestHypothesis hypothesis in SelfTestHypotheses.Of(network, weights))
        {
            int tried = Math.Min(steps, StepsWithin(hypothesis.Network, test.Steps, stepCost));
            if (tried > 0 && Explains(weights, hypothesis, comparison.Tolerance, tried))
            {
                string how = tried < test.Steps ? $"the first {tried} steps of the self-test are met" : "the self-test is met";
                return $"{how} if {hypothesis.Explanation}";
            }
        }

        return "no other order, transpose, bias, activation, start state, direction or limit meets the self-test either";
    }

    private static long Parameters(LstmWeights weights) =>
        weights.Layers.Sum(static layer => (long)layer.Input.Length + layer.Recurrent.Length + layer.Projection.Length)
        + weights.Stem.Concat(weights.Head).Sum(static layer => (long)layer.Weight.Length);

    // A backward layer needs the last step for the first output: the whole sequence or nothing.
    private static int StepsWithin(NetworkShape network, int steps, long stepCost) => network.IsCausal
        ? (int)Math.Min(steps, MostMultiplyAdds / stepCost)
        : steps <= MostMultiplyAddsOfSequence / stepCost ? steps : 0;

    private static bool Explains(LstmWeights weights, SelfTestHypothesis hypothesis, double tolerance, int steps)
    {
        ReadOnlySpan<float> expected = weights.SelfTest!.Output;
        foreach (double[] outputs in ReferenceNetwork.RunSelfTest(hypothesis.Network, hypothesis.Mend(weights)).Take(steps))
        {
            for (int output = 0; output < outputs.Length; output++)
            {
                if (!(Math.Abs(outputs[output] - expected[output]) <= tolerance))
                {
                    return false;
                }
            }

            expected = expected[outputs.Length..];
        }

        return true;
    }
}
