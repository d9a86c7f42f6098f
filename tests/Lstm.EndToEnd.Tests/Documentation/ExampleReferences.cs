using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Lstm.EndToEnd.Tests.Documentation;

/// <summary>
/// The libraries that examples in documents may use: ASP.NET Core, the test framework and this repository's libraries. The generator is no
/// library of a user's program.
/// </summary>
internal static class ExampleReferences
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_all = new(static () =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("Lstm.Generator", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>All of them.</summary>
    public static ImmutableArray<MetadataReference> All => s_all.Value;
}
