using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Declaration;

/// <summary>The attributes of a class that describe its network.</summary>
/// <param name="First">
/// The first attribute of recurrent layers, which also has the parameters of the whole network; null if there is none.
/// </param>
/// <param name="Layers">The attributes of all layers, in the order of the data: those on the same declaration.</param>
/// <param name="Elsewhere">The attributes of layers on other declarations of the class, which have no order.</param>
internal sealed record NetworkAttributes(
    AttributeData? First, IReadOnlyList<AttributeData> Layers, IReadOnlyList<AttributeData> Elsewhere)
{
    private const string Suffix = "Attribute";

    // An attribute of the same full name in another assembly has nothing to do with networks.
    private const string Runtime = "Lstm.Runtime";

    /// <summary>The short names of all attributes of layers.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. CellType.Attributes, .. FeedForwardShape.Attributes, PoolShape.Name];

    /// <summary>Returns the metadata name of an attribute.</summary>
    public static string MetadataName(string name) => "Lstm." + name + Suffix;

    public static NetworkAttributes Of(INamedTypeSymbol type)
    {
        List<AttributeData> all = [.. type.GetAttributes().Where(static attribute => NameOf(attribute) is not null)];
        if ((all.FirstOrDefault(IsRecurrent) ?? all.FirstOrDefault()) is not { } anchor)
        {
            return new NetworkAttributes(null, [], []);
        }

        // The compiler lists the attributes of one declaration in the order of the text, but does not guarantee it.
        ILookup<bool, AttributeData> together = all.ToLookup(attribute => DeclarationOf(attribute) == DeclarationOf(anchor));
        List<AttributeData> layers = [.. together[true].OrderBy(PositionOf)];
        return new NetworkAttributes(layers.FirstOrDefault(IsRecurrent), layers, [.. together[false]]);
    }

    /// <summary>Returns the name of a class's first attribute of recurrent layers; null if there is none.</summary>
    public static string? KindOf(INamedTypeSymbol type) => Of(type).First is { } first ? NameOf(first) : null;

    /// <summary>Returns the short name of an LstmGen attribute; null for other attributes.</summary>
    public static string? NameOf(AttributeData attribute) =>
        attribute.AttributeClass is
        {
            ContainingType: null,
            ContainingAssembly.Name: Runtime,
            ContainingNamespace: { Name: "Lstm", ContainingNamespace.IsGlobalNamespace: true },
        } known
            ? Names.FirstOrDefault(name => known.Name == name + Suffix)
            : null;

    /// <summary>Whether an LstmGen attribute declares recurrent layers.</summary>
    public static bool IsRecurrent(AttributeData attribute) => NameOf(attribute) is { } name && CellType.OfAttribute(name) is not null;

    /// <summary>Returns the location of an attribute in the source, without its brackets.</summary>
    public static Location? LocationOf(AttributeData attribute) => attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation();

    /// <summary>Returns the location of an attribute; of the name of its class if the attribute is not in source.</summary>
    public static Location LocationOf(AttributeData attribute, INamedTypeSymbol type) =>
        LocationOf(attribute) ?? ClassRules.LocationOf(type);

    /// <summary>Returns the declaration that an attribute is on, or null if it is not in source.</summary>
    public static TypeDeclarationSyntax? DeclarationOf(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>();

    private static int PositionOf(AttributeData attribute) => attribute.ApplicationSyntaxReference?.Span.Start ?? 0;
}
