using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Declaration;

/// <summary>
/// A user's own part of the struct <c>State</c>. Source generators do not see each other's output, so a type that another generator has to
/// see needs a part in the user's code. That part is empty: generated code depends on the memory of the whole struct.
/// </summary>
internal static class StatePart
{
    public const string Name = "State";

    /// <summary>Returns the state of a class if its author has declared a part of it, and otherwise null.</summary>
    public static INamedTypeSymbol? Of(INamedTypeSymbol model) =>
        model.GetTypeMembers(Name, 0).FirstOrDefault(static state => Written(state).Any());

    /// <summary>Whether a member of a network's class is the state, and every part that its author has declared is empty.</summary>
    public static bool IsPart(ISymbol member) =>
        member is INamedTypeSymbol { Name: Name, Arity: 0, TypeKind: TypeKind.Struct } state
        && Written(state).All(static reference => reference.GetSyntax() is StructDeclarationSyntax part && IsEmpty(part));

    /// <summary>The declarations in the user's files. The analyzer may run before the generator or after it.</summary>
    public static IEnumerable<SyntaxReference> Written(INamedTypeSymbol state) =>
        state.DeclaringSyntaxReferences.Where(static reference => IsWritten(reference.SyntaxTree));

    /// <summary>Whether a file is the user's.</summary>
    public static bool IsWritten(SyntaxTree tree) => !tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase);

    private static bool IsEmpty(StructDeclarationSyntax part) =>
        part.Modifiers.Any(SyntaxKind.PartialKeyword)
        && part.Modifiers.All(static modifier => modifier.IsKind(SyntaxKind.PartialKeyword) || modifier.IsKind(SyntaxKind.PublicKeyword))
        && part is { Members.Count: 0, ParameterList: null, BaseList: null };
}
