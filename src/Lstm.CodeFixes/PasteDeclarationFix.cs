using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Lstm.Generator.Editor;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.CodeFixes;

/// <summary>Replaces the declaration of a class by the one that fits its weights file.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PasteDeclarationFix))]
[Shared]
public sealed class PasteDeclarationFix : SyntaxFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [EditorDiagnostics.OtherNetwork.Id];

    private protected override string? TitleOf(SyntaxNode root, Diagnostic diagnostic) =>
        Parse(root, diagnostic) is not null
            ? $"Use the declaration of {SymbolDisplay.FormatLiteral(diagnostic.Properties[FixProperties.WeightsFile]!, quote: true)}"
            : null;

    private protected override SyntaxNode Fix(SyntaxNode root, IReadOnlyList<Diagnostic> diagnostics)
    {
        Dictionary<SyntaxNode, Diagnostic> types = diagnostics.ToDictionary(
            diagnostic => (SyntaxNode)AttributeAt(root, diagnostic.Location).FirstAncestorOrSelf<TypeDeclarationSyntax>()!);

        // A class may be inside another. The inner one is replaced first, so the attributes of the outer one are looked up by position.
        return root.ReplaceNodes(types.Keys, (old, replaced) =>
        {
            Diagnostic diagnostic = types[old];
            List<AttributeSyntax> attributes = AttributesOf(replaced);
            AttributeSyntax Moved(Location location) => attributes[AttributesOf(old).IndexOf(AttributeAt(root, location))];
            (DeclarationSyntax declared, DeclarationSyntax wanted) = Parse(root, diagnostic)!.Value;
            return new DeclarationRewriter([.. diagnostic.AdditionalLocations.Select(Moved)], declared, wanted)
                .Rewrite((TypeDeclarationSyntax)replaced);
        });
    }

    private static (DeclarationSyntax Declared, DeclarationSyntax Wanted)? Parse(SyntaxNode root, Diagnostic diagnostic)
    {
        string qualifier = DeclarationRewriter.QualifierOf(AttributeAt(root, diagnostic.Location));
        DeclarationSyntax? Of(string property) => DeclarationSyntax.Parse(diagnostic.Properties[property]!, qualifier);
        return Of(FixProperties.Declared) is { } declared && Of(FixProperties.Declaration) is { } wanted ? (declared, wanted) : null;
    }

    // Each location of the diagnostic is an attribute.
    private static AttributeSyntax AttributeAt(SyntaxNode root, Location location) =>
        root.FindNode(location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>()!;

    private static List<AttributeSyntax> AttributesOf(SyntaxNode type) =>
        [.. ((TypeDeclarationSyntax)type).AttributeLists.SelectMany(static list => list.Attributes)];
}
