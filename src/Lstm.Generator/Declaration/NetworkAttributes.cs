using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Declaration;

/// <summary>The attributes of a class that describe its network.</summary>
/// <param name="Recurrent">Every <c>[Lstm]</c> and <c>[Gru]</c>; a network has exactly one.</param>
/// <param name="Dense">Every <c>[Dense]</c>. Those on the same declaration are in the order of the text.</param>
internal sealed record NetworkAttributes(IReadOnlyList<AttributeData> Recurrent, IReadOnlyList<AttributeData> Dense)
{
    public const string Lstm = "Lstm";
    public const string Gru = "Gru";
    public const string DenseName = "Dense";

    private const string Suffix = "Attribute";

    // An attribute of the same full name in another assembly has nothing to do with networks.
    private const string Runtime = "Lstm.Runtime";

    /// <summary>Returns the metadata name of an attribute.</summary>
    public static string MetadataName(string name) => "Lstm." + name + Suffix;

    public static NetworkAttributes Of(INamedTypeSymbol type)
    {
        List<AttributeData> recurrent = [];
        List<AttributeData> dense = [];
        foreach (AttributeData attribute in type.GetAttributes())
        {
            switch (NameOf(attribute))
            {
                case Lstm or Gru:
                    recurrent.Add(attribute);
                    break;
                case DenseName:
                    dense.Add(attribute);
                    break;
            }
        }

        // The compiler lists the attributes of one declaration in the order of the text, but does not guarantee it.
        return new NetworkAttributes(recurrent, [.. dense.OrderBy(PositionOf)]);
    }

    /// <summary>Returns the attribute of the class's recurrent layers, <c>Lstm</c> or <c>Gru</c>; null if there is none.</summary>
    public static string? KindOf(INamedTypeSymbol type) =>
        type.GetAttributes().Select(NameOf).FirstOrDefault(static name => name is Lstm or Gru);

    /// <summary>Returns the short name of an LstmGen attribute; null for other attributes.</summary>
    public static string? NameOf(AttributeData attribute) =>
        attribute.AttributeClass is
        {
            ContainingType: null,
            ContainingAssembly.Name: Runtime,
            ContainingNamespace: { Name: "Lstm", ContainingNamespace.IsGlobalNamespace: true },
        } known
            ? known.Name switch { Lstm + Suffix => Lstm, Gru + Suffix => Gru, DenseName + Suffix => DenseName, _ => null }
            : null;

    /// <summary>Returns whether two attributes are on the same declaration. Only then does their order have a meaning.</summary>
    public static bool OnOneDeclaration(AttributeData one, AttributeData other) => DeclarationOf(one) == DeclarationOf(other);

    /// <summary>Returns whether one attribute is before another on the same declaration.</summary>
    public static bool Precedes(AttributeData one, AttributeData other) => PositionOf(one) < PositionOf(other);

    /// <summary>Returns the location of an attribute in the source, without its brackets.</summary>
    public static Location? LocationOf(AttributeData attribute) => attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation();

    /// <summary>Returns the declaration that an attribute is on, or null if it is not in source.</summary>
    public static TypeDeclarationSyntax? DeclarationOf(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>();

    private static int PositionOf(AttributeData attribute) => attribute.ApplicationSyntaxReference?.Span.Start ?? 0;
}
