using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Processes;

/// <summary>
/// The committed table of bits, SameBits.txt: what every probed network computes, on any machine and any day. With LSTMGEN_ACCEPT_BITS set
/// it is written anew, from what this process computes, before anything is compared with it.
/// </summary>
internal static class SameBitsTable
{
    public const string AcceptVariable = "LSTMGEN_ACCEPT_BITS";

    private const string Comment = """
        # Hashes of the bits of outputs and final states. Every verb, machine and compiler gives the same ones.
        # A changed line invalidates saved results. To accept what this machine computes:
        #   LSTMGEN_ACCEPT_BITS=1 dotnet test tests/Lstm.EndToEnd.Tests -c Release --filter SameBitsTests

        """;

    private static readonly Lazy<string[]> s_lines = new(Read);

    /// <summary>The lines of the networks.</summary>
    public static IReadOnlyList<string> Lines => s_lines.Value;

    private static string File => Repository.File("tests", "Lstm.EndToEnd.Tests", "Processes", "SameBits.txt");

    /// <summary>
    /// Fails the test unless a program has printed every line of the table; says which networks differ, and how it was run.
    /// </summary>
    /// <param name="setting">What is special about the program.</param>
    /// <param name="printed">What it printed: other lines than those of networks count for nothing.</param>
    public static void AssertSame(string setting, IEnumerable<string> printed)
    {
        List<string> found = [.. printed.Where(IsNetwork)];
        List<string> differences = [];
        foreach (string expected in Lines)
        {
            string name = NameOf(expected);
            string? line = found.Find(line => NameOf(line) == name);
            if (line != expected)
            {
                differences.Add($"{name}, {setting}:\n  {line ?? "nothing was computed"}\n  where the table has\n  {expected}");
            }
        }

        differences.AddRange(found.Where(static line => !Lines.Any(expected => NameOf(expected) == NameOf(line)))
            .Select(static line => $"{NameOf(line)} is not in the table:\n  {line}"));
        Assert.True(differences.Count == 0, $"{string.Join('\n', differences)}\n(To accept other bits, see the head of {File}.)");
    }

    private static string[] Read()
    {
        if (Environment.GetEnvironmentVariable(AcceptVariable) is { Length: > 0 })
        {
            IEnumerable<string> lines = BitProbe.Lines().Select(static line => line.ToString());
            System.IO.File.WriteAllText(File, Comment.ReplaceLineEndings("\n") + string.Join('\n', lines.Prepend(BitLine.Header)) + "\n");
        }

        return System.IO.File.Exists(File)
            ? [.. System.IO.File.ReadAllLines(File).Select(static line => line.TrimEnd()).Where(IsNetwork)]
            : [];
    }

    private static bool IsNetwork(string line) => line.StartsWith(BitLine.Prefix, StringComparison.Ordinal);

    private static string NameOf(string line) => line.Split(' ')[0];
}
