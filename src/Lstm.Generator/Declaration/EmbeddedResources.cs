using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lstm.Generator.Declaration;

/// <summary>Reads the names of the project's embedded resources, which LstmGen.targets in the package lists in a build property.</summary>
internal static class EmbeddedResources
{
    /// <summary>The name of the build property.</summary>
    public const string Property = "build_property.LstmGenEmbeddedResources";

    /// <summary>Returns the names; null if they are not known, as in a project without the package's targets.</summary>
    public static IReadOnlyCollection<string>? Of(AnalyzerConfigOptions options) =>
        // The list has a bar around every name, and one bar without names. An empty list means that the target did not run.
        options.TryGetValue(Property, out string? list) && list.Length > 0
            ? [.. list.Split(['|'], StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)]
            : null;
}
