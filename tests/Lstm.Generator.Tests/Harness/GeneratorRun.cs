using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Tests.Harness;

/// <summary>What a proven run of the generator and the analyzer gave.</summary>
/// <param name="Driver">The generator's driver, after the run.</param>
/// <param name="Output">The user's sources and the generated ones.</param>
/// <param name="Diagnostics">What the analyzer said, in the order of the text.</param>
internal sealed record GeneratorRun(GeneratorDriver Driver, CSharpCompilation Output, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The names of the sources with networks.</summary>
    public IReadOnlyList<string> HintNames => [.. Pipeline.Networks(Driver).Select(static source => source.HintName)];

    /// <summary>The names of the sources with members of refused classes.</summary>
    public IReadOnlyList<string> StubNames =>
        [.. Pipeline.Sources(Driver).Where(Pipeline.IsStub).Select(static source => source.HintName)];

    /// <summary>The one generated source.</summary>
    public string Text => Pipeline.Sources(Driver).Single().SourceText.ToString();

    /// <summary>What the analyzer said, in words.</summary>
    public IReadOnlyList<string> Messages =>
    [
        .. Diagnostics.Select(static diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)),
    ];
}
