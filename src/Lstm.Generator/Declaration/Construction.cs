using System.Linq;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>Whether the generated constructor can call the base's, and the generated <c>Load</c> the generated constructor.</summary>
internal static class Construction
{
    /// <summary>What stands in the way, as the end of a sentence; null where nothing does.</summary>
    public static string? Obstacle(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            ISymbol? required = declaring.GetMembers().FirstOrDefault(static member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });
            if (required is not null)
            {
                return $"its member '{required.Name}' is required, and Load cannot set it";
            }
        }

        return type.BaseType is { TypeKind: not TypeKind.Error } ancestor && !HasParameterlessConstructor(ancestor, type.ContainingAssembly)
            ? $"its base '{ancestor.Name}' has no constructor without parameters"
            : null;
    }

    private static bool HasParameterlessConstructor(INamedTypeSymbol ancestor, IAssemblySymbol from)
    {
        if (ancestor.GetAttributes().Any(LstmDeclarationReader.IsLstmAttribute))
        {
            // Its implicit constructor goes when the generated one comes.
            return ancestor.InstanceConstructors.Any(static constructor => !constructor.IsImplicitlyDeclared && constructor.Parameters.IsEmpty);
        }

        return ancestor.InstanceConstructors.Any(constructor =>
            constructor.Parameters.All(static parameter => parameter.IsOptional || parameter.IsParams) &&
            constructor.DeclaredAccessibility switch
            {
                Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
                Accessibility.Internal or Accessibility.ProtectedAndInternal =>
                    SymbolEqualityComparer.Default.Equals(ancestor.ContainingAssembly, from) || ancestor.ContainingAssembly.GivesAccessTo(from),
                _ => false,
            });
    }
}
