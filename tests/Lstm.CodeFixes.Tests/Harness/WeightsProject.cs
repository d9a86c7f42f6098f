using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis.Testing;

namespace Lstm.CodeFixes.Tests.Harness;

/// <summary>The weights of a project, as the package's targets pass them to the compiler.</summary>
/// <param name="Resources">The names of the embedded resources.</param>
/// <param name="Files">The texts of the weights files: a first line with the name, and the header.</param>
/// <param name="EquivalenceKey">The key of the action to test; null for the first.</param>
internal sealed record WeightsProject(
    IReadOnlyList<string> Resources, IReadOnlyList<string> Files, string? EquivalenceKey = null)
{
    /// <summary>Returns a project with one embedded weights file, <c>Demo.amp.safetensors</c>.</summary>
    public static WeightsProject Embedding(string header) =>
        new(["Demo.amp.safetensors"], ["resource Demo.amp.safetensors\n" + header + "\n"]);

    /// <summary>Returns a project with one embedded weights file that contains a declaration.</summary>
    public static WeightsProject Declaring(string declaration) =>
        Embedding($$$"""{"__metadata__":{"declaration":"{{{declaration.Replace("\n", "\\n", StringComparison.Ordinal)}}}"}}""");

    /// <summary>The build property with the names of the resources.</summary>
    public string ResourceList => "|" + string.Concat(Resources.Select(static name => name + "|"));

    public void AddTo(SolutionState state)
    {
        state.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\nbuild_property.LstmGenEmbeddedResources = {ResourceList}\n"));
        foreach ((int index, string file) in Files.Index())
        {
            state.AdditionalFiles.Add((string.Create(CultureInfo.InvariantCulture, $"/obj/LstmGen/{index}.lstmweights"), file));
        }
    }
}
