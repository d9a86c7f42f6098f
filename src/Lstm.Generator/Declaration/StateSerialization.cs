using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Declaration;

/// <summary>
/// Finds states that a <c>JsonSerializerContext</c> of the same project is to serialise. The source generator of System.Text.Json sees such
/// a state only if the user has declared a part of it, with the attribute that names the converter.
/// </summary>
internal static class StateSerialization
{
    private const string Json = "System.Text.Json.Serialization.";

    /// <summary>Reports each network whose state the source generator of System.Text.Json does not see.</summary>
    /// <param name="context">Any class. Only one with <c>[JsonSerializable]</c> matters.</param>
    /// <param name="report">Receives the diagnostics.</param>
    public static void Check(INamedTypeSymbol context, Action<Diagnostic> report)
    {
        bool fields = context.GetAttributes().Any(static data =>
            Is(data, "JsonSourceGenerationOptionsAttribute")
            && data.NamedArguments.Any(static argument => argument is { Key: "IncludeFields", Value.Value: true }));
        foreach (AttributeData data in context.GetAttributes().Where(static data => Is(data, "JsonSerializableAttribute")))
        {
            HashSet<ITypeSymbol> seen = new(SymbolEqualityComparer.Default);
            HashSet<INamedTypeSymbol> models = new(SymbolEqualityComparer.Default);
            foreach (TypedConstant argument in data.ConstructorArguments)
            {
                Visit(argument.Value as ITypeSymbol);
            }

            foreach (INamedTypeSymbol model in models.Where(static model => !IsSeen(model)))
            {
                report(Diagnostic.Create(LstmDiagnostics.StateUnseen, NetworkAttributes.LocationOf(data), context.Name, model.Name));
            }

            void Visit(ITypeSymbol? type)
            {
                if (type is IArrayTypeSymbol array)
                {
                    Visit(array.ElementType);
                }
                else if (type is INamedTypeSymbol named && seen.Add(named))
                {
                    VisitNamed(named);
                }
            }

            void VisitNamed(INamedTypeSymbol type)
            {
                // Before the generator has run, the state is an error type.
                if (type is { Name: StatePart.Name, Arity: 0, ContainingType: { } model }
                    && NetworkAttributes.Of(model).First is not null)
                {
                    models.Add(model);
                    return;
                }

                foreach (ITypeSymbol argument in type.TypeArguments)
                {
                    Visit(argument);
                }

                // A state in another project is seen, and so is a type that contains it.
                if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, context.ContainingAssembly))
                {
                    Visit(type.BaseType);
                    foreach (ITypeSymbol member in type.GetMembers().Select(member => SerialisedType(member, fields)).OfType<ITypeSymbol>())
                    {
                        Visit(member);
                    }
                }
            }
        }
    }

    /// <summary>Returns the type of a member that the serializer writes; null for other members.</summary>
    private static ITypeSymbol? SerialisedType(ISymbol member, bool fields)
    {
        bool included = member.GetAttributes().Any(static data => Is(data, "JsonIncludeAttribute"));
        bool ignored = member.IsStatic || member.IsImplicitlyDeclared
            || member.GetAttributes().Any(static data => Is(data, "JsonIgnoreAttribute") && data.NamedArguments.IsEmpty);
        bool isPublic = member.DeclaredAccessibility == Accessibility.Public;
        return ignored ? null : member switch
        {
            IPropertySymbol property when included || isPublic => property.Type,
            IFieldSymbol field when included || (fields && isPublic) => field.Type,
            _ => null,
        };
    }

    private static bool IsSeen(INamedTypeSymbol model) =>
        StatePart.Of(model) is { } state
        && StatePart.Written(state).Any(static part => part.GetSyntax() is StructDeclarationSyntax written
            && written.Modifiers.Any(SyntaxKind.PublicKeyword))
        && state.GetAttributes().Any(static data =>
            Is(data, "JsonConverterAttribute") && data.ApplicationSyntaxReference is { } place && StatePart.IsWritten(place.SyntaxTree));

    private static bool Is(AttributeData data, string name) => data.AttributeClass?.ToDisplayString() == Json + name;
}
