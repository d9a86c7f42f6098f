using System;
using Lstm.CompilerServices;
using Lstm.Import;
using Lstm.Tool.Compilation;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>How the outputs of the generated class compare with those of a self-test.</summary>
/// <param name="Passes">Whether all are within the tolerance.</param>
/// <param name="Steps">Steps that were run.</param>
/// <param name="Tolerance">The largest error that passes.</param>
/// <param name="LargestError">The largest error there is.</param>
/// <param name="Misses">Values past the tolerance.</param>
/// <param name="FirstStep">The step of the first of them, from 0; null without one.</param>
/// <param name="FirstOutput">Its output, from 0.</param>
/// <param name="Cause">The known mistake that would explain it, or that none does; null without a miss.</param>
/// <param name="Message">All of it, for people.</param>
internal sealed record OutputCheck(
    bool Passes, int Steps, double Tolerance, double LargestError, int Misses, int? FirstStep, int? FirstOutput, string? Cause, string Message)
{
    /// <summary>Runs the self-test that a description has.</summary>
    /// <param name="model">The network.</param>
    /// <param name="tolerance">The largest error that passes; null for what a class tolerates when it is loaded.</param>
    public static OutputCheck Run(ModelDescription model, double? tolerance)
    {
        LstmSelfTest test = model.Weights.SelfTest!;
        double limit;
        try
        {
            limit = tolerance ?? SelfTests.ToleranceFor(model.Weights, model.Shape, test);
        }
        catch (WeightFormatException exception)
        {
            // Outputs of nothing but zeros.
            return new OutputCheck(false, test.Steps, 0, 0, 0, null, null, null, exception.Message);
        }

        float[] outputs = new float[test.Output.Length];
        using (CompiledModel compiled = CompiledModel.Create(model))
        {
            compiled.Restart(test.StartHidden, test.StartCell);
            compiled.Run(test.Input, outputs);
        }

        double largest = Largest(test.Output, outputs);
        SelfTestComparison comparison = SelfTestComparison.Of(test.Output, outputs, limit);
        string steps = Numbers.Of(test.Steps, "step");
        if (comparison.Passes)
        {
            return new OutputCheck(
                true, test.Steps, limit, largest, 0, null, null, null, $"The outputs of {steps} are met: the largest error is {Numbers.Error(largest)}, {Numbers.Error(limit)} would pass.");
        }

        int size = model.Weights.OutputSize;
        string cause = SelfTestDiagnosis.Explain(model.Shape, model.Weights, comparison);
        string message = Numbers.Text(
            $"{comparison.Misses} of {comparison.Count} outputs miss, the first at step {comparison.First / size}, output {comparison.First % size}: expected {comparison.ExpectedAtFirst:G9} within {limit:G3}, found {comparison.FoundAtFirst:G9}. ")
            + Numbers.Text($"The largest error is {comparison.LargestError:G3}, at step {comparison.Largest / size}, output {comparison.Largest % size}. Cause: {cause}.");
        return new OutputCheck(
            false, test.Steps, limit, comparison.LargestError, comparison.Misses, comparison.First / size, comparison.First % size, cause, message);
    }

    private static double Largest(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        double largest = 0;
        for (int index = 0; index < expected.Length; index++)
        {
            largest = Math.Max(largest, Math.Abs((double)expected[index] - found[index]));
        }

        return largest;
    }
}
