using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.CodeFixes;

/// <summary>
/// Changes the attributes of a class from one declaration to another. Only what differs between the two is changed, so that comments,
/// constants and parameters such as <c>Weights</c> stay as they are.
/// </summary>
/// <param name="declared">The declaration that the attributes mean.</param>
/// <param name="wanted">The declaration that they shall mean.</param>
/// <param name="parameters">The optional parameters of the recurrent attribute in that declaration.</param>
internal sealed class DeclarationRewriter(DeclarationSyntax declared, DeclarationSyntax wanted, IReadOnlyCollection<string> parameters)
{
    private readonly bool _sameStem = DeclarationSyntax.AreEqual(declared.Stem, wanted.Stem);

    // A head of one dense layer has a short form among the arguments.
    private readonly bool _sameHead = DeclarationSyntax.AreEqual(declared.Head, wanted.Head)
        && TextOf(declared, "Output") == TextOf(wanted, "Output")
        && TextOf(declared, "OutputActivation") == TextOf(wanted, "OutputActivation");

    /// <summary>Returns the text before the names of the library in an attribute: empty, or for example <c>Lstm.</c></summary>
    public static string QualifierOf(AttributeSyntax attribute)
    {
        string name = attribute.Name.ToString();
        return name.Substring(0, name.LastIndexOfAny(['.', ':']) + 1);
    }

    /// <summary>Returns the class with the other declaration.</summary>
    /// <param name="type">The class.</param>
    /// <param name="recurrent">Its <c>[Lstm]</c> or <c>[Gru]</c>.</param>
    /// <param name="dense">Its <c>[Dense]</c> attributes.</param>
    public TypeDeclarationSyntax Rewrite(
        TypeDeclarationSyntax type, AttributeSyntax recurrent, IReadOnlyList<AttributeSyntax> dense)
    {
        HashSet<AttributeSyntax> removed = [.. dense.Where(layer => layer.SpanStart < recurrent.SpanStart ? !_sameStem : !_sameHead)];
        List<AttributeListSyntax> lists = [];
        SyntaxTriviaList comments = [];
        foreach (AttributeListSyntax list in type.AttributeLists)
        {
            List<AttributeSyntax> kept = [.. list.Attributes.Where(attribute => !removed.Contains(attribute))];
            if (kept.Count == 0)
            {
                comments = Joined(comments, list.GetLeadingTrivia());
                continue;
            }

            AttributeListSyntax changed = Without(list, removed).WithLeadingTrivia(Joined(comments, list.GetLeadingTrivia()));
            comments = [];
            int position = kept.IndexOf(recurrent);
            if (position < 0)
            {
                lists.Add(changed);
                continue;
            }

            changed = changed.ReplaceNode(changed.Attributes[position], WithArguments(changed.Attributes[position]));
            lists.AddRange(WithDense(changed, _sameStem ? [] : wanted.Stem, _sameHead ? [] : wanted.Head));
        }

        TypeDeclarationSyntax rewritten = (TypeDeclarationSyntax)type.WithAttributeLists([.. lists]);
        if (comments.Any(static trivia => !IsSpace(trivia)))
        {
            SyntaxToken next = rewritten.AttributeLists.Last().GetLastToken().GetNextToken();
            rewritten = rewritten.ReplaceToken(next, next.WithLeadingTrivia(Joined(comments, next.LeadingTrivia)));
        }

        return rewritten;
    }

    private static AttributeListSyntax Without(AttributeListSyntax list, HashSet<AttributeSyntax> removed)
    {
        SeparatedSyntaxList<AttributeSyntax> rest = list.Attributes;
        for (int index = rest.Count - 1; index >= 0; index--)
        {
            if (removed.Contains(list.Attributes[index]))
            {
                rest = rest.RemoveAt(index);
            }
        }

        return list.WithAttributes(rest);
    }

    /// <summary>Returns the trivia before a removed list and before its successor, with one indentation.</summary>
    private static SyntaxTriviaList Joined(SyntaxTriviaList removed, SyntaxTriviaList next) =>
        removed.Count == 0 ? next : [.. removed, .. next.SkipWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))];

    /// <summary>
    /// Returns a list of attributes with new ones before and after it, each in a list of its own, and on a line of its own if the list is.
    /// </summary>
    private static List<AttributeListSyntax> WithDense(
        AttributeListSyntax recurrent,
        IReadOnlyList<AttributeSyntax> stem,
        IReadOnlyList<AttributeSyntax> head)
    {
        SyntaxTriviaList leading = recurrent.GetLeadingTrivia();
        List<SyntaxTrivia> lineEnd = [.. recurrent.GetTrailingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))];
        SyntaxTriviaList separator = lineEnd.Count == 0 ? [SyntaxFactory.Space] : [lineEnd[0]];
        SyntaxTriviaList indentation = lineEnd.Count == 0
            ? []
            : [.. leading.Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))];

        AttributeListSyntax ListOf(AttributeSyntax attribute) => ((AttributeListSyntax)attribute.Parent!)
            .WithLeadingTrivia(indentation)
            .WithTrailingTrivia(separator);

        // The comments of the class are before its first attribute.
        List<AttributeListSyntax> lists = [.. stem.Select(ListOf), recurrent.WithLeadingTrivia(indentation), .. head.Select(ListOf)];
        lists[0] = lists[0].WithLeadingTrivia(leading);
        return lists;
    }

    private AttributeSyntax WithArguments(AttributeSyntax attribute)
    {
        if (declared.Recurrent.Name.ToString() != wanted.Recurrent.Name.ToString())
        {
            attribute = attribute.WithName(wanted.Recurrent.Name.WithTriviaFrom(attribute.Name));
        }

        foreach (AttributeArgumentSyntax argument in attribute.ArgumentList!.Arguments.Where(IsSurplus).ToList())
        {
            attribute = AttributeArguments.Without(attribute, Find(attribute, AttributeArguments.NameOf(argument)!)!);
        }

        int position = -1;
        foreach (AttributeArgumentSyntax argument in wanted.Arguments)
        {
            AttributeArgumentSyntax? found = Find(attribute, KeyOf(argument));
            position = found is null ? position : attribute.ArgumentList!.Arguments.IndexOf(found);
            if (!IsChanged(argument))
            {
                continue;
            }

            attribute = found is null
                ? With(attribute, ++position, argument)
                : attribute.ReplaceNode(found.Expression, argument.Expression.WithTriviaFrom(found.Expression));
        }

        return attribute;
    }

    /// <summary>Returns whether a written argument goes: the other attribute does not have it, or its default is right.</summary>
    private bool IsSurplus(AttributeArgumentSyntax argument) =>
        argument.NameEquals?.Name.Identifier.ValueText is { } name
        && (!parameters.Contains(name) || TextOf(declared, name) is not null && TextOf(wanted, name) is null);

    // The arguments of the head are missing if it was written as [Dense].
    private bool IsChanged(AttributeArgumentSyntax argument) =>
        TextOf(declared, KeyOf(argument)) != argument.ToString()
        || !_sameHead && KeyOf(argument).StartsWith("Output", System.StringComparison.Ordinal);

    /// <summary>Returns an attribute with one more argument on the line of the argument before.</summary>
    private static AttributeSyntax With(AttributeSyntax attribute, int index, AttributeArgumentSyntax argument)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList!.Arguments;
        AttributeArgumentSyntax previous = arguments[index - 1];
        argument = argument.WithLeadingTrivia().WithTrailingTrivia(previous.GetTrailingTrivia());
        arguments = arguments.Replace(previous, previous.WithTrailingTrivia());
        SyntaxToken comma = SyntaxFactory.Token([], SyntaxKind.CommaToken, [SyntaxFactory.Space]);
        List<SyntaxNodeOrToken> parts = [.. arguments.GetWithSeparators()];
        parts.InsertRange(2 * index - 1, [comma, argument]);
        return attribute.WithArgumentList(
            attribute.ArgumentList.WithArguments(SyntaxFactory.SeparatedList<AttributeArgumentSyntax>(parts)));
    }

    private static string KeyOf(AttributeArgumentSyntax argument) => AttributeArguments.NameOf(argument)!;

    private static string? TextOf(DeclarationSyntax declaration, string name) =>
        declaration.Arguments.FirstOrDefault(argument => KeyOf(argument) == name)?.ToString();

    // A positional argument has no name: the first is the input, the second the hidden size.
    private static AttributeArgumentSyntax? Find(AttributeSyntax attribute, string name)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList!.Arguments;
        int position = name == "input" ? 0 : name == "hidden" ? 1 : -1;
        AttributeArgumentSyntax? placed = position >= 0 ? arguments.ElementAtOrDefault(position) : null;
        return arguments.FirstOrDefault(argument => AttributeArguments.NameOf(argument) == name)
            ?? (placed is not null && AttributeArguments.NameOf(placed) is null ? placed : null);
    }

    private static bool IsSpace(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);
}
