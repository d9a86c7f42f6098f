using Lstm.Import;

namespace Lstm.Tool.Commands;

/// <summary>Whether a file proves itself.</summary>
/// <param name="Exists">Whether it carries a self-test.</param>
/// <param name="Steps">The steps of it.</param>
/// <param name="Passes">Whether it is met; null without one, and where only the generated class can tell.</param>
/// <param name="Message">What is wrong, if anything.</param>
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
            return new SelfTestFinding(true, test.Steps, null, "The forget gate is drawn, which the generated class alone does: 'lstmgen verify' runs it.");
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
