using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.CodeFixes;

/// <summary>The arguments of attributes in the source.</summary>
internal static class AttributeArguments
{
    /// <summary>Returns the argument whose value a diagnostic underlines, or null if it underlines something else.</summary>
    public static AttributeArgumentSyntax? At(SyntaxNode root, Diagnostic diagnostic)
    {
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        AttributeArgumentSyntax? argument = node.FirstAncestorOrSelf<AttributeArgumentSyntax>();
        return argument?.Expression.Span == diagnostic.Location.SourceSpan ? argument : null;
    }

    /// <summary>Returns the written name of an argument; null for a positional one.</summary>
    public static string? NameOf(AttributeArgumentSyntax argument) =>
        (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText;

    /// <summary>Returns an attribute without one of its arguments. The comments of the argument before it stay.</summary>
    public static AttributeSyntax Without(AttributeSyntax attribute, AttributeArgumentSyntax argument)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList!.Arguments;
        int index = arguments.IndexOf(argument);
        SeparatedSyntaxList<AttributeArgumentSyntax> rest = arguments.RemoveAt(index);
        if (index > 0 && index == rest.Count)
        {
            // The comma before the last argument goes with it. A comment after that comma is about the argument before.
            SyntaxTriviaList comma = arguments.GetSeparator(index - 1).TrailingTrivia;
            SyntaxTriviaList trivia = comma.All(IsSpace) ? argument.GetTrailingTrivia() : comma;
            AttributeArgumentSyntax last = rest[index - 1];
            rest = rest.Replace(last, last.WithTrailingTrivia(last.GetTrailingTrivia().AddRange(trivia)));
        }

        return attribute.WithArgumentList(attribute.ArgumentList.WithArguments(rest));
    }

    private static bool IsSpace(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);
}
