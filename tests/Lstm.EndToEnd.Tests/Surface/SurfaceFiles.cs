using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Lstm.Extensions.DependencyInjection;
using Lstm.Import;
using Lstm.Testing;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Surface;

/// <summary>The libraries with a public surface, and the files that describe them.</summary>
internal static class SurfaceFiles
{
    /// <summary>The project, the package and the assembly of each library.</summary>
    public static IReadOnlyList<(string Project, string Package, Assembly Assembly)> Libraries { get; } =
    [
        ("Lstm.Runtime", "LstmGen", typeof(LstmWeights).Assembly),
        ("Lstm.Testing", "LstmGen.Testing", typeof(LstmProof).Assembly),
        ("Lstm.Import", "LstmGen.Import", typeof(ModelFile).Assembly),
        ("Lstm.Extensions.DependencyInjection", "LstmGen.Extensions.DependencyInjection", typeof(LstmOptions<>).Assembly),
    ];

    /// <summary>A file of the repository.</summary>
    public static string File(params string[] parts) => Repository.File(parts);

    /// <summary>The entries of a library's baselines, without the compiler's services.</summary>
    public static IEnumerable<string> Baseline(string project) =>
        new[] { "PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt" }
            .SelectMany(name => System.IO.File.ReadLines(File("src", project, name)))
            .Where(static line => line.Length > 0 && line[0] != '#' && !line.Contains("Lstm.CompilerServices.", StringComparison.Ordinal));

    /// <summary>The documentation that the compiler wrote beside an assembly.</summary>
    public static string Documentation(Assembly assembly) => System.IO.File.ReadAllText(Path.ChangeExtension(assembly.Location, ".xml"));
}
