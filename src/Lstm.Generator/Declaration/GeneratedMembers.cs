using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>The members that generated code adds to a class, and their collisions with members of the class.</summary>
internal sealed class GeneratedMembers
{
    // Parameter lists with State use simple names, all others use full names: State does not exist yet while the generator runs, so the
    // name is unresolved or means another type. Nullable annotations are ignored, because they do not distinguish overloads.
    private static readonly SymbolDisplayFormat s_byName = SymbolDisplayFormat.MinimallyQualifiedFormat
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly HashSet<string> _values = new(StringComparer.Ordinal)
    {
        "InputSize", "HiddenSize", "OutputSize", "LayerCount", "State", "_weights",
    };

    // Properties also occupy the names of their accessors.
    private readonly HashSet<string> _properties = new(StringComparer.Ordinal) { "InitialState", "WeightsChecksum" };

    private readonly Dictionary<string, string[]> _methods = new(StringComparer.Ordinal)
    {
        ["Load"] = ["string", "global::System.IO.Stream"],
    };

    /// <summary>Creates the list of generated members of a class.</summary>
    /// <param name="shape">Its network.</param>
    /// <param name="hasDefault">Whether it has a default instance with embedded weights.</param>
    /// <param name="traced">Whether it can record traces of its gates.</param>
    public GeneratedMembers(NetworkShape shape, bool hasDefault, bool traced)
    {
        if (traced)
        {
            _values.Add("Trace");
        }

        if (hasDefault)
        {
            _properties.Add("Default");
        }

        if (shape.IsQuantized)
        {
            _properties.Add("QuantizationReport");
        }

        const string spans = "ReadOnlySpan<float>,Span<float>";
        if (shape.IsCausal)
        {
            _methods.Add("Step", traced ? ["State," + spans, "State," + spans + ",Trace"] : ["State," + spans]);
            _methods.Add("RestState", ["ReadOnlySpan<float>"]);
            _methods.Add("Run", ["State," + spans]);
            _methods.Add("StepMany", ["Span<State>," + spans, "StateBlock<State>," + spans, "StateBlock<State>,int,int," + spans]);
        }
        else
        {
            _methods.Add("ScratchLength", ["int"]);
            _methods.Add("Run", [spans, "State," + spans, "State," + spans + ",Span<float>"]);
        }

        if (shape.Pool is not null)
        {
            _methods.Add("Predict", [spans, "State," + spans]);
        }

        if (shape.IsRandom)
        {
            _methods.Add("Seed", ["State,ulong"]);
        }
    }

    /// <summary>Returns the name that a member occupies. That of an indexer is only in metadata: <c>[IndexerName]</c> sets it.</summary>
    public static string NameOf(ISymbol member) => member is INamedTypeSymbol ? member.Name : member.MetadataName;

    /// <summary>Returns every member of the class or of its base classes that a generated member would duplicate or hide.</summary>
    public IEnumerable<ISymbol> Collisions(INamedTypeSymbol type)
    {
        if (IsGeneratedName(type.Name))
        {
            // In C#, a member cannot have the name of its type.
            yield return type;
        }

        foreach (ISymbol member in Visible(type))
        {
            if (Collides(member) && !(IsOf(member, type) && StatePart.IsPart(member)))
            {
                yield return member;
            }
        }
    }

    /// <summary>Returns the members that the class declares or inherits, without those of <see cref="object"/>.</summary>
    public static IEnumerable<ISymbol> Visible(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? declaring = type;
            declaring is { SpecialType: not SpecialType.System_Object };
            declaring = declaring.BaseType)
        {
            foreach (ISymbol member in declaring.GetMembers())
            {
                bool isInherited = member.DeclaredAccessibility != Accessibility.Private
                    && member is not IMethodSymbol { MethodKind: MethodKind.Constructor };
                if (!member.IsImplicitlyDeclared && (isInherited || IsOf(member, type)))
                {
                    yield return member;
                }
            }
        }
    }

    /// <summary>Whether a method has these types of parameters, in full names or, if State is among them, in simple names.</summary>
    public static bool HasParameters(IMethodSymbol method, string parameters) =>
        Parameters(method, SymbolDisplayFormat.FullyQualifiedFormat) == parameters || Parameters(method, s_byName) == parameters;

    private static bool IsOf(ISymbol member, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(member.ContainingType, type);

    private bool IsGeneratedName(string name) => IsValue(name) || _methods.ContainsKey(name);

    private bool IsValue(string name) => _values.Contains(name) || _properties.Contains(name);

    // The compiler reserves both accessors of a property, whichever it has. Types of properties are not compared: see above.
    private bool IsAccessor(string name) =>
        (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal))
        && _properties.Contains(name.Substring("get_".Length));

    private bool IsAccessor(IMethodSymbol method) =>
        IsAccessor(method.Name) && method.Parameters.Length == (method.Name[0] == 'g' ? 0 : 1);

    private bool Collides(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor, IsStatic: false } constructor =>
            Parameters(constructor, SymbolDisplayFormat.FullyQualifiedFormat) == "global::Lstm.LstmWeights",

        // An overload with other parameters is allowed.
        IMethodSymbol { MethodKind: MethodKind.Ordinary, Arity: 0 } method when _methods.TryGetValue(method.Name, out string[] taken) =>
            taken.Any(parameters => HasParameters(method, parameters)),
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method => IsValue(method.Name) || method.Arity == 0 && IsAccessor(method),
        IMethodSymbol => false,
        _ => IsGeneratedName(NameOf(member)) || IsAccessor(NameOf(member)),
    };

    private static string Parameters(IMethodSymbol method, SymbolDisplayFormat format) =>
        string.Join(",", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(format)));
}
