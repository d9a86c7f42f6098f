using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.EndToEnd.Tests.Documentation;

/// <summary>A fenced block in a Markdown file.</summary>
/// <param name="Line">The number of its first line, counted from 1.</param>
/// <param name="Language">The word after the fence, such as <c>csharp</c>.</param>
/// <param name="Marker">The HTML comment on the line before it, without its delimiters; empty where there is none.</param>
/// <param name="Text">The content.</param>
internal sealed record CodeBlock(int Line, string Language, string Marker, string Text)
{
    /// <summary>The marker of a block that must compile.</summary>
    public const string Compiled = "compiled";

    /// <summary>The marker of a block that must compile as a program and run.</summary>
    public const string CompiledAndRun = "compiled and run";

    /// <summary>The marker of a block of text that the program before it must print.</summary>
    public const string Printed = "printed";

    /// <summary>Whether the block is C#.</summary>
    public bool IsCSharp => Language is "csharp" or "cs";

    /// <summary>Reads all fenced blocks, in any language.</summary>
    public static IReadOnlyList<CodeBlock> ReadAll(string markdown)
    {
        List<CodeBlock> blocks = [];
        string[] lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (int n = 0; n < lines.Length; n++)
        {
            if (!lines[n].Trim().StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            string language = lines[n].Trim()[3..];
            int first = n + 1;
            n = Array.FindIndex(lines, first, static line => line.Trim() == "```");
            if (n < 0)
            {
                throw new FormatException($"The block at line {first} does not end.");
            }

            blocks.Add(new CodeBlock(first + 1, language, MarkerBefore(lines, first - 1), string.Join('\n', lines[first..n])));
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
