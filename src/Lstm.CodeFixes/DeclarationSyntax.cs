using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.CodeFixes;

/// <summary>A declaration in the form of <c>DeclarationText</c>, parsed.</summary>
/// <param name="Stem">Each <c>[Dense]</c> before the recurrent layers.</param>
/// <param name="Recurrent">The <c>[Lstm]</c> or <c>[Gru]</c>.</param>
/// <param name="Head">Each <c>[Dense]</c> after the recurrent layers.</param>
internal sealed record DeclarationSyntax(
    IReadOnlyList<AttributeSyntax> Stem, AttributeSyntax Recurrent, IReadOnlyList<AttributeSyntax> Head)
{
    // The names in a declaration that a qualifier precedes where the source has no using directive.
    private static readonly Regex s_names = new(@"(?<=\[)|\b(?=(Activation|Direction)\.)", RegexOptions.CultureInvariant);

    /// <summary>The arguments of the recurrent attribute.</summary>
    public IReadOnlyList<AttributeArgumentSyntax> Arguments => Recurrent.ArgumentList!.Arguments;

    /// <summary>Parses a declaration. Returns null for a text that is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="qualifier">The text before each name of the library: empty, or for example <c>Lstm.</c></param>
    public static DeclarationSyntax? Parse(string text, string qualifier)
    {
        CompilationUnitSyntax unit = SyntaxFactory.ParseCompilationUnit(s_names.Replace(text, qualifier) + "\nclass C;");
        List<AttributeSyntax> attributes = [.. unit.Members
            .OfType<ClassDeclarationSyntax>()
            .SelectMany(static type => type.AttributeLists)
            .SelectMany(static list => list.Attributes)];
        int recurrent = attributes.FindIndex(static attribute => !attribute.Name.ToString().EndsWith("Dense", StringComparison.Ordinal));
        return recurrent < 0 || unit.ContainsDiagnostics
            ? null
            : new DeclarationSyntax([.. attributes.Take(recurrent)], attributes[recurrent], [.. attributes.Skip(recurrent + 1)]);
    }

    /// <summary>Returns whether two lists of attributes have the same text.</summary>
    public static bool AreEqual(IReadOnlyList<AttributeSyntax> one, IReadOnlyList<AttributeSyntax> other) =>
        one.Select(static attribute => attribute.ToString()).SequenceEqual(other.Select(static attribute => attribute.ToString()));
}
