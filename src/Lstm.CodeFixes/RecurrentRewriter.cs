using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.CodeFixes;

/// <summary>
/// Changes an attribute of recurrent layers from one meaning to another. Only what differs between the two is changed, so that comments,
/// constants and parameters such as <c>Weights</c> stay as they are.
/// </summary>
/// <param name="declared">What the attribute means.</param>
/// <param name="wanted">What it shall mean.</param>
/// <param name="sameDense">Whether the dense layers after it stay as they are, be they attributes or its <c>Output</c>.</param>
internal sealed class RecurrentRewriter(LayerGroup declared, LayerGroup wanted, bool sameDense)
{
    private readonly HashSet<string> _foreign = [.. ForeignTo(wanted.Recurrent)];

    public AttributeSyntax Rewrite(AttributeSyntax attribute)
    {
        if (declared.Recurrent.Name.ToString() != wanted.Recurrent.Name.ToString())
        {
            attribute = attribute.WithName(wanted.Recurrent.Name.WithTriviaFrom(attribute.Name));
        }

        foreach (AttributeArgumentSyntax argument in attribute.ArgumentList!.Arguments.Where(IsSurplus).ToList())
        {
            attribute = AttributeArguments.Without(attribute, Find(attribute, KeyOf(argument))!);
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

    /// <summary>Returns the names of the parameters that only other cells have.</summary>
    private static IEnumerable<string> ForeignTo(AttributeSyntax recurrent)
    {
        string name = recurrent.Name.ToString().Substring(DeclarationRewriter.QualifierOf(recurrent).Length);
        IReadOnlyList<string> own = CellType.OfAttribute(name)?.Options ?? [];
        return CellOptions.All
            .Where(option => !own.Contains(option.Name))
            .SelectMany(static option => option is FunctionOption
                ? (string[])[option.Name + "Activation", option.Name + "Alpha", option.Name + "Beta"]
                : [option.Name]);
    }

    /// <summary>Returns whether a written argument goes: the other attribute does not have it, or its default is right.</summary>
    private bool IsSurplus(AttributeArgumentSyntax argument) =>
        argument.NameEquals?.Name.Identifier.ValueText is { } name
        && (_foreign.Contains(name) || declared.TextOf(name) is not null && wanted.TextOf(name) is null && !(IsOutput(name) && sameDense));

    // The arguments of the dense layer are missing if it was written as [Dense].
    private bool IsChanged(AttributeArgumentSyntax argument) =>
        IsOutput(KeyOf(argument)) ? !sameDense : declared.TextOf(KeyOf(argument)) != argument.ToString();

    private static bool IsOutput(string name) => name.StartsWith("Output", StringComparison.Ordinal);

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

    // A positional argument has no name: the last is the hidden size, and the input is before it.
    private AttributeArgumentSyntax? Find(AttributeSyntax attribute, string name)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList!.Arguments;
        int hidden = wanted.TextOf("input") is null ? 0 : 1;
        int position = name == "input" ? 0 : name == "hidden" ? hidden : -1;
        AttributeArgumentSyntax? placed = position >= 0 ? arguments.ElementAtOrDefault(position) : null;
        return arguments.FirstOrDefault(argument => AttributeArguments.NameOf(argument) == name)
            ?? (placed is not null && AttributeArguments.NameOf(placed) is null ? placed : null);
    }
}
