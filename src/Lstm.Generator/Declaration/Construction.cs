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

        return type.BaseType is { TypeKind: not TypeKind.Error } direct && !HasParameterlessConstructor(direct, type.ContainingAssembly)
            ? $"its base class '{direct.Name}' has no accessible constructor without parameters"
            : null;
    }

    private static bool HasParameterlessConstructor(INamedTypeSymbol ancestor, IAssemblySymbol from) =>
        ancestor.InstanceConstructors.Any(constructor =>
            constructor.Parameters.All(static parameter => parameter.IsOptional || parameter.IsParams) &&
            constructor.DeclaredAccessibility switch
            {
                Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
                Accessibility.Internal or Accessibility.ProtectedAndInternal =>
                    SymbolEqualityComparer.Default.Equals(ancestor.ContainingAssembly, from)
                    || ancestor.ContainingAssembly.GivesAccessTo(from),
                _ => false,
            });
}
