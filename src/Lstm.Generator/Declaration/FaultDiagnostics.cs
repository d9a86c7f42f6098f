using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Lstm.Generator.Declaration;

/// <summary>Turns diagnostics into plain values, which a pipeline can compare, and back.</summary>
internal static class FaultDiagnostics
{
    /// <summary>Returns the diagnostics as a chain in the same order, or null for none.</summary>
    public static Fault? Of(IReadOnlyList<Diagnostic> diagnostics)
    {
        Fault? chain = null;
        foreach (Diagnostic diagnostic in diagnostics.Reverse())
        {
            chain = new Fault(diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture), PlaceOf(diagnostic.Location), chain);
        }

        return chain;
    }

    public static void Report(SourceProductionContext context, Fault faults)
    {
        for (Fault? fault = faults; fault is not null; fault = fault.Next)
        {
            DiagnosticDescriptor rule = LstmDiagnostics.All.First(rule => rule.Id == fault.Id);
            context.ReportDiagnostic(Diagnostic.Create(
                rule.Id, rule.Category, fault.Message, rule.DefaultSeverity, rule.DefaultSeverity, isEnabledByDefault: true,
                warningLevel: 0, rule.Title, helpLink: rule.HelpLinkUri, location: LocationOf(fault.Place), customTags: rule.CustomTags));
        }
    }

    private static SourcePlace? PlaceOf(Location location)
    {
        if (!location.IsInSource)
        {
            return null;
        }

        FileLinePositionSpan lines = location.GetMappedLineSpan();
        return new SourcePlace(
            lines.Path, location.SourceSpan.Start, location.SourceSpan.Length,
            lines.StartLinePosition.Line, lines.StartLinePosition.Character,
            lines.EndLinePosition.Line, lines.EndLinePosition.Character);
    }

    private static Location LocationOf(SourcePlace? place) => place is null
        ? Location.None
        : Location.Create(
            place.Path,
            new TextSpan(place.Start, place.Length),
            new LinePositionSpan(new LinePosition(place.Line, place.Column), new LinePosition(place.EndLine, place.EndColumn)));
}
