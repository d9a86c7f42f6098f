using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Declaration;

/// <summary>Looks for declarations that use generated types or sizes of a class, such as a field of type <c>Amp.State</c>.</summary>
/// <remarks>
/// The compiler stops after errors in declarations. It does so after errors of a generator too, so uses in the bodies of methods never
/// cause errors. The search reads all files, but only while a class is not partial.
/// </remarks>
internal static class DeclaredUses
{
    public static bool Any(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        compilation.SyntaxTrees.Any(tree => tree.GetRoot(cancellation)
            .DescendantNodes(static node => !IsBody(node))
            .Any(node => IsUse(node, type.Name)));

    private static bool IsUse(SyntaxNode node, string name) => node switch
    {
        QualifiedNameSyntax { Left: { } left, Right: { } right } => IsMember(right) && IsNamed(left, name),
        MemberAccessExpressionSyntax { Expression: { } left, Name: { } right } => IsMember(right) && IsNamed(left, name),
        IdentifierNameSyntax { Parent: not (QualifiedNameSyntax or MemberAccessExpressionSyntax) } simple =>
            IsMember(simple) && simple.Ancestors().OfType<TypeDeclarationSyntax>().Any(outer => outer.Identifier.ValueText == name),
        _ => false,
    };

    private static bool IsMember(SimpleNameSyntax name) =>
        name.Identifier.ValueText is "State" or "Trace" or "InputSize" or "HiddenSize" or "OutputSize" or "LayerCount";

    private static bool IsNamed(SyntaxNode node, string name) => node switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText == name,
        QualifiedNameSyntax qualified => IsNamed(qualified.Right, name),
        AliasQualifiedNameSyntax aliased => IsNamed(aliased.Name, name),
        MemberAccessExpressionSyntax access => IsNamed(access.Name, name),
        _ => false,
    };

    /// <summary>
    /// Returns whether the compiler binds a node together with the bodies of methods. The value of a constant belongs to its declaration.
    /// </summary>
    private static bool IsBody(SyntaxNode node) => node switch
    {
        BlockSyntax or ArrowExpressionClauseSyntax or ConstructorInitializerSyntax or GlobalStatementSyntax => true,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } => true,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax field } } =>
            !field.Modifiers.Any(SyntaxKind.ConstKeyword),
        _ => false,
    };
}
