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
    private const string Weights = "Weights";

    // A message lists no more than this many resources, so that it stays readable.
    private const int MostNames = 8;

    /// <summary>Returns the name of the resource as declared, valid or not; null if there is none.</summary>
    /// <param name="type">The annotated class.</param>
    /// <param name="recurrent">Its <c>[Lstm]</c> or <c>[Gru]</c>.</param>
    /// <param name="findings">Receives the errors.</param>
    public static string? Read(INamedTypeSymbol type, AttributeData recurrent, Findings findings)
    {
        Arguments arguments = ArgumentsOf(type, recurrent, findings);
        string? name = arguments.AreBound ? arguments.Text(Weights) : null;
        if (name is not null && string.IsNullOrWhiteSpace(name))
        {
            arguments.Resource(LstmDiagnostics.NoResourceName, Weights, name.Length == 0 ? "is empty" : "contains only white space");
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
        AttributeData? recurrent = NetworkAttributes.Of(type).Recurrent.FirstOrDefault();
        if (type.TypeKind != TypeKind.Class
            || recurrent is null
            || Read(type, recurrent, new Findings(report: null)) is not { } name
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
        ArgumentsOf(type, recurrent, new Findings(report))
            .Resource(LstmDiagnostics.ResourceNotFound, Weights, $"names {Quoted(name)}, which {wrong}");
    }

    private static Arguments ArgumentsOf(INamedTypeSymbol type, AttributeData recurrent, Findings findings) =>
        new(type, recurrent, $"'{type.Name}'", findings);

    private static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(Quoted)) + (names.Count > MostNames ? " and others" : "");

    // A C# literal, so that every name stays on one line.
    private static string Quoted(string name) => SymbolDisplay.FormatLiteral(name, quote: true);
}
