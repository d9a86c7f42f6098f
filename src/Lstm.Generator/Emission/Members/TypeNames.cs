using System;
using System.Linq;
using Lstm.Generator.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Emission;

/// <summary>Writes the names of the user's types, and the declarations around a class.</summary>
internal static class TypeNames
{
    /// <summary>
    /// Returns the full name of a class. Its simple name may mean another type inside the class: a nested type of a base class.
    /// </summary>
    public static string Full(ModelType type)
    {
        string space = type.Namespace is null ? "" : type.Namespace + ".";
        return $"global::{space}{Before(type.Container)}{Identifier(type.Name)}{Arguments(type.TypeParameters)}";
    }

    /// <summary>Prints what is in the namespace and the types around a class.</summary>
    public static void EmitInside(SourceWriter writer, ModelType type, Action emit)
    {
        using SourceWriter.Scope? space = type.Namespace is null ? null : writer.Block("namespace " + type.Namespace);
        EmitInside(writer, type.Container, emit);
    }

    /// <summary>
    /// Returns a name as it must be written. A keyword needs an <c>@</c>. A name of lower-case letters alone draws a warning, because it
    /// might become a keyword, and its author has avoided that with an <c>@</c>.
    /// </summary>
    public static string Identifier(string name)
    {
        bool keyword = SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;
        return keyword || name.All(static letter => letter is >= 'a' and <= 'z') ? "@" + name : name;
    }

    /// <summary>Returns type parameters as a declaration has them.</summary>
    public static string Parameters(string parameters) => parameters.Length == 0 ? "" : $"<{parameters}>";

    private static string Arguments(string parameters) => Parameters(parameters.Replace("in ", "").Replace("out ", ""));

    private static string Before(ContainingType? container) => container is null
        ? ""
        : $"{Before(container.Parent)}{Identifier(container.Name)}{Arguments(container.TypeParameters)}.";

    private static void EmitInside(SourceWriter writer, ContainingType? container, Action emit)
    {
        if (container is null)
        {
            emit();
            return;
        }

        EmitInside(writer, container.Parent, () =>
        {
            using SourceWriter.Scope scope = writer.Block(
                $"partial {container.Keyword} {Identifier(container.Name)}{Parameters(container.TypeParameters)}");
            emit();
        });
    }
}
