using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Declaration;

/// <summary>Checks whether generated code can complete a class, independently of its network.</summary>
internal static class ClassRules
{
    // The newest feature in generated code: a state implements interface members that return spans over itself. [UnscopedRef] is allowed on
    // them since C# 13.
    private const LanguageVersion MinimumLanguage = LanguageVersion.CSharp13;

    /// <summary>Reports every reason why the class cannot be completed.</summary>
    /// <param name="type">The annotated class.</param>
    /// <param name="attribute">Its first attribute of recurrent layers.</param>
    /// <param name="members">The members that the class gets; null if they are not known and not checked.</param>
    /// <param name="findings">Receives the errors.</param>
    public static void Check(INamedTypeSymbol type, AttributeData attribute, GeneratedMembers? members, Findings findings)
    {
        string kind = NetworkAttributes.NameOf(attribute)!;
        CheckDeclaration(type, attribute, findings);
        CheckContainers(type, kind, findings);
        CheckNamespace(type, findings);
        foreach (ISymbol member in members?.Collisions(type) ?? [])
        {
            ISymbol place = member.Locations.Any(static location => location.IsInSource) ? member : type;
            string name = member.Name == ".ctor" ? type.Name + "(LstmWeights)" : GeneratedMembers.NameOf(member);
            findings.Add(LstmDiagnostics.MemberCollides, LocationOf(place), type.Name, name, kind);
        }

        // A static class has been rejected already, and has no instance constructor.
        if (!type.IsStatic && Construction.Obstacle(type) is { } obstacle)
        {
            findings.Add(LstmDiagnostics.NotConstructible, LocationOf(type), type.Name, obstacle);
        }
    }

    public static Location LocationOf(ISymbol symbol) => symbol.Locations.Length > 0 ? symbol.Locations[0] : Location.None;

    private static void CheckDeclaration(INamedTypeSymbol type, AttributeData attribute, Findings findings)
    {
        Location location = LocationOf(type);
        if (!IsPartial(type))
        {
            findings.Add(LstmDiagnostics.NotPartial, location, type.Name);
        }

        if (type.IsStatic || type.IsAbstract)
        {
            findings.Add(LstmDiagnostics.StaticOrAbstract, location, type.Name, type.IsStatic ? "static" : "abstract");
        }

        if (type.IsRecord)
        {
            findings.Add(LstmDiagnostics.Record, location, type.Name);
        }

        if (type.IsFileLocal)
        {
            findings.Add(LstmDiagnostics.FileLocal, location, type.Name);
        }

        if (!type.IsRecord && HasPrimaryConstructor(type))
        {
            findings.Add(LstmDiagnostics.PrimaryConstructor, location, type.Name);
        }

        if (attribute.ApplicationSyntaxReference?.SyntaxTree.Options is CSharpParseOptions options
            && options.LanguageVersion < MinimumLanguage)
        {
            findings.Add(
                LstmDiagnostics.OldLanguage, location,
                type.Name, MinimumLanguage.ToDisplayString(), options.LanguageVersion.ToDisplayString());
        }
    }

    /// <summary>
    /// Reports types in the namespace of the kernels. There they would win over the types that the kernels use. Kernels are local to their
    /// files, like all types that are harmless there.
    /// </summary>
    private static void CheckNamespace(INamedTypeSymbol type, Findings findings)
    {
        IEnumerable<IAssemblySymbol> assemblies = type.ContainingModule.ReferencedAssemblySymbols.Prepend(type.ContainingAssembly);
        foreach (IAssemblySymbol assembly in assemblies)
        {
            INamespaceSymbol? space = Child(Child(assembly.GlobalNamespace, "Lstm"), "Generated");
            if (space?.GetMembers().FirstOrDefault(static member => !IsFileLocal(member)) is { } intruder)
            {
                ISymbol place = intruder.Locations.Any(static location => location.IsInSource) ? intruder : type;
                findings.Add(LstmDiagnostics.ReservedNamespace, LocationOf(place), intruder.ToDisplayString(), type.Name);
            }
        }
    }

    // The compiler does not call a type of another assembly local to its file, but no source can write its name, which starts with "<".
    private static bool IsFileLocal(INamespaceOrTypeSymbol member) =>
        member is INamedTypeSymbol { IsFileLocal: true } || member.MetadataName.StartsWith("<", StringComparison.Ordinal);

    private static INamespaceSymbol? Child(INamespaceSymbol? space, string name) =>
        space?.GetNamespaceMembers().FirstOrDefault(child => child.Name == name);

    private static void CheckContainers(INamedTypeSymbol type, string kind, Findings findings)
    {
        foreach (INamedTypeSymbol generic in AndContainers(type).Where(static outer => outer.Arity > 0))
        {
            findings.Add(LstmDiagnostics.Generic, LocationOf(type), generic.Name, type.Name);
        }

        foreach (INamedTypeSymbol outer in AndContainers(type).Skip(1))
        {
            if (!IsPartial(outer))
            {
                findings.Add(LstmDiagnostics.ContainerNotPartial, LocationOf(outer), outer.Name, type.Name, kind);
            }

            if (outer.IsFileLocal)
            {
                findings.Add(LstmDiagnostics.FileLocal, LocationOf(outer), outer.Name);
            }
        }
    }

    /// <summary>Returns a type and the types around it.</summary>
    public static IEnumerable<INamedTypeSymbol> AndContainers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            yield return outer;
        }
    }

    /// <summary>Returns whether a class or a record has a primary constructor.</summary>
    public static bool HasPrimaryConstructor(INamedTypeSymbol type) =>
        Declarations(type).Any(static declaration => declaration.ParameterList is not null);

    public static bool IsPartial(INamedTypeSymbol type) =>
        Declarations(type).Any(static declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>();
}
