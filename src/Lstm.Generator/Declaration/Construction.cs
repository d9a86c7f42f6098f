using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>
/// Checks whether the generated constructor can call the base constructor, and whether the generated <c>Load</c> can call the generated
/// constructor.
/// </summary>
internal static class Construction
{
    /// <summary>Returns the reason why the class cannot be constructed, as the end of a sentence; null if it can.</summary>
    public static string? Obstacle(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            ISymbol? required = declaring.GetMembers().FirstOrDefault(
                static member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });
            if (required is not null)
            {
                return $"its member '{required.Name}' is required, but Load cannot set it";
            }
        }

        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (NetworkAttributes.KindOf(ancestor) is { } kind)
            {
                return $"its base class '{ancestor.Name}' has an [{kind}] attribute too, so generated members would hide each other";
            }
        }

        return type.BaseType is { TypeKind: not TypeKind.Error } direct ? ObstacleOf(direct, type.ContainingAssembly) : null;
    }

    /// <summary>Returns the reason why a base class cannot be constructed without arguments; null if it can.</summary>
    private static string? ObstacleOf(INamedTypeSymbol ancestor, IAssemblySymbol from)
    {
        IReadOnlyList<IMethodSymbol> callable = [.. ancestor.InstanceConstructors.Where(constructor =>
            constructor.Parameters.All(static parameter => parameter.IsOptional || parameter.IsParams) && IsAccessible(constructor, from))];
        IMethodSymbol? called = callable.OrderBy(static constructor => constructor.Parameters.Length).FirstOrDefault();
        if (called is null)
        {
            return $"its base class '{ancestor.Name}' has no accessible constructor without parameters";
        }

        if (callable.Count > 1 && called.Parameters.Length > 0)
        {
            return $"its base class '{ancestor.Name}' has several constructors that can be called without arguments, and none without " +
                "parameters";
        }

        AttributeData? warned = called.GetAttributes().FirstOrDefault(static attribute => IsWarning(attribute.AttributeClass));
        return warned is null
            ? null
            : $"the constructor without parameters of its base class '{ancestor.Name}' is marked " +
                $"[{warned.AttributeClass!.Name.Substring(0, warned.AttributeClass.Name.Length - "Attribute".Length)}]";
    }

    // Calls of such constructors are warnings or errors, and the user could not suppress them in generated code.
    private static bool IsWarning(INamedTypeSymbol? attribute) => attribute?.ToDisplayString() is
        "System.ObsoleteAttribute" or "System.Diagnostics.CodeAnalysis.ExperimentalAttribute";

    private static bool IsAccessible(IMethodSymbol constructor, IAssemblySymbol from) => constructor.DeclaredAccessibility switch
    {
        Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
        Accessibility.Internal or Accessibility.ProtectedAndInternal =>
            SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, from)
            || constructor.ContainingAssembly.GivesAccessTo(from),
        _ => false,
    };
}
