using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Tests.Planning;

/// <summary>Replaces every vector load of a generated source by a call of <see cref="LoadProbe"/>.</summary>
/// <param name="damage">Moves the n-th load with an offset back by one vector, as a wrong emitter might; -1 for none.</param>
internal sealed class LoadRewriter(int damage = -1) : CSharpSyntaxRewriter
{
    private int _withOffset;

    public int Loads { get; private set; }

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        string? probe = NameOf(node.Expression) switch
        {
            // The bare name is that of the kernel's own vectors, by a static using.
            "LoadUnsafe" => "global::Probe.Load" + BitsOf(node),
            "Vector256.LoadUnsafe" => "global::Probe.Load256",
            "Vector512.LoadUnsafe" => "global::Probe.Load512",
            "Vector128.LoadUnsafe" => "global::Probe.Load128",
            // Of sums, which are no weights.
            "BlockPairs.Load" => "global::Lstm.CompilerServices.BlockPairs.Load",
            "LayerNorms.Apply" => "global::Probe.Normalise",
            // The weights file.
            "global::Lstm.LstmWeights.Load" => null,
            string name when name.StartsWith("global::Lstm.CompilerServices.ModelAccess.", StringComparison.Ordinal) => null,
            string name when name.Contains("Load", StringComparison.Ordinal) =>
                throw new NotSupportedException($"A load that the probe does not know: {name}."),
            _ => null,
        };
        InvocationExpressionSyntax visited = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        if (probe is null)
        {
            return visited;
        }

        Loads++;
        if (visited.ArgumentList.Arguments.ElementAtOrDefault(1) is { Expression: LiteralExpressionSyntax offset }
            && _withOffset++ == damage)
        {
            int moved = (int)offset.Token.Value! - 8;
            ArgumentSyntax argument = visited.ArgumentList.Arguments[1];
            visited = visited.ReplaceNode(argument, argument.WithExpression(
                SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(moved))));
        }

        return visited.WithExpression(SyntaxFactory.ParseExpression(probe));
    }

    /// <summary>The bits of the vectors of the kernel that a call stands in.</summary>
    private static string BitsOf(SyntaxNode node)
    {
        string vectors = node.Ancestors().OfType<NamespaceDeclarationSyntax>().First().Usings
            .Select(static directive => directive.ToString())
            .Single(static directive => directive.StartsWith("using static", StringComparison.Ordinal));
        return vectors[^4..^1];
    }

    /// <summary>The name of what is called; of a method called on a value, such as a sum that is stored, its own name alone.</summary>
    private static string NameOf(ExpressionSyntax called) =>
        called is MemberAccessExpressionSyntax { Expression: not (NameSyntax or MemberAccessExpressionSyntax) } method
            ? method.Name.ToString()
            : called.ToString();
}
