using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lstm.Generator.Declaration;

/// <summary>The resources that a project embeds. LstmGen.targets, in the package, lists their names in a property of the build.</summary>
internal static class EmbeddedResources
{
    /// <summary>What the property is called here.</summary>
    public const string Property = "build_property.LstmGenEmbeddedResources";

    /// <summary>Their names; null where nobody tells, as in a project that uses the generator without the package's targets.</summary>
    public static IReadOnlyCollection<string>? Of(AnalyzerConfigOptions options) =>
        // There is a bar around every name, and one even when there is none. Nothing at all comes of a build in which the target did not run.
        options.TryGetValue(Property, out string? list) && list.Length > 0
            ? [.. list.Split(['|'], StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)]
            : null;
}
