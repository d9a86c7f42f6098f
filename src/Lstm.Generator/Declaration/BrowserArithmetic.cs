using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lstm.Generator.Declaration;

/// <summary>Finds networks that emulate each multiply-add because their project runs in a browser.</summary>
internal static class BrowserArithmetic
{
    /// <summary>The name of the build property.</summary>
    public const string Property = "build_property.RuntimeIdentifier";

    private const string Browser = "browser-wasm";

    /// <summary>Returns whether a project is compiled for a browser, as LstmGen.targets says.</summary>
    public static bool IsBrowser(AnalyzerConfigOptions options) =>
        options.TryGetValue(Property, out string? identifier) && identifier == Browser;

    /// <summary>Warns of a network with exact arithmetic, unless it cannot have another.</summary>
    /// <param name="type">The class, with or without an attribute.</param>
    /// <param name="report">Receives the warning.</param>
    public static void Check(INamedTypeSymbol type, Action<Diagnostic> report)
    {
        if (type.TypeKind != TypeKind.Class || NetworkAttributes.Of(type) is not { First: { } first } attributes)
        {
            return;
        }

        Findings findings = new(report: null);
        if (NetworkReader.Read(type, attributes, findings)?.Shape is { Arithmetic: LstmArithmetic.Exact, IsRandom: false } && !findings.Any)
        {
            Location location = NetworkAttributes.LocationOf(first, type);
            report(Diagnostic.Create(LstmDiagnostics.EmulatedInBrowser, location, type.Name));
        }
    }
}
