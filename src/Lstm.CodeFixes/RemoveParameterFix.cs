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
/// Removes an optional parameter with a value that is not valid, or that cannot be combined with another parameter. Its default can
/// always be used.
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
    ];

    // Only a property of an attribute is optional.
    private protected override string? TitleOf(SyntaxNode root, Diagnostic diagnostic) =>
        AttributeArguments.At(root, diagnostic)?.NameEquals is { Name.Identifier.ValueText: { } name } ? $"Remove {name}" : null;

    private protected override SyntaxNode Fix(SyntaxNode root, IReadOnlyList<Diagnostic> diagnostics)
    {
        ILookup<AttributeSyntax, string> names = diagnostics
            .Select(diagnostic => AttributeArguments.At(root, diagnostic)!)
            .ToLookup(
                static argument => argument.FirstAncestorOrSelf<AttributeSyntax>()!,
                static argument => AttributeArguments.NameOf(argument)!);
        return root.ReplaceNodes(
            names.Select(static group => group.Key),
            (old, _) => names[old].Distinct().Aggregate(old, static (attribute, name) => AttributeArguments.Without(
                attribute,
                attribute.ArgumentList!.Arguments.First(argument => AttributeArguments.NameOf(argument) == name))));
    }
}
