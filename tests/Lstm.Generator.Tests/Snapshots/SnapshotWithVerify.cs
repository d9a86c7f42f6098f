#if USE_VERIFY
using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using VerifyTests;
using VerifyXunit;

namespace Lstm.Generator.Tests.Snapshots;

/// <summary>Compares generated sources by Verify, with the same files as the comparer that otherwise replaces it (Snapshot.cs).</summary>
internal static class Snapshot
{
    [ModuleInitializer]
    internal static void Initialize() => VerifySourceGenerators.Initialize();

    public static async Task VerifyAsync(
        GeneratorDriver driver,
        Func<string, string>? part = null,
        (string Name, object Value)[]? parameters = null,
        [CallerFilePath] string file = "")
    {
        VerifySettings settings = new();
        if (parameters is not null)
        {
            // Verify takes the names from the test method, and the values in their order.
            settings.UseParameters(parameters.Select(static parameter => (object?)parameter.Value).ToArray());
        }

        if (part is null)
        {
            await Verifier.Verify(driver, settings, file);
            return;
        }

        // The targets that Verify.SourceGenerators makes of whole sources: a name for the file, and the hint name as the first line.
        Target[] targets =
        [
            .. Pipeline.Sources(driver).Select(source => new Target(
                "cs",
                $"//HintName: {source.HintName}\n{part(source.SourceText.ToString())}",
                Path.GetFileNameWithoutExtension(source.HintName))),
        ];
        await Verifier.Verify(targets, settings, file);
    }
}
#endif
