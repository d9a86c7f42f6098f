using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lstm.CodeFixes;

/// <summary>A code fix that replaces nodes of one document. Fixing all diagnostics of a document makes all replacements at once.</summary>
public abstract class SyntaxFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create((context, document, diagnostics) => FixAsync(document, diagnostics)!);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (TitleOf(root, diagnostic) is { } title)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(title, _ => FixAsync(context.Document, [diagnostic]), equivalenceKey: GetType().Name),
                    diagnostic);
            }
        }
    }

    /// <summary>Returns the title of the fix, or null if there is no fix for a diagnostic.</summary>
    private protected abstract string? TitleOf(SyntaxNode root, Diagnostic diagnostic);

    /// <summary>Returns the syntax tree without the cause of one or more diagnostics, each of which has a title.</summary>
    private protected abstract SyntaxNode Fix(SyntaxNode root, IReadOnlyList<Diagnostic> diagnostics);

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync().ConfigureAwait(false))!;
        List<Diagnostic> fixable = [.. diagnostics];
        fixable.RemoveAll(diagnostic => TitleOf(root, diagnostic) is null);
        return document.WithSyntaxRoot(Fix(root, fixable));
    }
}
