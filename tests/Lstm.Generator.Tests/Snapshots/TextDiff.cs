using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Lstm.Generator.Tests.Snapshots;

/// <summary>The lines in which two texts differ, numbered, with a few lines around each place.</summary>
internal static class TextDiff
{
    private const int Context = 3;
    private const int MaxLines = 60;

    public static string Of(string verified, string received)
    {
        string[] old = Lines(verified);
        string[] now = Lines(received);
        int[,] common = LongestCommon(old, now);

        List<(char Kind, int Line, string Text)> lines = [];
        for (int i = 0, j = 0; i < old.Length || j < now.Length;)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                lines.Add((' ', ++j, old[i++]));
            }
            else if (j == now.Length || i < old.Length && common[i + 1, j] >= common[i, j + 1])
            {
                lines.Add(('-', i + 1, old[i++]));
            }
            else
            {
                lines.Add(('+', j + 1, now[j++]));
            }
        }

        return Print(lines);
    }

    private static string Print(List<(char Kind, int Line, string Text)> lines)
    {
        bool[] near = new bool[lines.Count];
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Kind != ' ')
            {
                int first = Math.Max(0, i - Context);
                near.AsSpan(first, Math.Min(lines.Count, i + Context + 1) - first).Fill(true);
            }
        }

        StringBuilder text = new("- verified  + received\n");
        int printed = 0;
        for (int i = 0; i < lines.Count && printed <= MaxLines; i++)
        {
            if (near[i])
            {
                (char kind, int line, string content) = lines[i];
                text.Append(
                    printed++ == MaxLines ? "(and more)\n" : $"{kind} {line.ToString(CultureInfo.InvariantCulture),4}  {content}\n");
            }
            else if (i > 0 && near[i - 1])
            {
                text.Append("...\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Carriage returns made visible; a last line end shows as an empty last line.</summary>
    private static string[] Lines(string text) => text.Replace("\r", "\\r", StringComparison.Ordinal).Split('\n');

    private static int[,] LongestCommon(string[] old, string[] now)
    {
        int[,] common = new int[old.Length + 1, now.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }
}
