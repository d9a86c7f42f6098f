using Lstm.Generator;
using Lstm.Generator.Emission;
using Microsoft.CodeAnalysis;

namespace Lstm.CodeFixes.Tests.Harness;

/// <summary>The generator as an editor runs it: errors come from the analyzer.</summary>
internal sealed class EditorGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        new LstmGenerator(EmissionOptions.Default with { ReportsErrors = false }).Initialize(context);
}
