using System;
using Lstm.CompilerServices;
using Lstm.Import;
using Lstm.Tool.Compilation;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>A comparison of the generated class's outputs with the outputs of a self-test.</summary>
/// <param name="Passes">Whether all errors are within the tolerance.</param>
/// <param name="Steps">The number of steps that were run.</param>
/// <param name="Tolerance">The largest error that passes.</param>
/// <param name="LargestError">The largest error that was found.</param>
/// <param name="Misses">The number of values whose error exceeds the tolerance.</param>
/// <param name="FirstStep">The step of the first such value, from 0; null when there is none.</param>
/// <param name="FirstOutput">The output of the first such value, from 0; null when there is none.</param>
/// <param name="Cause">The known mistake that explains the errors, or a note that none does; null when the comparison passes.</param>
/// <param name="Message">The result as text.</param>
internal sealed record OutputCheck(
    bool Passes,
    int Steps,
    double Tolerance,
    double LargestError,
    int Misses,
    int? FirstStep,
    int? FirstOutput,
    string? Cause,
    string Message)
{
    /// <summary>Runs the self-test of a network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="tolerance">The largest error that passes; null for the tolerance that a class uses when it loads the file.</param>
    /// <param name="arithmetic">The arithmetic of the class.</param>
    public static OutputCheck Run(ModelDescription model, double? tolerance, LstmArithmetic arithmetic)
    {
        LstmSelfTest test = model.Weights.SelfTest!;
        double limit;
        try
        {
            SelfTests.Check(model.Weights, model.Shape, test);
            limit = tolerance ?? SelfTests.AllowanceOf(model.Weights, model.Shape with { Arithmetic = arithmetic })
                * SelfTests.ToleranceFor(model.Weights, model.Shape, test);
        }
        catch (WeightFormatException exception)
        {
            // All expected outputs are zero, or the self-test is one of another network.
            return new OutputCheck(false, test.Steps, 0, 0, 0, null, null, null, exception.Message);
        }

        float[] outputs;
        using (CompiledModel compiled = CompiledModel.Create(model, arithmetic: arithmetic))
        {
            // Where each step ends a sequence, the last one ends that of the self-test.
            float[] all = new float[compiled.OutputSteps(test.Steps) * compiled.OutputSize];
            compiled.Restart(test.StartHidden, test.StartCell);
            compiled.Run(test.Input, all);
            outputs = all[^test.Output.Length..];
        }

        double largest = Largest(test.Output, outputs);
        SelfTestComparison comparison = SelfTestComparison.Of(test.Output, outputs, limit);
        string steps = Numbers.Of(test.Steps, "step");
        if (comparison.Passes)
        {
            string passed = $"All outputs of {steps} are correct: the largest error is {Numbers.Error(largest)}, "
                + $"the tolerance is {Numbers.Error(limit)}.";
            return new OutputCheck(true, test.Steps, limit, largest, 0, null, null, null, passed);
        }

        int size = model.Weights.OutputSize;
        string cause = SelfTestDiagnosis.Explain(model.Shape with { Arithmetic = arithmetic }, model.Weights, comparison);
        string are = comparison.Misses == 1 ? "is" : "are";
        string message = Numbers.Text($"{comparison.Misses} of {comparison.Count} outputs {are} wrong, ")
            + Numbers.Text($"the first at step {comparison.First / size}, output {comparison.First % size}: ")
            + Numbers.Text($"expected {comparison.ExpectedAtFirst:G9} within {limit:G3}, found {comparison.FoundAtFirst:G9}. ")
            + Numbers.Text($"The largest error is {comparison.LargestError:G3}, ")
            + Numbers.Text($"at step {comparison.Largest / size}, output {comparison.Largest % size}. Cause: {cause}.");
        return new OutputCheck(
            false,
            test.Steps,
            limit,
            comparison.LargestError,
            comparison.Misses,
            comparison.First / size,
            comparison.First % size,
            cause,
            message);
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
