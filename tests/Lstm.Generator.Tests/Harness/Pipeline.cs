using System;
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
    /// <summary>The name of the steps that add sources.</summary>
    public const string Output = "SourceOutput";

    /// <summary>The name of the steps that report errors.</summary>
    public const string Reports = "ImplementationSourceOutput";

    // The first line of every stub says this.
    private const string StubRemark = "whose declaration has an error";

    private static readonly string[] s_steps =
    [
        LstmGenerator.Steps.Classes, LstmGenerator.Steps.Models, LstmGenerator.Steps.Stubs, LstmGenerator.Steps.Faults,
        LstmGenerator.Steps.Names, Output, Reports,
    ];

    // A fixed version, so that generated text does not change with every release.
    private static readonly EmissionOptions s_options = EmissionOptions.Default with { Version = "1.2.3" };

    public static GeneratorDriver Start(CSharpParseOptions options) =>
        UserProject.CreateDriver(new LstmGenerator(s_options), options, trackSteps: true);

    public static ImmutableArray<GeneratedSourceResult> Sources(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single().GeneratedSources;

    /// <summary>Whether a source has the members of a refused class, which only throw.</summary>
    public static bool IsStub(GeneratedSourceResult source) =>
        source.SourceText.Lines[1].ToString().Contains(StubRemark, StringComparison.Ordinal);

    /// <summary>The sources with networks.</summary>
    public static IEnumerable<GeneratedSourceResult> Networks(GeneratorDriver driver) =>
        Sources(driver).Where(static source => !IsStub(source));

    /// <summary>Why each output of a step is what it is, in order.</summary>
    public static IReadOnlyList<IncrementalStepRunReason> Reasons(GeneratorDriver driver, string step)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        IEnumerable<IncrementalGeneratorRunStep> runs = step is Output or Reports
            ? result.TrackedOutputSteps.GetValueOrDefault(step, [])
            : result.TrackedSteps.GetValueOrDefault(step, []);
        return [.. runs.SelectMany(static run => run.Outputs).Select(static output => output.Reason)];
    }

    /// <summary>The generator has not thrown.</summary>
    public static void AssertWhole(GeneratorDriver driver) => Assert.Null(driver.GetRunResult().Results.Single().Exception);

    /// <summary>The generator has not thrown and reports nothing.</summary>
    public static void AssertSilent(GeneratorDriver driver)
    {
        AssertWhole(driver);
        Assert.Empty(driver.GetRunResult().Results.Single().Diagnostics);
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
        foreach (string step in s_steps)
        {
            AssertNoWork(step, Reasons(edited, step));
        }
    }

    /// <summary>From the classes on, no value of the pipeline holds on to the compiler's objects.</summary>
    public static void AssertPlainValues(GeneratorDriver driver)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        HashSet<IncrementalGeneratorRunStep> seen = [];
        // What an output step puts out is the compiler's own affair; what it takes in is ours.
        Stack<IncrementalGeneratorRunStep> open = new(result.TrackedOutputSteps
            .SelectMany(static pair => pair.Value).SelectMany(static step => step.Inputs).Select(static input => input.Source));
        int classes = 0;
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

            if (step.Name == LstmGenerator.Steps.Classes)
            {
                // Before this step the compiler's objects are at home.
                classes += step.Outputs.Length;
                continue;
            }

            foreach ((IncrementalGeneratorRunStep source, _) in step.Inputs)
            {
                open.Push(source);
            }
        }

        Assert.True(classes >= result.GeneratedSources.Length, "The walk missed the step that reads the classes: was it renamed?");
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
