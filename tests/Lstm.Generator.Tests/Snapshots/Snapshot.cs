#if !USE_VERIFY
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Lstm.Generator.Tests.Snapshots;

/// <summary>Compares generated sources with the files that were read and accepted, in the format of Verify.SourceGenerators.</summary>
/// <remarks>Its stand-in: with <c>-p:UseVerify=true</c> the package itself does the same with the same files (SnapshotWithVerify.cs).</remarks>
internal static class Snapshot
{
    /// <summary>Writes what the generator gives into the verified files, instead of comparing.</summary>
    private const string AcceptVariable = "LSTMGEN_ACCEPT_SNAPSHOTS";

    // Verify's own encoding: with a byte-order mark.
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    public static Task VerifyAsync(
        GeneratorDriver driver, (string Name, object Value)[]? parameters = null, [CallerMemberName] string method = "", [CallerFilePath] string file = "")
    {
        string suffix = string.Concat((parameters ?? []).Select(static parameter => FormattableString.Invariant($"_{parameter.Name}={parameter.Value}")));
        string prefix = $"{Path.GetFileNameWithoutExtension(file)}.{method}{suffix}#";
        Compare(Path.GetDirectoryName(file)!, prefix, Pipeline.Sources(driver), Environment.GetEnvironmentVariable(AcceptVariable) == "1");
        return Task.CompletedTask;
    }

    internal static void Compare(string directory, string prefix, IEnumerable<GeneratedSourceResult> sources, bool accept)
    {
        List<string> failures = [];
        HashSet<string> stale = [.. Directory.EnumerateFiles(directory, prefix + "*.verified.cs")];
        foreach (GeneratedSourceResult source in sources)
        {
            string path = Path.Combine(directory, prefix + Path.GetFileNameWithoutExtension(source.HintName));
            string received = $"//HintName: {source.HintName}\n{source.SourceText}";
            stale.Remove(path + ".verified.cs");
            if (accept)
            {
                File.WriteAllText(path + ".verified.cs", received, s_encoding);
            }

            string? verified = File.Exists(path + ".verified.cs") ? File.ReadAllText(path + ".verified.cs", s_encoding) : null;
            // Like Verify, forgive an editor one line end added to the end of the file.
            if (verified == received || verified == received + "\n")
            {
                File.Delete(path + ".received.cs");
                continue;
            }

            File.WriteAllText(path + ".received.cs", received, s_encoding);
            string what = verified is null ? "There is no verified file yet." : TextDiff.Of(verified, received);
            failures.Add($"{path}.verified.cs\n{what}");
        }

        failures.AddRange(stale.Select(static path => $"{path}\nNothing of this name is generated any more: delete it."));
        Assert.True(
            failures.Count == 0,
            $"{string.Join("\n\n", failures)}\n\nThe new text stands beside it as .received.cs. To accept it, run the tests with {AcceptVariable}=1.");
    }
}
#endif
