using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.EndToEnd.Tests.Documentation;

/// <summary>A fenced block of C# in a Markdown file.</summary>
/// <param name="Line">Where it starts, counted from 1.</param>
/// <param name="Marker">The HTML comment on the line before it, without its delimiters; empty where there is none.</param>
/// <param name="Text">The code.</param>
internal sealed record CodeBlock(int Line, string Marker, string Text)
{
    /// <summary>The marker of a block that must compile.</summary>
    public const string Compiled = "compiled";

    /// <summary>The marker of a block that must compile as a program and run.</summary>
    public const string CompiledAndRun = "compiled and run";

    public static IReadOnlyList<CodeBlock> ReadAll(string markdown)
    {
        List<CodeBlock> blocks = [];
        string[] lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (int n = 0; n < lines.Length; n++)
        {
            if (lines[n].Trim() is not ("```csharp" or "```cs"))
            {
                continue;
            }

            int first = n + 1;
            n = Array.FindIndex(lines, first, static line => line.Trim() == "```");
            if (n < 0)
            {
                throw new FormatException($"The block at line {first} does not end.");
            }

            blocks.Add(new CodeBlock(first + 1, MarkerBefore(lines, first - 1), string.Join('\n', lines[first..n])));
        }

        return blocks;
    }

    private static string MarkerBefore(string[] lines, int fence)
    {
        string line = lines.Take(fence).LastOrDefault(static line => line.Trim().Length > 0)?.Trim() ?? "";
        return line.StartsWith("<!--", StringComparison.Ordinal) && line.EndsWith("-->", StringComparison.Ordinal)
            ? line[4..^3].Trim()
            : "";
    }
}
