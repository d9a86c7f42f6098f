using System;
using System.Linq;
using Lstm.CodeFixes.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Lstm.CodeFixes.Tests;

/// <summary>Each result has the expected text, and the generator reads the wanted declaration from it.</summary>
public sealed class DeclarationRewriterTests
{
    private const string LstmParameters = "Layers,Output,OutputActivation,Projection,Peephole,Residual,Weights,Trace";
    private const string GruParameters = "Layers,Output,OutputActivation,ResetAfter,Residual,Weights";

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
        "[Gru(1, 16, ResetAfter = false, Weights = \"a\")]")]
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
    public void Only_what_differs_is_changed(string before, string declaration, string after)
    {
        string declared = Declared.Text(before);
        ClassDeclarationSyntax type = ClassIn(before);
        AttributeSyntax[] attributes = [.. type.AttributeLists.SelectMany(static list => list.Attributes)];
        AttributeSyntax recurrent = attributes.Single(static attribute => attribute.Name.ToString() != "Dense");
        string parameters = declaration.Contains("Gru", StringComparison.Ordinal) ? GruParameters : LstmParameters;
        TypeDeclarationSyntax rewritten = new DeclarationRewriter(
            DeclarationSyntax.Parse(declared, "")!, DeclarationSyntax.Parse(declaration, "")!, parameters.Split(','))
            .Rewrite(type, recurrent, [.. attributes.Except([recurrent])]);

        Assert.Equal(after + " partial class Amp;", rewritten.ToFullString());
        Assert.Equal(declaration, Declared.Text(after));
    }

    private static ClassDeclarationSyntax ClassIn(string attributes) =>
        (ClassDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(attributes + " partial class Amp;")!;
}
