using Lstm.Import;

namespace Lstm.Tool.Commands;

/// <summary>The result of a file's self-test.</summary>
/// <param name="Exists">Whether the file contains a self-test.</param>
/// <param name="Steps">The number of steps of the self-test; 0 for none.</param>
/// <param name="Passes">Whether the self-test passes; null when there is none, and when only the generated class can run it.</param>
/// <param name="Message">Why the self-test fails or was not run; null otherwise.</param>
internal sealed record SelfTestFinding(bool Exists, int Steps, bool? Passes, string? Message)
{
    public static SelfTestFinding Of(ModelDescription model)
    {
        if (model.Weights.SelfTest is not { } test)
        {
            return new SelfTestFinding(false, 0, null, null);
        }

        if (model.Shape.Cell.StochasticForget)
        {
            return new SelfTestFinding(
                true,
                test.Steps,
                null,
                "Only the generated class can compute a stochastic forget gate. To run the self-test, use 'lstmgen verify'.");
        }

        try
        {
            model.Verify();
            return new SelfTestFinding(true, test.Steps, true, null);
        }
        catch (WeightFormatException exception)
        {
            return new SelfTestFinding(true, test.Steps, false, exception.Message);
        }
    }
}
