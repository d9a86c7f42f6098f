#if USE_VERIFY
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using VerifyTests;
using VerifyXunit;

namespace Lstm.Generator.Tests.Snapshots;

/// <summary>Hands generated sources to Verify, on the same files as the comparer that otherwise stands in for it (Snapshot.cs).</summary>
internal static class Snapshot
{
    [ModuleInitializer]
    internal static void Initialize() => VerifySourceGenerators.Initialize();

    public static async Task VerifyAsync(
        GeneratorDriver driver, (string Name, object Value)[]? parameters = null, [CallerFilePath] string file = "")
    {
        VerifySettings settings = new();
        if (parameters is not null)
        {
            // Verify takes the names from the test method, and the values in their order.
            settings.UseParameters(parameters.Select(static parameter => (object?)parameter.Value).ToArray());
        }

        await Verifier.Verify(driver, settings, file);
    }
}
#endif
