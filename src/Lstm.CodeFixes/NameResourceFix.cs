using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Lstm.Generator.Declaration;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.CodeFixes;

/// <summary>
/// Replaces the name of a missing or ambiguous resource by the name of one that exists. It cannot fix all classes at once: each needs
/// its own choice.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NameResourceFix))]
[Shared]
public sealed class NameResourceFix : CodeFixProvider
{
    // A menu with more entries is hard to read.
    private const int MostNames = 5;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [LstmDiagnostics.NoResourceName.Id, LstmDiagnostics.ResourceNotFound.Id];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        SyntaxNode root = (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        IReadOnlyCollection<string> resources =
            EmbeddedResources.Of(document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GlobalOptions) ?? [];
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (AttributeArguments.At(root, diagnostic)?.Expression is not { } old)
            {
                continue;
            }

            string wanted = model.GetConstantValue(old, context.CancellationToken).Value as string ?? "";
            foreach (string name in Candidates(wanted, resources))
            {
                string literal = SymbolDisplay.FormatLiteral(name, quote: true);
                ExpressionSyntax text = SyntaxFactory.ParseExpression(literal).WithTriviaFrom(old);
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Use the resource {literal}",
                        _ => Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(old, text))),
                        equivalenceKey: nameof(NameResourceFix) + name),
                    diagnostic);
            }
        }
    }

    /// <summary>Returns the matching resources of an ambiguous name; otherwise all resources, the most similar first.</summary>
    private static IEnumerable<string> Candidates(string wanted, IReadOnlyCollection<string> resources)
    {
        IReadOnlyList<string> meant = string.IsNullOrWhiteSpace(wanted) ? [] : ResourceNames.Find(wanted, resources);
        IEnumerable<string> names = meant.Count > 0 ? meant : resources;
        return names.OrderByDescending(name => CommonEnd(wanted, name)).ThenBy(static name => name, StringComparer.Ordinal).Take(MostNames);
    }

    private static int CommonEnd(string one, string other)
    {
        int length = 0;
        while (length < one.Length && length < other.Length
            && char.ToUpperInvariant(one[one.Length - 1 - length]) == char.ToUpperInvariant(other[other.Length - 1 - length]))
        {
            length++;
        }

        return length;
    }
}
