using System.Collections.Generic;
using System.Linq;
using Lstm.CodeFixes.Tests.Harness;
using Lstm.Generator.Declaration;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Lstm.CodeFixes.Tests;

/// <summary>Each result has the expected text, and the generator reads the wanted declaration from it.</summary>
public sealed class DeclarationRewriterTests
{
    [Theory]
    [InlineData(
        "[Lstm(input: 1, hidden: 16, Weights = \"a\")]", "[Lstm(input: 1, hidden: 40)]",
        "[Lstm(input: 1, hidden: 40, Weights = \"a\")]")]
    [InlineData("[Lstm(1, 8 + 8)]", "[Lstm(input: 2, hidden: 16)]", "[Lstm(2, 8 + 8)]")]
    [InlineData("[Lstm(hidden: 16, input: 1)]", "[Lstm(input: 2, hidden: 16)]", "[Lstm(hidden: 16, input: 2)]")]
    [InlineData(
        "[Lstm(1, 16, Weights = \"a\")]", "[Lstm(input: 1, hidden: 16, Layers = 2, Output = 1)]",
        "[Lstm(1, 16, Layers = 2, Output = 1, Weights = \"a\")]")]
    [InlineData(
        "[Lstm(1, 16, Layers = 1, Weights = \"a\", Output = 2)]", "[Lstm(input: 1, hidden: 16)]",
        "[Lstm(1, 16, Layers = 1, Weights = \"a\")]")]
    [InlineData(
        "[Lstm(1, 16, Weights = \"a\", Output = 0)]", "[Lstm(input: 1, hidden: 16, Output = 3)]",
        "[Lstm(1, 16, Weights = \"a\", Output = 3)]")]
    [InlineData(
        "[Lstm(1, 16, Peephole = true, Trace = true, Weights = \"a\")]", "[Gru(input: 1, hidden: 16, ResetAfter = false)]",
        "[Gru(1, 16, ResetAfter = false, Trace = true, Weights = \"a\")]")]
    [InlineData("[Gru(1, 16, ResetAfter = true)]", "[Lstm(input: 1, hidden: 16, Projection = 3)]", "[Lstm(1, 16, Projection = 3)]")]
    [InlineData("[Lstm(1, 16), Dense(1)]", "[Lstm(input: 1, hidden: 16, Output = 2)]", "[Lstm(1, 16, Output = 2)]")]
    [InlineData(
        "[Lstm(1, 16), Dense(1)]", "[Lstm(input: 1, hidden: 16, Output = 1, OutputActivation = Activation.Tanh)]",
        "[Lstm(1, 16, Output = 1, OutputActivation = Activation.Tanh)]")]
    [InlineData("[Lstm(1, 16), Dense(1)]", "[Lstm(input: 1, hidden: 17, Output = 1)]", "[Lstm(1, 17), Dense(1)]")]
    [InlineData(
        "[Lstm(1, 16, Output = 1)]", "[Lstm(input: 1, hidden: 16)]\n[Dense(8, Activation.Relu)]\n[Dense(1)]",
        "[Lstm(1, 16)] [Dense(8, Activation.Relu)] [Dense(1)]")]
    [InlineData(
        "[Dense(8), Dense(8), Lstm(1, 16), Dense(8), Dense(8)]",
        "[Dense(8)]\n[Dense(8)]\n[Lstm(input: 1, hidden: 16)]\n[Dense(8)]\n[Dense(4)]",
        "[Dense(8), Dense(8), Lstm(1, 16)] [Dense(8)] [Dense(4)]")]
    [InlineData(
        "[Dense(8)] [Lstm(1, 16), Dense(8), Dense(3)]", "[Dense(4)]\n[Dense(2)]\n[Lstm(input: 1, hidden: 16)]\n[Dense(8)]\n[Dense(3)]",
        "[Dense(4)] [Dense(2)] [Lstm(1, 16), Dense(8), Dense(3)]")]
    // Layers without a size, and pooling.
    [InlineData(
        "[Affine] [Lstm(1, 16), LayerNorm] [Pool(Pooling.Mean)] [Dense(2)]",
        "[Affine]\n[Lstm(input: 1, hidden: 40)]\n[LayerNorm]\n[Pool(Pooling.Mean)]\n[Dense(2)]",
        "[Affine] [Lstm(1, 40), LayerNorm] [Pool(Pooling.Mean)] [Dense(2)]")]
    [InlineData(
        "[Lstm(1, 16)] [Pool(Pooling.Mean)]", "[Lstm(input: 1, hidden: 16)]\n[Pool(Pooling.Max)]", "[Lstm(1, 16)] [Pool(Pooling.Max)]")]
    [InlineData(
        "[Lstm(1, 16, Weights = \"a\")]", "[Lstm(input: 1, hidden: 16)]\n[PRelu]\n[Activation(Activation.Elu)]",
        "[Lstm(1, 16, Weights = \"a\")] [PRelu] [Activation(Activation.Elu)]")]
    // Several attributes of recurrent layers: those of the same number correspond.
    [InlineData(
        "[Lstm(1, 16, Weights = \"a\")] [Gru(8)]", "[Lstm(input: 1, hidden: 16)]\n[Gru(hidden: 12)]",
        "[Lstm(1, 16, Weights = \"a\")] [Gru(12)]")]
    [InlineData(
        "[Lstm(1, 16, Weights = \"a\"), Gru(hidden: 4 + 4)]", "[Gru(input: 2, hidden: 16)]\n[Lstm(hidden: 8, Peephole = true)]",
        "[Gru(2, 16, Weights = \"a\"), Lstm(hidden: 4 + 4, Peephole = true)]")]
    [InlineData("[Lstm(1, 16)] [Lstm(16)]", "[Lstm(input: 1, hidden: 8, Layers = 2)]", "[Lstm(1, 8, Layers = 2)]")]
    [InlineData("[Lstm(1, 16)] [Dense(4)] [Gru(8)] [Dense(2)]", "[Lstm(input: 1, hidden: 16, Output = 3)]", "[Lstm(1, 16, Output = 3)]")]
    [InlineData("[Lstm(1, 16, Layers = 2)]", "[Lstm(input: 1, hidden: 16)]\n[Gru(hidden: 8)]", "[Lstm(1, 16)] [Gru(hidden: 8)]")]
    [InlineData(
        "[Lstm(1, 16, Output = 4)]", "[Lstm(input: 1, hidden: 16)]\n[Dense(4)]\n[Gru(hidden: 8)]\n[Dense(1)]",
        "[Lstm(1, 16, Output = 4)] [Gru(hidden: 8)] [Dense(1)]")]
    [InlineData(
        "[Dense(3)] [Lstm(1, 16)] [Dense(4)] [System.Obsolete] [Dense(5)]",
        "[Dense(3)]\n[Lstm(input: 1, hidden: 16)]\n[Dense(4)]\n[Dense(5)]\n[Gru(hidden: 8)]\n[Gru(hidden: 9)]",
        "[Dense(3)] [Lstm(1, 16)] [Dense(4)] [System.Obsolete] [Dense(5)] [Gru(hidden: 8)] [Gru(hidden: 9)]")]
    [InlineData(
        "[Lstm(1, 16), Gru(8)]", "[Dense(2)]\n[Lstm(input: 1, hidden: 16)]\n[Dense(4)]\n[Dense(3)]\n[Gru(hidden: 8)]\n[Dense(1)]",
        "[Dense(2)] [Lstm(1, 16), Dense(4), Dense(3), Gru(8)] [Dense(1)]")]
    [InlineData(
        "[Lstm(1, 16), System.Obsolete, Dense(2), Gru(8), Dense(1)]", "[Lstm(input: 1, hidden: 16)]\n[Dense(4)]\n[Gru(hidden: 8)]",
        "[Lstm(1, 16), Dense(4), System.Obsolete, Gru(8)]")]
    [InlineData(
        "[Lstm(1, 16, Residual = true, Output = 1)] [Gru(8, Output = 1)]",
        "[Lstm(input: 1, hidden: 16)]\n[Dense(1)]\n[Gru(hidden: 8)]\n[Dense(1)]", "[Lstm(1, 16, Output = 1)] [Gru(8, Output = 1)]")]
    public void Only_what_differs_is_changed(string before, string declaration, string after)
    {
        IEnumerable<string> declared = Declared.Network(before).Attributes.Select(static attribute => attribute.Text);
        ClassDeclarationSyntax type = ClassIn(before);
        IEnumerable<AttributeSyntax> layers = type.AttributeLists
            .SelectMany(static list => list.Attributes)
            .Where(static attribute => NetworkAttributes.Names.Contains(attribute.Name.ToString()));
        TypeDeclarationSyntax rewritten = new DeclarationRewriter(
            [.. layers], DeclarationSyntax.Parse(string.Join('\n', declared), "")!, DeclarationSyntax.Parse(declaration, "")!)
            .Rewrite(type);

        Assert.Equal(after + " partial class Amp;", rewritten.ToFullString());
        Assert.Equal(declaration, Declared.Text(after));
    }

    /// <summary>A source without a using directive has names of the library in full.</summary>
    [Fact]
    public void Every_name_of_the_library_gets_the_qualifier() => Assert.Equal(
        ["Lstm.Activation(Lstm.Activation.Elu)", "Lstm.PRelu", "Lstm.Pool(Lstm.Pooling.Mean)", "Lstm.Dense(2, Lstm.Activation.Relu)"],
        DeclarationSyntax.Parse(
            "[Lstm(input: 1, hidden: 16)]\n[Activation(Activation.Elu)]\n[PRelu]\n[Pool(Pooling.Mean)]\n[Dense(2, Activation.Relu)]",
            "Lstm.")!
            .Groups.Single().Dense.Select(static attribute => attribute.ToString()));

    [Fact]
    public void A_merging_gets_the_qualifier() => Assert.Equal(
        ["Lstm.Merge(Lstm.Merging.Product)", "Lstm.Residual(1)"],
        DeclarationSyntax.Parse(
            "[Lstm(input: 1, hidden: 16, Bidirectional = true)]\n[Merge(Merging.Product)]\n[Residual(1)]", "Lstm.")!
            .Groups.Single().Dense.Select(static attribute => attribute.ToString()));

    private static ClassDeclarationSyntax ClassIn(string attributes) =>
        (ClassDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(attributes + " partial class Amp;")!;
}
