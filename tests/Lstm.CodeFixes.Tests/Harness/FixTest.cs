using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Lstm.CodeFixes.Tests.Harness;

/// <summary>
/// A code fix in a user's project, with the generator. The test framework applies the fix to each diagnostic alone and, if there are
/// several, to all at once in a document, a project and a solution. It checks that the result has the expected text, compiles and has no
/// diagnostic.
/// </summary>
internal sealed class FixTest<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    private FixTest(string before, string after)
    {
        // No package with reference assemblies, which would be downloaded.
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(UserProject.References);
        TestBehaviors |= TestBehaviors.SkipGeneratedSourcesCheck | TestBehaviors.SkipSuppressionCheck;
        if (before.Split("{|").Length <= 2)
        {
            CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllCheck;
        }

        TestCode = before;
        FixedCode = after;
    }

    /// <summary>Runs a test.</summary>
    /// <param name="before">The source, in which <c>{|LSTM001:Amp|}</c> marks a diagnostic.</param>
    /// <param name="after">The fixed source.</param>
    /// <param name="title">The title of the action, if it matters.</param>
    /// <param name="project">The weights files and resources of the project; null for none.</param>
    public static Task RunAsync(string before, string after, string? title = null, WeightsProject? project = null)
    {
        FixTest<TAnalyzer, TFix> test = new(Lines(before), Lines(after));
        if (title is not null)
        {
            test.CodeActionVerifier = (action, verifier) => verifier.Equal(title, action.Title);
        }

        if (project is not null)
        {
            test.CodeActionEquivalenceKey = project.EquivalenceKey;
            project.AddTo(test.TestState);
        }

        return test.RunAsync(CancellationToken.None);
    }

    protected override IEnumerable<Type> GetSourceGenerators() => [typeof(EditorGenerator)];

    protected override ParseOptions CreateParseOptions() => UserProject.ParseOptions;

    protected override CompilationOptions CreateCompilationOptions() => UserProject.Options;

    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
