using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Declaration;

/// <summary>Reads which embedded resource a class's weights are, and finds it among those that the project embeds.</summary>
internal static class WeightsReader
{
    private const string Weights = "Weights";

    // Of very many resources a message names the first: it stays one to read.
    private const int MostNames = 8;

    /// <summary>The name of the resource as declared, right or wrong; null where there is none.</summary>
    /// <param name="type">The annotated class.</param>
    /// <param name="recurrent">Its <c>[Lstm]</c> or <c>[Gru]</c>.</param>
    /// <param name="findings">Receives what is wrong.</param>
    public static string? Read(INamedTypeSymbol type, AttributeData recurrent, Findings findings)
    {
        Arguments arguments = ArgumentsOf(type, recurrent, findings);
        string? name = arguments.AreBound ? arguments.Text(Weights) : null;
        if (name is not null && string.IsNullOrWhiteSpace(name))
        {
            arguments.Resource(LstmDiagnostics.NoResourceName, Weights, name.Length == 0 ? "is empty" : "is only white space");
        }

        return name;
    }

    /// <summary>Warns where the project embeds no such resource, or more than one. It stands against no model: what is embedded is known for sure when it is loaded.</summary>
    /// <param name="type">The class, which need not be annotated.</param>
    /// <param name="resources">The names of all resources of the project.</param>
    /// <param name="report">Receives the warning.</param>
    public static void CheckResource(INamedTypeSymbol type, IReadOnlyCollection<string> resources, Action<Diagnostic> report)
    {
        // Not by the model: a class that the generator has completed already has none, since its members would collide with themselves.
        AttributeData? recurrent = NetworkAttributes.Of(type).Recurrent.FirstOrDefault();
        if (type.TypeKind != TypeKind.Class || recurrent is null || Read(type, recurrent, new Findings(report: null)) is not { } name || string.IsNullOrWhiteSpace(name))
        {
            return;
        }

        IReadOnlyList<string> meant = ResourceNames.Find(name, resources);
        if (meant.Count == 1)
        {
            return;
        }

        string wrong = meant.Count > 1 ? $"may mean any of the embedded resources {List(meant)}: write the whole name of one"
            : resources.Count > 0 ? $"is none of the resources that this project embeds, {List(resources)}: add the file as an EmbeddedResource"
            : "is not embedded in this project, and nothing else is: add the file as an EmbeddedResource";
        ArgumentsOf(type, recurrent, new Findings(report))
            .Resource(LstmDiagnostics.ResourceNotFound, Weights, $"names {Quoted(name)}, which {wrong}");
    }

    private static Arguments ArgumentsOf(INamedTypeSymbol type, AttributeData recurrent, Findings findings) => new(type, recurrent, $"'{type.Name}'", findings);

    private static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(Quoted)) + (names.Count > MostNames ? " and others" : "");

    // As C# writes it: on one line, whatever stands in it.
    private static string Quoted(string name) => SymbolDisplay.FormatLiteral(name, quote: true);
}
