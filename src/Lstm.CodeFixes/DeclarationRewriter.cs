using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.CodeFixes;

/// <summary>
/// Changes the attributes of a class from one declaration to another. Attributes of recurrent layers correspond by their number; dense
/// layers that differ are written anew. Everything else stays as it is.
/// </summary>
internal sealed class DeclarationRewriter
{
    private readonly HashSet<AttributeSyntax> _layers;
    private readonly AttributeSyntax _first;
    private readonly HashSet<AttributeSyntax> _removed = [];
    private readonly Dictionary<AttributeSyntax, AttributeSyntax> _changed = [];
    private readonly List<AttributeSyntax> _stem = [];
    private readonly Dictionary<AttributeSyntax, List<AttributeSyntax>> _after = [];

    /// <summary>Plans the changes.</summary>
    /// <param name="attributes">The attributes of all layers, in the order of the data.</param>
    /// <param name="declared">What each of them means.</param>
    /// <param name="wanted">The declaration that they shall mean.</param>
    public DeclarationRewriter(IReadOnlyList<AttributeSyntax> attributes, DeclarationSyntax declared, DeclarationSyntax wanted)
    {
        _layers = [.. attributes];
        if (!LayerGroup.TextsOf(declared.Stem).SequenceEqual(LayerGroup.TextsOf(wanted.Stem)))
        {
            _removed.UnionWith(attributes.Take(declared.Stem.Count));
            _stem.AddRange(wanted.Stem);
        }

        int start = declared.Stem.Count;
        _first = attributes[start];
        AttributeSyntax last = _first;
        foreach ((LayerGroup group, int number) in declared.Groups.Select(static (group, number) => (group, number)))
        {
            List<AttributeSyntax> written = [.. attributes.Skip(start).Take(1 + group.Dense.Count)];
            start += written.Count;
            if (number < wanted.Groups.Count)
            {
                last = Plan(written, group, wanted.Groups[number]);
            }
            else
            {
                _removed.UnionWith(written);
            }
        }

        foreach (LayerGroup group in wanted.Groups.Skip(declared.Groups.Count))
        {
            After(last).AddRange([group.Recurrent, .. group.Dense]);
        }
    }

    /// <summary>Returns the text before the names of the library in an attribute: empty, or for example <c>Lstm.</c></summary>
    public static string QualifierOf(AttributeSyntax attribute)
    {
        string name = attribute.Name.ToString();
        return name.Substring(0, name.LastIndexOfAny(['.', ':']) + 1);
    }

    /// <summary>Returns the class with the other declaration.</summary>
    public TypeDeclarationSyntax Rewrite(TypeDeclarationSyntax type)
    {
        List<AttributeListSyntax> lists = [];
        SyntaxTriviaList comments = [];
        foreach (AttributeListSyntax list in type.AttributeLists)
        {
            List<AttributeSyntax> kept = [.. list.Attributes.Where(attribute => !_removed.Contains(attribute))];
            if (kept.Count == 0)
            {
                comments = Joined(comments, list.GetLeadingTrivia());
                continue;
            }

            AttributeListSyntax changed = Without(list, _removed).WithLeadingTrivia(Joined(comments, list.GetLeadingTrivia()));
            comments = [];
            lists.AddRange(ListsFor(changed, kept));
        }

        TypeDeclarationSyntax rewritten = (TypeDeclarationSyntax)type.WithAttributeLists([.. lists]);
        if (comments.Any(static trivia => !IsSpace(trivia)))
        {
            SyntaxToken next = rewritten.AttributeLists.Last().GetLastToken().GetNextToken();
            rewritten = rewritten.ReplaceToken(next, next.WithLeadingTrivia(Joined(comments, next.LeadingTrivia)));
        }

        return rewritten;
    }

    /// <summary>Plans the changes of a group and returns its last attribute that stays.</summary>
    private AttributeSyntax Plan(List<AttributeSyntax> written, LayerGroup declared, LayerGroup wanted)
    {
        AttributeSyntax recurrent = written[0];
        bool sameDense = declared.DenseTexts.SequenceEqual(wanted.DenseTexts);
        _changed.Add(recurrent, new RecurrentRewriter(declared, wanted, sameDense).Rewrite(recurrent));
        if (sameDense)
        {
            return written[written.Count - 1];
        }

        _removed.UnionWith(written.Skip(1));
        After(recurrent).AddRange(wanted.Dense);
        return recurrent;
    }

    private List<AttributeSyntax> After(AttributeSyntax attribute)
    {
        if (!_after.TryGetValue(attribute, out List<AttributeSyntax> after))
        {
            _after.Add(attribute, after = []);
        }

        return after;
    }

    /// <summary>Returns a list of attributes with its changes, and the lists of new layers around it.</summary>
    /// <param name="list">The list, without the attributes that are removed.</param>
    /// <param name="kept">Its attributes before the changes.</param>
    private List<AttributeListSyntax> ListsFor(AttributeListSyntax list, List<AttributeSyntax> kept)
    {
        int last = kept.FindLastIndex(_layers.Contains);
        List<AttributeSyntax> outside = [];
        for (int index = kept.Count - 1; index >= 0; index--)
        {
            if (_changed.TryGetValue(kept[index], out AttributeSyntax? changed))
            {
                list = list.WithAttributes(list.Attributes.Replace(list.Attributes[index], changed));
            }

            if (_after.TryGetValue(kept[index], out List<AttributeSyntax>? after) && index == last)
            {
                outside = after;
            }
            else if (after is not null)
            {
                // The next layer is in the same list.
                list = With(list, index, after);
            }
        }

        return WithLists(list, kept.Contains(_first) ? _stem : [], outside);
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

    /// <summary>Returns a list with more attributes after one of its attributes.</summary>
    private static AttributeListSyntax With(AttributeListSyntax list, int index, IEnumerable<AttributeSyntax> added)
    {
        SyntaxToken comma = SyntaxFactory.Token([], SyntaxKind.CommaToken, [SyntaxFactory.Space]);
        List<SyntaxNodeOrToken> parts = [.. list.Attributes.GetWithSeparators()];
        parts.InsertRange(2 * index + 1, added.SelectMany(attribute => new SyntaxNodeOrToken[] { comma, attribute.WithoutTrivia() }));
        return list.WithAttributes(SyntaxFactory.SeparatedList<AttributeSyntax>(parts));
    }

    /// <summary>Returns the trivia before a removed list and before its successor, with one indentation.</summary>
    private static SyntaxTriviaList Joined(SyntaxTriviaList removed, SyntaxTriviaList next) =>
        removed.Count == 0 ? next : [.. removed, .. next.SkipWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))];

    /// <summary>
    /// Returns a list of attributes with new ones before and after it, each in a list of its own, and on a line of its own if the list is.
    /// </summary>
    private static List<AttributeListSyntax> WithLists(
        AttributeListSyntax list, IReadOnlyList<AttributeSyntax> before, IReadOnlyList<AttributeSyntax> after)
    {
        if (before.Count + after.Count == 0)
        {
            return [list];
        }

        SyntaxTriviaList leading = list.GetLeadingTrivia();
        List<SyntaxTrivia> lineEnd = [.. list.GetTrailingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))];
        SyntaxTriviaList separator = lineEnd.Count == 0 ? [SyntaxFactory.Space] : [lineEnd[0]];
        SyntaxTriviaList indentation = lineEnd.Count == 0
            ? []
            : [.. leading.Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))];

        AttributeListSyntax ListOf(AttributeSyntax attribute) => ((AttributeListSyntax)attribute.Parent!)
            .WithLeadingTrivia(indentation)
            .WithTrailingTrivia(separator);

        // The comments of the class are before its first attribute.
        List<AttributeListSyntax> lists = [.. before.Select(ListOf), list.WithLeadingTrivia(indentation), .. after.Select(ListOf)];
        lists[0] = lists[0].WithLeadingTrivia(leading);
        return lists;
    }

    private static bool IsSpace(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);
}
