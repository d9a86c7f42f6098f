using System;
using Lstm.Generator.Model;
using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>Reads one annotated class. Roslyn's types stop here: what comes out is plain values.</summary>
/// <remarks>
/// The generator and the analyzer both call <see cref="Read"/>, the one to get a model, the other to report: no rule is written twice.
/// </remarks>
internal static class LstmDeclarationReader
{
    /// <summary>The model of a class, or null when it has none or something is wrong with its declaration.</summary>
    /// <param name="type">The class, which need not be annotated.</param>
    /// <param name="report">Receives what is wrong. Null exactly when the caller wants to stay silent.</param>
    /// <returns>
    /// For an annotated class, non-null exactly when there was nothing to report, by this reader or by the compiler about the attributes themselves.
    /// </returns>
    public static LstmModel? Read(INamedTypeSymbol type, Action<Diagnostic>? report)
    {
        NetworkAttributes attributes = NetworkAttributes.Of(type);
        if (type.TypeKind != TypeKind.Class || attributes.Recurrent.Count + attributes.Dense.Count == 0)
        {
            // The attributes are for classes, and the compiler says so.
            return null;
        }

        Findings findings = new(report);
        if (attributes.Recurrent.Count == 0)
        {
            findings.Add(LstmDiagnostics.DenseAlone, NetworkAttributes.LocationOf(attributes.Dense[0]) ?? ClassRules.LocationOf(type), type.Name);
            return null;
        }

        NetworkShape? shape = NetworkReader.Read(type, attributes, findings);
        string? weights = WeightsReader.Read(type, attributes.Recurrent[0], findings);
        bool traced = TraceReader.Read(type, attributes.Recurrent[0], shape, findings);
        GeneratedMembers? members = shape is null ? null : new GeneratedMembers(shape, hasDefault: weights is not null, traced);
        ClassRules.Check(type, attributes.Recurrent[0], members, findings);
        return findings.Any || shape is null ? null : new LstmModel(TypeOf(type), shape, weights, traced);
    }

    private static ModelType TypeOf(INamedTypeSymbol type)
    {
        static ContainingType? Outer(INamedTypeSymbol? outer) =>
            outer is null ? null : new ContainingType(KeywordOf(outer), outer.Name, Outer(outer.ContainingType));

        string? space = type.ContainingNamespace.IsGlobalNamespace
            ? null
            : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));
        return new ModelType(space, Outer(type.ContainingType), type.Name);
    }

    private static string KeywordOf(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Interface => "interface",
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        _ => type.IsRecord ? "record" : "class",
    };
}
