using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Shared;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.CodeFixes;

/// <summary>The attributes of layers in the form of <c>DeclarationText</c>, parsed.</summary>
/// <param name="Stem">Each layer without a state before the first recurrent layers.</param>
/// <param name="Groups">Each attribute of recurrent layers, with the layers without a state after it.</param>
internal sealed record DeclarationSyntax(IReadOnlyList<AttributeSyntax> Stem, IReadOnlyList<LayerGroup> Groups)
{
    // The names in a declaration that a qualifier precedes where the source has no using directive.
    private static readonly Regex s_names = new(@"(?<=\[)|\b(?=(Activation|Direction|Merging|Pooling)\.)", RegexOptions.CultureInvariant);

    /// <summary>Parses attributes. Returns null for a text that is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="qualifier">The text before each name of the library: empty, or for example <c>Lstm.</c></param>
    public static DeclarationSyntax? Parse(string text, string qualifier)
    {
        CompilationUnitSyntax unit = SyntaxFactory.ParseCompilationUnit(s_names.Replace(text, qualifier) + "\nclass C;");
        List<AttributeSyntax> attributes = [.. unit.Members
            .OfType<ClassDeclarationSyntax>()
            .SelectMany(static type => type.AttributeLists)
            .SelectMany(static list => list.Attributes)];
        List<int> starts = [.. Enumerable.Range(0, attributes.Count).Where(index => !IsFeedForward(attributes[index]))];
        return starts.Count == 0 || unit.ContainsDiagnostics
            ? null
            : new DeclarationSyntax(
                [.. attributes.Take(starts[0])],
                [.. starts.Select(start => new LayerGroup(attributes[start], [.. attributes.Skip(start + 1).TakeWhile(IsFeedForward)]))]);
    }

    private static bool IsFeedForward(AttributeSyntax attribute) =>
        !CellType.Attributes.Contains(attribute.Name.ToString().Split('.', ':').Last());
}
