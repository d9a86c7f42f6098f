using System;
using System.Collections.Generic;

namespace Lstm.Generator.Emission;

/// <summary>
/// Breaks lines of generated code that are too long: comments between words, code after an arrow, before a last call or before the
/// arguments.
/// </summary>
internal static class LineBreaks
{
    /// <summary>The most columns of a line.</summary>
    public const int Columns = 140;

    private const string Indent = "    ";

    /// <summary>Returns the line, or the lines that it becomes.</summary>
    /// <param name="line">A line without its indent, which may begin with spaces of its own.</param>
    /// <param name="indent">Columns before it.</param>
    public static IEnumerable<string> Fit(string line, int indent)
    {
        if (indent + line.Length <= Columns)
        {
            return [line];
        }

        string text = line.TrimStart(' ');
        string start = line.Substring(0, line.Length - text.Length);
        return text.StartsWith("//", StringComparison.Ordinal)
            ? Words(text, start, Columns - indent)
            : Code(text, start, Columns - indent);
    }

    /// <summary>A comment, word by word. The slashes and the spaces behind them begin every line.</summary>
    private static IEnumerable<string> Words(string comment, string start, int columns)
    {
        int words = 0;
        while (words < comment.Length && comment[words] is '/' or ' ')
        {
            words++;
        }

        string prefix = start + comment.Substring(0, words);
        string line = prefix;
        foreach (string word in comment.Substring(words).Split(' '))
        {
            if (line.Length > prefix.Length && line.Length + 1 + word.Length > columns)
            {
                yield return line;
                line = prefix;
            }

            line += (line.Length > prefix.Length ? " " : "") + word;
        }

        yield return line;
    }

    private static IEnumerable<string> Code(string code, string start, int columns)
    {
        if (start.Length + code.Length <= columns)
        {
            return [start + code];
        }

        int value = ValueOfArrow(code);
        if (value > 0)
        {
            return [start + code.Substring(0, value).TrimEnd(' '), .. Code(code.Substring(value), start + Indent, columns)];
        }

        int call = LastCall(code);
        if (call > 0)
        {
            return [.. Code(code.Substring(0, call), start, columns), .. Code(code.Substring(call), start + Indent, columns)];
        }

        List<int> arguments = Arguments(code);
        if (arguments.Count == 0)
        {
            return [start + code];
        }

        List<string> lines = [start + code.Substring(0, arguments[0])];
        string all = start + Indent + code.Substring(arguments[0]);
        if (all.Length <= columns)
        {
            return [.. lines, all];
        }

        for (int i = 0; i < arguments.Count; i++)
        {
            int end = i + 1 < arguments.Count ? arguments[i + 1] : code.Length;
            lines.AddRange(Code(code.Substring(arguments[i], end - arguments[i]).Trim(), start + Indent, columns));
        }

        return lines;
    }

    /// <summary>Returns where the value of a member or of an arm begins, or 0 if the code is no such thing.</summary>
    private static int ValueOfArrow(string code)
    {
        const string arrow = " => ";
        foreach ((int at, int depth) in OutsideStrings(code))
        {
            if (depth == 0 && string.CompareOrdinal(code, at, arrow, 0, arrow.Length) == 0)
            {
                return at + arrow.Length;
            }
        }

        return 0;
    }

    /// <summary>Returns where the last call on a result begins, as in <c>Tanh(x).StoreUnsafe(ref c)</c>, or 0 for none.</summary>
    private static int LastCall(string code)
    {
        int found = 0;
        foreach ((int at, int depth) in OutsideStrings(code))
        {
            if (depth == 0 && at > 0 && code[at] == '.' && code[at - 1] == ')')
            {
                found = at;
            }
        }

        return found;
    }

    /// <summary>Returns where the arguments of the first call begin.</summary>
    private static List<int> Arguments(string code)
    {
        List<int> starts = [];
        foreach ((int at, int depth) in OutsideStrings(code))
        {
            if (depth == 1 && (starts.Count == 0 ? code[at] == '(' : code[at] == ','))
            {
                starts.Add(at + 1);
            }
            else if (depth == 0 && starts.Count > 0)
            {
                break;
            }
        }

        return starts;
    }

    /// <summary>Returns all characters outside of strings: where each stands, and the parentheses around it or opened by it.</summary>
    private static IEnumerable<(int At, int Depth)> OutsideStrings(string code)
    {
        int depth = 0;
        bool quoted = false;
        for (int i = 0; i < code.Length; i++)
        {
            if (quoted && code[i] == '\\')
            {
                i++;
                continue;
            }

            quoted ^= code[i] == '"';
            if (!quoted)
            {
                depth += code[i] switch { '(' => 1, ')' => -1, _ => 0 };
                yield return (i, depth);
            }
        }
    }
}
