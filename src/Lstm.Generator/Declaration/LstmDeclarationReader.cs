using System;
using System.Linq;
using Lstm.Generator.Model;
using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>Reads one annotated class. The result contains plain values and no Roslyn types.</summary>
/// <remarks>
/// The generator calls <see cref="Read"/> for the model and the analyzer calls it for the diagnostics, so no rule is implemented twice.
/// </remarks>
internal static class LstmDeclarationReader
{
    /// <summary>Returns the model of a class, or null if it has no attribute or an error in its declaration.</summary>
    /// <param name="type">The class, with or without an attribute.</param>
    /// <param name="report">Receives the diagnostics; null to report nothing.</param>
    /// <returns>
    /// For an annotated class, the model if neither this reader nor the compiler has found an error in its attributes, otherwise null.
    /// </returns>
    public static LstmModel? Read(INamedTypeSymbol type, Action<Diagnostic>? report)
    {
        NetworkAttributes attributes = NetworkAttributes.Of(type);
        if (type.TypeKind != TypeKind.Class || attributes.Layers.Count == 0)
        {
            // The attributes are for classes only, and the compiler reports other uses.
            return null;
        }

        Findings findings = new(report);
        if (attributes.First is not { } first)
        {
            AttributeData layer = attributes.Layers[0];
            Location location = NetworkAttributes.LocationOf(layer, type);
            string name = NetworkAttributes.NameOf(layer)!;
            findings.Add(LstmDiagnostics.DenseAlone, location, type.Name, RecurrentNames("nor"), RecurrentNames("or"), name);
            return null;
        }

        NetworkShape? shape = NetworkReader.Read(type, attributes, findings)?.Shape;
        string? weights = WeightsReader.Read(type, first, findings);
        bool traced = TraceReader.Read(type, first, shape, findings);
        GeneratedMembers? members = shape is null ? null : new GeneratedMembers(shape, hasDefault: weights is not null, traced);
        ClassRules.Check(type, first, members, findings);
        return findings.Any || shape is null
            ? null
            : new LstmModel(TypeOf(type), shape, weights, traced, OptionalMembers.Of(type, shape));
    }

    public static ModelType TypeOf(INamedTypeSymbol type)
    {
        static ContainingType? Outer(INamedTypeSymbol? outer) =>
            outer is null ? null : new ContainingType(
                KeywordOf(outer), outer.Name, Outer(outer.ContainingType), ParametersOf(outer));

        SymbolDisplayFormat format = SymbolDisplayFormat.FullyQualifiedFormat
            .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);
        string? space = type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(format);
        return new ModelType(space, Outer(type.ContainingType), type.Name, ParametersOf(type), KeywordOf(type));
    }

    private static string RecurrentNames(string conjunction) =>
        string.Join($" {conjunction} ", CellType.Attributes.Select(static name => $"[{name}]"));

    private static string KeywordOf(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Interface => "interface",
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        _ => type.IsRecord ? "record" : "class",
    };

    private static string ParametersOf(INamedTypeSymbol type) => string.Join(", ", type.TypeParameters.Select(static parameter =>
        (parameter.Variance switch { VarianceKind.In => "in ", VarianceKind.Out => "out ", _ => "" }) + parameter.Name));
}
