using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>The members that generated code adds to a class, which depend on its attributes, and whether the class has room for them.</summary>
internal sealed class GeneratedMembers
{
    // Parameter lists by full name, and by bare name where State is among them: it does not exist yet while the generator runs, and is then
    // either unresolved or another type of that name. Nullable annotations make no overload.
    private static readonly SymbolDisplayFormat s_byName = SymbolDisplayFormat.MinimallyQualifiedFormat
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly HashSet<string> _values = new(StringComparer.Ordinal)
    {
        "InputSize", "HiddenSize", "OutputSize", "LayerCount", "InitialState", "WeightsChecksum", "State", "_weights",
    };

    private readonly Dictionary<string, string[]> _methods = new(StringComparer.Ordinal)
    {
        ["Load"] = ["string", "global::System.IO.Stream"],
    };

    /// <summary>The members of a class.</summary>
    /// <param name="shape">Its network.</param>
    /// <param name="hasDefault">Whether it has an instance with embedded weights.</param>
    /// <param name="traced">Whether it can show its gates.</param>
    public GeneratedMembers(NetworkShape shape, bool hasDefault, bool traced)
    {
        if (traced)
        {
            _values.Add("Trace");
        }

        if (hasDefault)
        {
            _values.Add("Default");
        }

        if (shape.IsQuantized)
        {
            _values.Add("QuantizationReport");
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

        if (shape.Cell.StochasticForget)
        {
            _methods.Add("Seed", ["State,ulong"]);
        }
    }

    /// <summary>Every member of the class or of its bases that a generated one would repeat or hide.</summary>
    public IEnumerable<ISymbol> Collisions(INamedTypeSymbol type)
    {
        if (IsGeneratedName(type.Name))
        {
            // C# lets no member be named like its type.
            yield return type;
        }

        foreach (ISymbol member in type.GetMembers())
        {
            if (!member.IsImplicitlyDeclared && Collides(member))
            {
                yield return member;
            }
        }

        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is { SpecialType: not SpecialType.System_Object }; ancestor = ancestor.BaseType)
        {
            foreach (ISymbol member in ancestor.GetMembers())
            {
                bool inherited = member.DeclaredAccessibility != Accessibility.Private && member is not IMethodSymbol { MethodKind: MethodKind.Constructor };
                if (inherited && !member.IsImplicitlyDeclared && Collides(member))
                {
                    yield return member;
                }
            }
        }
    }

    private bool IsGeneratedName(string name) => _values.Contains(name) || _methods.ContainsKey(name);

    private bool Collides(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor, IsStatic: false } constructor => Parameters(constructor, SymbolDisplayFormat.FullyQualifiedFormat) == "global::Lstm.LstmWeights",
        // An overload with other parameters is the user's good right.
        IMethodSymbol { MethodKind: MethodKind.Ordinary, Arity: 0 } method when _methods.TryGetValue(method.Name, out string[] taken) =>
            taken.Contains(Parameters(method, SymbolDisplayFormat.FullyQualifiedFormat), StringComparer.Ordinal) ||
            taken.Contains(Parameters(method, s_byName), StringComparer.Ordinal),
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method => _values.Contains(method.Name),
        IMethodSymbol => false,
        _ => IsGeneratedName(member.Name),
    };

    private static string Parameters(IMethodSymbol method, SymbolDisplayFormat format) =>
        string.Join(",", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(format)));
}
