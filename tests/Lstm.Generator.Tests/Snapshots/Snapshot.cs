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
/// <remarks>
/// This replaces Verify: with <c>-p:UseVerify=true</c> the package does the same with the same files (SnapshotWithVerify.cs). Unlike
/// Verify, it does not accept CRLF.
/// </remarks>
internal static class Snapshot
{
    /// <summary>Set to 1, the verified files are written instead of compared.</summary>
    private const string AcceptVariable = "LSTMGEN_ACCEPT_SNAPSHOTS";

    // The encoding of Verify: with a byte-order mark.
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>Compares the generated sources, or a part of each.</summary>
    /// <param name="driver">The generator after its run.</param>
    /// <param name="part">Selects the part of a source, or null for whole sources.</param>
    /// <param name="parameters">Those of the test, for the names of the files.</param>
    /// <param name="method">The test.</param>
    /// <param name="file">The file of the test: the snapshots are beside it.</param>
    public static Task VerifyAsync(
        GeneratorDriver driver,
        Func<string, string>? part = null,
        (string Name, object Value)[]? parameters = null,
        [CallerMemberName] string method = "",
        [CallerFilePath] string file = "")
    {
        string suffix = string.Concat(
            (parameters ?? []).Select(static parameter => FormattableString.Invariant($"_{parameter.Name}={parameter.Value}")));
        string prefix = $"{Path.GetFileNameWithoutExtension(file)}.{method}{suffix}#";
        bool accept = Environment.GetEnvironmentVariable(AcceptVariable) == "1";
        Compare(Path.GetDirectoryName(file)!, prefix, Pipeline.Sources(driver), accept, part);
        return Task.CompletedTask;
    }

    internal static void Compare(
        string directory, string prefix, IEnumerable<GeneratedSourceResult> sources, bool accept, Func<string, string>? part = null)
    {
        List<string> failures = [];
        HashSet<string> stale = [.. Directory.EnumerateFiles(directory, prefix + "*.verified.cs")];
        foreach (GeneratedSourceResult source in sources)
        {
            string path = Path.Combine(directory, prefix + Path.GetFileNameWithoutExtension(source.HintName));
            string text = source.SourceText.ToString();
            string received = $"//HintName: {source.HintName}\n{(part is null ? text : part(text))}";
            stale.Remove(path + ".verified.cs");
            if (accept)
            {
                File.WriteAllText(path + ".verified.cs", received, s_encoding);
            }

            string? verified = File.Exists(path + ".verified.cs") ? File.ReadAllText(path + ".verified.cs", s_encoding) : null;
            // Like Verify, accept one line end at the end of the file that an editor has added.
            if (verified == received || verified == received + "\n")
            {
                File.Delete(path + ".received.cs");
                continue;
            }

            File.WriteAllText(path + ".received.cs", received, s_encoding);
            string what = verified is null ? "There is no verified file yet." : TextDiff.Of(verified, received);
            failures.Add($"{path}.verified.cs\n{what}");
        }

        failures.AddRange(stale.Select(static path => $"{path}\nNothing of this name is generated any more. Delete the file."));
        Assert.True(
            failures.Count == 0,
            $"{string.Join("\n\n", failures)}\n\n" +
            $"The new text is beside it, as .received.cs. To accept it, run the tests with {AcceptVariable}=1.");
    }
}
#endif
