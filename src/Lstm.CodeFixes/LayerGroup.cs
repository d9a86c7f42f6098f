using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.CodeFixes;

/// <summary>An attribute of recurrent layers in the form of <c>DeclarationText</c>, and the dense layers after it.</summary>
/// <param name="Recurrent">The attribute.</param>
/// <param name="Dense">Each <c>[Dense]</c> after it.</param>
internal sealed record LayerGroup(AttributeSyntax Recurrent, IReadOnlyList<AttributeSyntax> Dense)
{
    /// <summary>The arguments of the recurrent attribute.</summary>
    public IReadOnlyList<AttributeArgumentSyntax> Arguments => Recurrent.ArgumentList!.Arguments;

    /// <summary>The texts of the dense layers, with the one that <c>Output</c> declares.</summary>
    public IEnumerable<string> DenseTexts
    {
        get
        {
            IEnumerable<string> texts = TextsOf(Dense);
            if (Find("Output") is not { } output)
            {
                return texts;
            }

            string activation = Find("OutputActivation") is { } function ? $", {function.Expression}" : "";
            return texts.Prepend($"{DeclarationRewriter.QualifierOf(Recurrent)}Dense({output.Expression}{activation})");
        }
    }

    public static IEnumerable<string> TextsOf(IEnumerable<AttributeSyntax> attributes) =>
        attributes.Select(static attribute => attribute.ToString());

    /// <summary>Returns the text of an argument, or null if there is none of this name.</summary>
    public string? TextOf(string name) => Find(name)?.ToString();

    private AttributeArgumentSyntax? Find(string name) =>
        Arguments.FirstOrDefault(argument => AttributeArguments.NameOf(argument) == name);
}
