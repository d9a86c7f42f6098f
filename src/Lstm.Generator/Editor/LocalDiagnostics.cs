using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Declaration;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Editor;

/// <summary>
/// Reports each diagnostic while the type that it underlines is analysed. An editor offers no code fix for a diagnostic on a type that is
/// reported during the analysis of another type, such as a class inside it.
/// </summary>
internal static class LocalDiagnostics
{
    /// <summary>Reports the diagnostics of a type, and those of the classes inside it that are about this type.</summary>
    public static void Report(INamedTypeSymbol type, Action<Diagnostic> report)
    {
        LstmDeclarationReader.Read(type, diagnostic =>
        {
            if (!ClassRules.AndContainers(type).Skip(1).Any(container => IsOn(diagnostic, container)))
            {
                report(diagnostic);
            }
        });
        foreach (INamedTypeSymbol nested in Nested(type))
        {
            LstmDeclarationReader.Read(nested, diagnostic =>
            {
                if (IsOn(diagnostic, type))
                {
                    report(diagnostic);
                }
            });
        }
    }

    private static bool IsOn(Diagnostic diagnostic, INamedTypeSymbol type) => diagnostic.Location == ClassRules.LocationOf(type);

    private static IEnumerable<INamedTypeSymbol> Nested(INamedTypeSymbol type) =>
        type.GetTypeMembers().SelectMany(static nested => Nested(nested).Prepend(nested));
}
