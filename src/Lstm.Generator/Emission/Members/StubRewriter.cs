using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Emission;

/// <summary>
/// Turns the class of a network into its stub: every body throws, and what a body alone needs is gone, such as private members and
/// attributes. The result is valid in old versions of C#, and has no member that the user's type cannot have.
/// </summary>
internal sealed class StubRewriter : CSharpSyntaxRewriter
{
    private static readonly BlockSyntax s_throws =
        (BlockSyntax)SyntaxFactory.ParseStatement("{ throw null; }").WithLeadingTrivia(SyntaxFactory.Space);

    private readonly LstmStub _stub;
    private readonly string _self;

    private StubRewriter(LstmStub stub)
    {
        _stub = stub;
        _self = stub.Model.Type.Name;
    }

    public static TypeDeclarationSyntax Rewrite(ClassDeclarationSyntax network, LstmStub stub)
    {
        StubRewriter rewriter = new(stub);
        ClassDeclarationSyntax visited = (ClassDeclarationSyntax)rewriter.Visit(network)!;
        List<MemberDeclarationSyntax> kept = [.. visited.Members.Where(rewriter.IsPossible)];

        // A type that does not implement all members of an interface cannot implement the interface at all.
        bool implements = !stub.OnlyTypes && visited.Members.Where(IsImplementation).All(kept.Contains);
        return implements
            ? visited.WithMembers([.. kept])
            : visited.WithBaseList(null).WithMembers([.. kept.Where(static member => ExplicitOf(member) is null)]);
    }

    // A member keeps its documentation, which is attached to its first attribute.
    public override SyntaxNode? Visit(SyntaxNode? node) => base.Visit(node) is { } visited
        ? node is MemberDeclarationSyntax ? visited.WithLeadingTrivia(node.GetLeadingTrivia()) : visited
        : null;

    public override SyntaxNode? VisitAttributeList(AttributeListSyntax node) => null;

    public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node) =>
        node.Modifiers.Any(SyntaxKind.ConstKeyword) ? base.VisitFieldDeclaration(node) : null;

    public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) =>
        node.Modifiers.Any(SyntaxKind.PrivateKeyword) ? null : base.VisitStructDeclaration(node);

    public override SyntaxNode? VisitBaseList(BaseListSyntax node) => _stub.Interfaces ? base.VisitBaseList(node) : null;

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) => IsUsable(node.ExplicitInterfaceSpecifier)
        ? Throwing((MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!)
        : null;

    public override SyntaxNode? VisitOperatorDeclaration(OperatorDeclarationSyntax node) =>
        Throwing((OperatorDeclarationSyntax)base.VisitOperatorDeclaration(node)!);

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node) =>
        Throwing(((ConstructorDeclarationSyntax)base.VisitConstructorDeclaration(node)!).WithInitializer(null));

    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        if (!IsUsable(node.ExplicitInterfaceSpecifier))
        {
            return null;
        }

        // Every generated property has an arrow.
        PropertyDeclarationSyntax visited = (PropertyDeclarationSyntax)base.VisitPropertyDeclaration(node)!;
        AccessorDeclarationSyntax getter = SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, s_throws)
            .WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space);
        return visited.WithExpressionBody(null).WithSemicolonToken(default)
            .WithIdentifier(visited.Identifier.WithTrailingTrivia())
            .WithAccessorList(SyntaxFactory.AccessorList([getter]).WithLeadingTrivia(SyntaxFactory.Space))
            .WithTrailingTrivia(node.GetTrailingTrivia());
    }

    // Where the class implements an interface, its language has references that cannot be written. Elsewhere a copy reads the same.
    public override SyntaxNode? VisitRefType(RefTypeSyntax node) =>
        _stub.Interfaces ? node : Visit(node.Type)!.WithLeadingTrivia(node.GetLeadingTrivia());

    // Only references are nullable in the signatures of generated members, and the stub is oblivious of them.
    public override SyntaxNode? VisitNullableType(NullableTypeSyntax node) =>
        Visit(node.ElementType)!.WithTrailingTrivia(node.GetTrailingTrivia());

    // Old versions of C# have no such members, references and operators. Calls are the same without these words.
    public override SyntaxToken VisitToken(SyntaxToken token) =>
        token.IsKind(SyntaxKind.ReadOnlyKeyword)
        || token.IsKind(SyntaxKind.InKeyword) && token.Parent is ParameterSyntax { Parent.Parent: OperatorDeclarationSyntax }
            ? SyntaxFactory.MissingToken(token.Kind()).WithLeadingTrivia(token.LeadingTrivia)
            : base.VisitToken(token);

    private static BaseMethodDeclarationSyntax Throwing(BaseMethodDeclarationSyntax method) => method
        .WithParameterList(method.ParameterList.WithTrailingTrivia())
        .WithExpressionBody(null).WithSemicolonToken(default).WithBody(s_throws.WithTrailingTrivia(method.GetTrailingTrivia()));

    /// <summary>Returns whether a member is public, or implements an interface of the stub.</summary>
    private bool IsUsable(ExplicitInterfaceSpecifierSyntax? explicitly) => explicitly is null || _stub.Interfaces;

    /// <summary>Returns whether the user's type can have a member.</summary>
    private bool IsPossible(MemberDeclarationSyntax member)
    {
        bool isType = member is BaseTypeDeclarationSyntax || member is FieldDeclarationSyntax;
        return (isType || !_stub.OnlyTypes)
            && !IsImpossible(NameOf(member), member)
            && !member.DescendantNodes().OfType<IdentifierNameSyntax>().Any(IsImpossible);
    }

    private bool IsImpossible(string name, SyntaxNode node) =>
        _stub.IsTaken(name) || name == _self && node is not ConstructorDeclarationSyntax
        || node is PropertyDeclarationSyntax && (_stub.IsTaken("get_" + name) || _stub.IsTaken("set_" + name));

    /// <summary>
    /// Returns whether the use of a type is an error: there is no such type, or it lacks the interface that a generic type needs.
    /// </summary>
    private bool IsImpossible(IdentifierNameSyntax used) =>
        used.Identifier.ValueText is "State" or "Trace"
        && (IsImpossible(used.Identifier.ValueText, used)
            || !_stub.Interfaces
                && used.Parent?.Parent is GenericNameSyntax { Identifier.ValueText: not ("Span" or "ReadOnlySpan") });

    private static bool IsImplementation(MemberDeclarationSyntax member) =>
        ExplicitOf(member) is not null || member.GetLeadingTrivia().ToFullString().Contains("<inheritdoc/>");

    private static ExplicitInterfaceSpecifierSyntax? ExplicitOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.ExplicitInterfaceSpecifier,
        PropertyDeclarationSyntax property => property.ExplicitInterfaceSpecifier,
        _ => null,
    };

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        // The name of an implementation is not that of a member.
        _ when ExplicitOf(member) is not null => "",
        ConstructorDeclarationSyntax => WellKnownMemberNames.InstanceConstructorName,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.ValueText,
        _ => "",
    };
}
