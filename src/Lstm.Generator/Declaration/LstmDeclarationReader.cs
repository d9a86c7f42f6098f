using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Model;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Declaration;

/// <summary>Reads one annotated class. Roslyn's types stop here: what comes out is plain values.</summary>
/// <remarks>
/// The generator and the analyzer both call <see cref="Read"/>, the one to get a model, the other to report: no rule is written twice.
/// </remarks>
internal static class LstmDeclarationReader
{
    public const string AttributeName = "Lstm.LstmAttribute";

    // The newest thing that emitted code uses: a state's spans over itself implement an interface, which takes [UnscopedRef] there since 13.
    private const LanguageVersion MinimumLanguage = LanguageVersion.CSharp13;

    public static bool IsLstmAttribute(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "LstmAttribute", ContainingNamespace: { Name: "Lstm", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>The model of a class, or null when something is wrong with its declaration.</summary>
    /// <param name="type">The annotated class.</param>
    /// <param name="attribute">Its <c>[Lstm]</c> attribute.</param>
    /// <param name="report">Receives what is wrong. Null exactly when the caller wants to stay silent.</param>
    /// <returns>Non-null exactly when there was nothing to report, by this reader or by the compiler about the attribute itself.</returns>
    public static LstmModel? Read(INamedTypeSymbol type, AttributeData attribute, Action<Diagnostic>? report)
    {
        if (type.TypeKind != TypeKind.Class)
        {
            // The attribute is for classes, and the compiler says so.
            return null;
        }

        Findings findings = new(report);
        CheckDeclaration(type, attribute, findings);
        CheckContainers(type, findings);
        foreach (ISymbol member in GeneratedMembers.Collisions(type))
        {
            ISymbol place = member.Locations.Any(static location => location.IsInSource) ? member : type;
            findings.Add(LstmDiagnostics.MemberCollides, LocationOf(place), type.Name, member.Name == ".ctor" ? type.Name + "(LstmWeights)" : member.Name);
        }

        // A static class has no constructor to speak of, and has been refused.
        if (!type.IsStatic && Construction.Obstacle(type) is { } obstacle)
        {
            findings.Add(LstmDiagnostics.NotConstructible, LocationOf(type), type.Name, obstacle);
        }

        NetworkShape? shape = ReadShape(type, attribute, findings);
        return findings.Any || shape is null ? null : new LstmModel(TypeOf(type), shape);
    }

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

        if (type.GetAttributes().Count(IsLstmAttribute) > 1)
        {
            findings.Add(LstmDiagnostics.Twice, location, type.Name);
        }

        if (!type.IsRecord && Declarations(type).Any(static declaration => declaration.ParameterList is not null))
        {
            findings.Add(LstmDiagnostics.PrimaryConstructor, location, type.Name);
        }

        if (attribute.ApplicationSyntaxReference?.SyntaxTree.Options is CSharpParseOptions options && options.LanguageVersion < MinimumLanguage)
        {
            findings.Add(
                LstmDiagnostics.OldLanguage, location,
                type.Name, MinimumLanguage.ToDisplayString(), options.LanguageVersion.ToDisplayString());
        }
    }

    private static void CheckContainers(INamedTypeSymbol type, Findings findings)
    {
        for (INamedTypeSymbol? generic = type; generic is not null; generic = generic.ContainingType)
        {
            if (generic.Arity > 0)
            {
                findings.Add(LstmDiagnostics.Generic, LocationOf(type), generic.Name, type.Name);
            }
        }

        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (!IsPartial(outer))
            {
                findings.Add(LstmDiagnostics.ContainerNotPartial, LocationOf(outer), outer.Name, type.Name);
            }

            if (outer.IsFileLocal)
            {
                findings.Add(LstmDiagnostics.FileLocal, LocationOf(outer), outer.Name);
            }
        }
    }

    private static NetworkShape? ReadShape(INamedTypeSymbol type, AttributeData attribute, Findings findings)
    {
        // Half-typed or mistyped arguments are the compiler's to report; there is no model to build from them.
        if (attribute.ConstructorArguments.Length != 2 ||
            attribute.ConstructorArguments[0].Value is not int input ||
            attribute.ConstructorArguments[1].Value is not int hidden)
        {
            findings.Suppress();
            return null;
        }

        int layers = NamedInt(attribute, "Layers") ?? 1;
        int? output = NamedInt(attribute, "Output");
        int? activation = NamedInt(attribute, "OutputActivation");

        void CheckSize(string name, int value, int minimum, int maximum)
        {
            if (value < minimum || value > maximum)
            {
                findings.Add(LstmDiagnostics.SizeOutOfRange, ArgumentLocation(type, attribute, name), name, type.Name, minimum, maximum, value);
            }
        }

        CheckSize("input", input, 1, NetworkShape.MaxSize);
        CheckSize("hidden", hidden, 1, NetworkShape.MaxSize);
        CheckSize("Layers", layers, 1, NetworkShape.MaxLayers);
        CheckSize("Output", output ?? 0, 0, NetworkShape.MaxSize);

        string? wrong =
            activation is not null && !Enum.IsDefined(typeof(Activation), activation.Value) ? $"is {activation.Value}, which is no activation" :
            activation is > 0 && (output ?? 0) == 0 ? "needs a dense head to apply to: set Output as well" :
            null;
        if (wrong is not null)
        {
            findings.Add(LstmDiagnostics.BadActivation, ArgumentLocation(type, attribute, "OutputActivation"), type.Name, wrong);
        }

        return findings.Any ? null : NetworkShape.Plain(input, hidden, layers, output ?? 0, (Activation)(activation ?? 0));
    }

    private static int? NamedInt(AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Value is int value)
            {
                return value;
            }
        }

        return null;
    }

    private static bool IsPartial(INamedTypeSymbol type) =>
        Declarations(type).Any(static declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>();

    private static Location LocationOf(ISymbol symbol) => symbol.Locations.Length > 0 ? symbol.Locations[0] : Location.None;

    /// <summary>The argument as written, or the class's name where the attribute has no source.</summary>
    private static Location ArgumentLocation(INamedTypeSymbol type, AttributeData attribute, string name)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax { ArgumentList.Arguments: var arguments })
        {
            return LocationOf(type);
        }

        AttributeArgumentSyntax? argument = arguments.FirstOrDefault(candidate =>
            (candidate.NameColon?.Name ?? candidate.NameEquals?.Name)?.Identifier.ValueText == name);
        // A positional argument carries no name.
        argument ??= arguments.Where(static candidate => candidate.NameColon is null && candidate.NameEquals is null)
            .ElementAtOrDefault(name == "input" ? 0 : 1);
        return (argument?.Expression ?? arguments.FirstOrDefault()?.Expression)?.GetLocation() ?? LocationOf(type);
    }

    private static ModelType TypeOf(INamedTypeSymbol type)
    {
        static ContainingType? Outer(INamedTypeSymbol? outer) =>
            outer is null ? null : new ContainingType(KeywordOf(outer), outer.Name, Outer(outer.ContainingType));

        string? space = type.ContainingNamespace.IsGlobalNamespace
            ? null
            : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));
        return new ModelType(space, Outer(type.ContainingType), type.Name);
    }

    private static string KeywordOf(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Interface => "interface",
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        _ => type.IsRecord ? "record" : "class",
    };
}
