using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Lstm.Generator.Emission;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using Xunit.Sdk;

namespace Lstm.Generator.Tests.Harness;

/// <summary>The generator as the compiler drives it, with every step tracked.</summary>
internal static class Pipeline
{
    /// <summary>What the output steps are called by <see cref="Reasons"/>.</summary>
    public const string Output = "output";

    // A fixed version, so that generated text does not change with every release.
    private static readonly EmissionOptions s_options = EmissionOptions.Default with { Version = "1.2.3" };

    public static GeneratorDriver Start(CSharpParseOptions options) =>
        UserProject.CreateDriver(new LstmGenerator(s_options), options, trackSteps: true);

    public static ImmutableArray<GeneratedSourceResult> Sources(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single().GeneratedSources;

    /// <summary>Why each output of a step is what it is, in order.</summary>
    public static IReadOnlyList<IncrementalStepRunReason> Reasons(GeneratorDriver driver, string step)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        IEnumerable<IncrementalGeneratorRunStep> runs = step == Output
            ? result.TrackedOutputSteps.SelectMany(static pair => pair.Value)
            : result.TrackedSteps.GetValueOrDefault(step, []);
        return [.. runs.SelectMany(static run => run.Outputs).Select(static output => output.Reason)];
    }

    /// <summary>The generator is silent and whole.</summary>
    public static void AssertSilent(GeneratorDriver driver)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics);
    }

    /// <summary>Run again, with nothing changed and then with something that no network depends on, the pipeline does no work.</summary>
    public static void AssertCached(GeneratorDriver driver, CSharpCompilation compilation)
    {
        GeneratorDriver again = driver.RunGenerators(compilation);
        GeneratorRunResult result = again.GetRunResult().Results.Single();
        foreach (IncrementalGeneratorRunStep step in result.TrackedSteps.Concat(result.TrackedOutputSteps)
            .SelectMany(static pair => pair.Value))
        {
            AssertNoWork(step.Name ?? Output, step.Outputs.Select(static output => output.Reason));
        }

        SyntaxTree elsewhere = CSharpSyntaxTree.ParseText(
            "// Nothing to see here.",
            (CSharpParseOptions?)compilation.SyntaxTrees.FirstOrDefault()?.Options);
        GeneratorDriver edited = driver.RunGenerators(compilation.AddSyntaxTrees(elsewhere));
        foreach (string step in (string[])[LstmGenerator.Steps.Models, LstmGenerator.Steps.Clashes, Output])
        {
            AssertNoWork(step, Reasons(edited, step));
        }
    }

    /// <summary>From the models on, no value of the pipeline holds on to the compiler's objects.</summary>
    public static void AssertPlainValues(GeneratorDriver driver)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        HashSet<IncrementalGeneratorRunStep> seen = [];
        // What an output step puts out is the compiler's own affair; what it takes in is ours.
        Stack<IncrementalGeneratorRunStep> open = new(result.TrackedOutputSteps
            .SelectMany(static pair => pair.Value).SelectMany(static step => step.Inputs).Select(static input => input.Source));
        int models = 0;
        while (open.TryPop(out IncrementalGeneratorRunStep? step))
        {
            if (!seen.Add(step))
            {
                continue;
            }

            foreach ((object value, _) in step.Outputs)
            {
                Assert.True(RoslynObjects.FindIn(value) is null, $"Step {step.Name ?? "(unnamed)"}: {RoslynObjects.FindIn(value)}");
            }

            if (step.Name == LstmGenerator.Steps.Models)
            {
                // Before this step the compiler's objects are at home.
                models += step.Outputs.Length;
                continue;
            }

            foreach ((IncrementalGeneratorRunStep source, _) in step.Inputs)
            {
                open.Push(source);
            }
        }

        Assert.True(models >= result.GeneratedSources.Length, "The walk missed the step that makes the models: was it renamed?");
    }

    private static void AssertNoWork(string step, IEnumerable<IncrementalStepRunReason> reasons)
    {
        IncrementalStepRunReason[] work =
            [.. reasons.Where(static reason => reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))];
        if (work.Length > 0)
        {
            throw new XunitException($"Step {step} worked again although nothing had changed: {string.Join(", ", work)}.");
        }
    }
}
