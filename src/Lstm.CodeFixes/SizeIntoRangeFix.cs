using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Lstm.Generator.Declaration;
using Lstm.Generator.Editor;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.CodeFixes;

/// <summary>Replaces a size out of range by the nearest valid one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SizeIntoRangeFix))]
[Shared]
public sealed class SizeIntoRangeFix : SyntaxFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [LstmDiagnostics.SizeOutOfRange.Id];

    // The number of dense layers is out of range too, but is not an argument.
    private protected override string? TitleOf(SyntaxNode root, Diagnostic diagnostic) =>
        NearestTo(diagnostic) is { } size && SizeAt(root, diagnostic) is not null ? $"Change the size to {size}" : null;

    private protected override SyntaxNode Fix(SyntaxNode root, IReadOnlyList<Diagnostic> diagnostics)
    {
        Dictionary<SyntaxNode, string> sizes = diagnostics.ToDictionary(
            diagnostic => (SyntaxNode)SizeAt(root, diagnostic)!, static diagnostic => NearestTo(diagnostic)!);
        return root.ReplaceNodes(
            sizes.Keys, (old, _) => SyntaxFactory.ParseExpression(sizes[old]).WithTriviaFrom(old));
    }

    private static string? NearestTo(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(FixProperties.NearestSize, out string? size) ? size : null;

    private static ExpressionSyntax? SizeAt(SyntaxNode root, Diagnostic diagnostic) => AttributeArguments.At(root, diagnostic)?.Expression;
}
