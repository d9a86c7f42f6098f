using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Lstm.Generator.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.CodeFixes;

/// <summary>
/// Removes an optional parameter with a value that is not valid, that cannot be combined with another parameter, or that is on the wrong
/// attribute. Its default can always be used.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveParameterFix))]
[Shared]
public sealed class RemoveParameterFix : SyntaxFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        LstmDiagnostics.BadActivation.Id,
        LstmDiagnostics.DoNotGoTogether.Id,
        LstmDiagnostics.BadNumber.Id,
        LstmDiagnostics.NoResourceName.Id,
        LstmDiagnostics.BadPrecision.Id,
        LstmDiagnostics.NotFirst.Id,
    ];

    private protected override string? TitleOf(SyntaxNode root, Diagnostic diagnostic) =>
        AttributeArguments.At(root, diagnostic) is { } argument && NameOf(argument, diagnostic) is { } name ? $"Remove {name}" : null;

    private protected override SyntaxNode Fix(SyntaxNode root, IReadOnlyList<Diagnostic> diagnostics)
    {
        ILookup<AttributeSyntax, int> positions = diagnostics
            .Select(diagnostic => AttributeArguments.At(root, diagnostic)!)
            .ToLookup(
                static argument => argument.FirstAncestorOrSelf<AttributeSyntax>()!,
                static argument => ((AttributeArgumentListSyntax)argument.Parent!).Arguments.IndexOf(argument));
        return root.ReplaceNodes(
            positions.Select(static group => group.Key),
            (old, _) => positions[old].Distinct().OrderByDescending(static position => position).Aggregate(
                old,
                static (attribute, position) => AttributeArguments.Without(attribute, attribute.ArgumentList!.Arguments[position])));
    }

    // Only a property of an attribute is optional, and the number of inputs of a later layer.
    private static string? NameOf(AttributeArgumentSyntax argument, Diagnostic diagnostic) =>
        argument.NameEquals?.Name.Identifier.ValueText
        ?? (diagnostic.Id == LstmDiagnostics.NotFirst.Id ? AttributeArguments.NameOf(argument) ?? "input" : null);
}
