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

    /// <summary>Returns the optional members that the class has already.</summary>
    /// <param name="type">The class.</param>
    /// <param name="shape">Its network.</param>
    public static OwnMembers Of(INamedTypeSymbol type, NetworkShape shape)
    {
        OwnMembers own = OwnMembers.None;
        foreach ((OwnMembers member, string name, string? parameters) in Generated(type, shape))
        {
            bool isTaken = type.Name == name || GeneratedMembers.Visible(type).Any(other => Hides(other, name, parameters));
            own |= isTaken ? member : OwnMembers.None;
        }

        own |= UsesRandom(type) ? OwnMembers.Random : OwnMembers.None;
        own |= Has(type, "System.Diagnostics.DebuggerDisplayAttribute") ? OwnMembers.DebuggerDisplay : OwnMembers.None;
        if (StatePart.Of(type) is { } state)
        {
            own |= OwnMembers.StatePart | (Has(state, Converter) ? OwnMembers.StateConverter : OwnMembers.None);
        }

        return own;
    }

    /// <summary>The overload of Step for a network with one input, one output or both; null for other networks.</summary>
    public static string? ScalarStep(NetworkShape shape) => (shape.IsCausal, shape.Input, shape.Output) switch
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

    private static bool Hides(ISymbol member, string name, string? parameters)
    {
        string own = GeneratedMembers.NameOf(member);

        // A property also occupies the names of its accessors.
        return parameters is null
            ? own == name || own == "get_" + name || own == "set_" + name
            : own == name
                && (member is not IMethodSymbol method || (method.Arity == 0 && GeneratedMembers.HasParameters(method, parameters)));
    }

    private static bool Has(INamedTypeSymbol type, string attribute) =>
        type.GetAttributes().Any(data => data.AttributeClass?.ToDisplayString() == attribute);

    // "Random.Shared" in the class would mean a member of the method. A method has no members, so whoever wrote it meant another Random.
    private static bool UsesRandom(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(static reference =>
        reference.GetSyntax().DescendantNodes().Any(static node =>
            node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Random" } }));
}
