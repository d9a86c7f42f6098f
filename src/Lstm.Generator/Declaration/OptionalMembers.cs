using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Model;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Declaration;

/// <summary>
/// The generated members that give way to a member of the class or of its base classes. Nothing that a network needs is among them, so that
/// a class that compiled before such a member existed still compiles. (The other generated members must not collide:
/// <see cref="GeneratedMembers"/>.)
/// </summary>
internal static class OptionalMembers
{
    private const string Converter = "System.Text.Json.Serialization.JsonConverterAttribute";

    private static readonly (OwnMembers Member, string Name)[] s_typeNames =
    [
        (OwnMembers.Random, "Random"), (OwnMembers.Weights, "Weights"), (OwnMembers.Declaration, "Declaration"),
    ];

    /// <summary>Returns the optional members that the class has already.</summary>
    /// <param name="type">The class.</param>
    /// <param name="shape">Its network.</param>
    public static OwnMembers Of(INamedTypeSymbol type, NetworkShape shape)
    {
        OwnMembers own = OwnMembers.None;
        foreach ((OwnMembers member, string name, string? parameters) in Generated(type, shape))
        {
            own |= type.Name == name || Visible(type).Any(other => Hides(other, name, parameters)) ? member : OwnMembers.None;
        }

        foreach ((OwnMembers member, string name) in s_typeNames)
        {
            own |= UsesType(type, name) ? member : OwnMembers.None;
        }

        own |= Has(type, "System.Diagnostics.DebuggerDisplayAttribute") ? OwnMembers.DebuggerDisplay : OwnMembers.None;
        if (StatePart.Of(type) is { } state)
        {
            own |= OwnMembers.StatePart | (Has(state, Converter) ? OwnMembers.StateConverter : OwnMembers.None);
        }

        return own;
    }

    /// <summary>The overload of Step for a network with one input, one output or both; null for other networks.</summary>
    public static string? ScalarStep(NetworkShape shape) => (shape.IsCausal, shape.Input, shape.OutputSize) switch
    {
        (true, 1, 1) => "State,float",
        (true, 1, _) => "State,float,Span<float>",
        (true, _, 1) => "State,ReadOnlySpan<float>",
        _ => null,
    };

    // The parameters of methods by type, as GeneratedMembers lists them; null for properties.
    private static IEnumerable<(OwnMembers Member, string Name, string? Parameters)> Generated(INamedTypeSymbol type, NetworkShape shape)
    {
        string self = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        yield return (OwnMembers.Declaration, "Declaration", null);
        yield return (OwnMembers.ParameterCount, "ParameterCount", null);
        yield return (OwnMembers.Weights, "Weights", null);
        yield return (OwnMembers.LoadBytes, "Load", "global::System.ReadOnlyMemory<byte>");
        yield return (OwnMembers.LoadAsync, "LoadAsync", "string,global::System.Threading.CancellationToken");
        yield return (OwnMembers.TryLoad, "TryLoad", $"string,{self},string");
        yield return (OwnMembers.Random, "Random", "int");
        yield return (OwnMembers.Text, "ToString", "");
        if (ScalarStep(shape) is { } parameters)
        {
            yield return (OwnMembers.ScalarStep, "Step", parameters);
        }
    }

    private static IEnumerable<ISymbol> Visible(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? declaring = type;
            declaring is { SpecialType: not SpecialType.System_Object };
            declaring = declaring.BaseType)
        {
            foreach (ISymbol member in declaring.GetMembers())
            {
                bool inherited = !SymbolEqualityComparer.Default.Equals(declaring, type);
                if (!member.IsImplicitlyDeclared && !(inherited && member.DeclaredAccessibility == Accessibility.Private))
                {
                    yield return member;
                }
            }
        }
    }

    // A property also reserves the names of its accessors. An indexer has its name in metadata only.
    private static bool Hides(ISymbol member, string name, string? parameters) => parameters is null
        ? IsNamed(member, name) || IsNamed(member, "get_" + name) || IsNamed(member, "set_" + name)
        : IsNamed(member, name)
            && (member is not IMethodSymbol method || (method.Arity == 0 && GeneratedMembers.HasParameters(method, parameters)));

    private static bool IsNamed(ISymbol member, string name) => member.Name == name || member.MetadataName == name;

    private static bool Has(INamedTypeSymbol type, string attribute) =>
        type.GetAttributes().Any(data => data.AttributeClass?.ToDisplayString() == attribute);

    // "Random.Shared" in the class would mean a member of the generated method. Whoever wrote it meant a type of this name.
    private static bool UsesType(INamedTypeSymbol type, string name) => type.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax().DescendantNodes().Any(node =>
            node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax used } && used.Identifier.ValueText == name));
}
