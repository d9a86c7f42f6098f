using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Lstm.Generator.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.CodeFixes;

/// <summary>Makes a class and the types around it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix))]
[Shared]
public sealed class MakePartialFix : SyntaxFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [LstmDiagnostics.NotPartial.Id, LstmDiagnostics.ContainerNotPartial.Id];

    private protected override string? TitleOf(SyntaxNode root, Diagnostic diagnostic)
    {
        List<TypeDeclarationSyntax> types = [.. NotPartial(root, diagnostic)];
        return types.Count switch
        {
            0 => null,
            1 => $"Make '{types[0].Identifier.ValueText}' partial",
            _ => $"Make '{types[0].Identifier.ValueText}' and the types around it partial",
        };
    }

    private protected override SyntaxNode Fix(SyntaxNode root, IReadOnlyList<Diagnostic> diagnostics) => root.ReplaceNodes(
        diagnostics.SelectMany(diagnostic => NotPartial(root, diagnostic)).Distinct(),
        static (_, type) => Partial(type));

    // The location of the diagnostic is the name of the type.
    private static IEnumerable<TypeDeclarationSyntax> NotPartial(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindToken(diagnostic.Location.SourceSpan.Start).Parent!
            .AncestorsAndSelf()
            .OfType<TypeDeclarationSyntax>()
            .Where(static type => !type.Modifiers.Any(SyntaxKind.PartialKeyword));

    // The modifier partial is the last one. Without others, it takes the place and the comments of the keyword.
    private static TypeDeclarationSyntax Partial(TypeDeclarationSyntax type)
    {
        SyntaxToken partial = SyntaxFactory.Token([], SyntaxKind.PartialKeyword, [SyntaxFactory.Space]);
        if (type.Modifiers.Count > 0)
        {
            return type.WithModifiers(type.Modifiers.Add(partial));
        }

        partial = partial.WithLeadingTrivia(type.Keyword.LeadingTrivia);
        return type.WithKeyword(type.Keyword.WithLeadingTrivia()).WithModifiers([partial]);
    }
}
