using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Declaration;

/// <summary>Reads the name of the embedded resource with a class's weights, and looks for it among the project's resources.</summary>
internal static class WeightsReader
{
    public const string Name = "Weights";

    // A message lists no more than this many resources, so that it stays readable.
    private const int MostNames = 8;

    /// <summary>Returns the name of the resource as declared, valid or not; null if there is none.</summary>
    /// <param name="type">The annotated class.</param>
    /// <param name="first">Its first attribute of recurrent layers.</param>
    /// <param name="findings">Receives the errors.</param>
    public static string? Read(INamedTypeSymbol type, AttributeData first, Findings findings)
    {
        Arguments arguments = NetworkReader.ArgumentsOf(type, first, findings);
        string? name = arguments.AreBound ? arguments.Text(Name) : null;
        if (name is not null && string.IsNullOrWhiteSpace(name))
        {
            arguments.Resource(LstmDiagnostics.NoResourceName, Name, name.Length == 0 ? "is empty" : "contains only white space");
        }

        return name;
    }

    /// <summary>
    /// Warns if the project embeds no such resource, or several. The warning does not prevent a model, because the build may still add
    /// resources.
    /// </summary>
    /// <param name="type">The class, with or without an attribute.</param>
    /// <param name="resources">The names of all resources of the project.</param>
    /// <param name="report">Receives the warning.</param>
    public static void CheckResource(INamedTypeSymbol type, IReadOnlyCollection<string> resources, Action<Diagnostic> report)
    {
        // Not from the model: a class that the generator has already completed has none, because its members would collide with themselves.
        if (type.TypeKind != TypeKind.Class
            || NetworkAttributes.Of(type).First is not { } first
            || Read(type, first, new Findings(report: null)) is not { } name
            || string.IsNullOrWhiteSpace(name))
        {
            return;
        }

        IReadOnlyList<string> meant = ResourceNames.Find(name, resources);
        if (meant.Count == 1)
        {
            return;
        }

        string wrong = meant.Count > 1
            ? $"matches several embedded resources: {List(meant)}. Write the full name of one of them."
            : resources.Count > 0
            ? $"is not an embedded resource of this project. Its resources are {List(resources)}. Add the file as an EmbeddedResource."
            : "is not an embedded resource of this project. It has no embedded resources. Add the file as an EmbeddedResource.";
        NetworkReader.ArgumentsOf(type, first, new Findings(report))
            .Resource(LstmDiagnostics.ResourceNotFound, Name, $"names {Quoted(name)}, which {wrong}");
    }

    private static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(Quoted)) + (names.Count > MostNames ? " and others" : "");

    // A C# literal, so that every name stays on one line.
    private static string Quoted(string name) => SymbolDisplay.FormatLiteral(name, quote: true);
}
