using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Emission;

/// <summary>Writes the names of the user's types, and opens the declarations around a class.</summary>
internal static class TypeNames
{
    /// <summary>
    /// Returns the full name of a class. Its simple name may mean another type inside the class: a nested type of a base class.
    /// </summary>
    public static string Full(ModelType type)
    {
        IEnumerable<string> outer = OutermostFirst(type.Container)
            .Select(static container => Identifier(container.Name) + Arguments(container.TypeParameters));
        return "global::" + (type.Namespace is null ? "" : type.Namespace + ".") +
            string.Concat(outer.Select(static name => name + ".")) + Identifier(type.Name) + Arguments(type.TypeParameters);
    }

    /// <summary>Opens the namespace and the types around a class.</summary>
    /// <returns>The scopes to close, innermost first.</returns>
    public static Stack<SourceWriter.Scope> OpenContainers(SourceWriter writer, ModelType type)
    {
        Stack<SourceWriter.Scope> scopes = new();
        if (type.Namespace is not null)
        {
            scopes.Push(writer.Block("namespace " + type.Namespace));
        }

        foreach (ContainingType container in OutermostFirst(type.Container))
        {
            scopes.Push(writer.Block(
                $"partial {container.Keyword} {Identifier(container.Name)}{Parameters(container.TypeParameters)}"));
        }

        return scopes;
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

    private static Stack<ContainingType> OutermostFirst(ContainingType? innermost)
    {
        Stack<ContainingType> containers = new();
        for (ContainingType? container = innermost; container is not null; container = container.Parent)
        {
            containers.Push(container);
        }

        return containers;
    }
}
