using System.Collections.Generic;
using Lstm.Import;

namespace Lstm.Tool.Commands;

/// <summary>The result of a file's self-test.</summary>
/// <param name="Exists">Whether the file contains a self-test.</param>
/// <param name="Steps">The number of steps of the self-test; 0 for none.</param>
/// <param name="Passes">Whether the self-test passes; null when there is none, and when only the generated class can run it.</param>
/// <param name="Message">Why the self-test fails or was not run; null otherwise.</param>
/// <param name="Gaps">What a self-test that passes does not prove, one sentence each; empty if no gap was found.</param>
internal sealed record SelfTestFinding(bool Exists, int Steps, bool? Passes, string? Message, IReadOnlyList<string> Gaps)
{
    public static SelfTestFinding Of(ModelDescription model)
    {
        if (model.Weights.SelfTest is not { } test)
        {
            return new SelfTestFinding(false, 0, null, null, []);
        }

        if (model.Shape.IsRandom)
        {
            return new SelfTestFinding(
                true,
                test.Steps,
                null,
                "Only the generated class can compute a stochastic forget gate. To run the self-test, use 'lstmgen verify'.",
                []);
        }

        try
        {
            model.Verify();
            return new SelfTestFinding(true, test.Steps, true, null, GapsOf(model));
        }
        catch (WeightFormatException exception)
        {
            return new SelfTestFinding(true, test.Steps, false, exception.Message, []);
        }
    }

    /// <summary>Returns what the self-test of a network does not prove, although it passes.</summary>
    public static IReadOnlyList<string> GapsOf(ModelDescription model) => SelfTestReach.Of(model.Shape, model.Weights) is { } reach
        ? reach.Sentences
        : ["The network is too large to find out which mistakes the self-test would not reveal."];
}
