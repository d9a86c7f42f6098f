using System;
using System.Collections.Generic;
using System.Linq;

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

        string head = start + code.Substring(0, arguments[0]);
        string all = start + Indent + code.Substring(arguments[0]);
        if (all.Length <= columns)
        {
            return [head, all];
        }

        IEnumerable<string> apart = arguments.Zip(
            arguments.Skip(1).Append(code.Length), (from, to) => code.Substring(from, to - from).Trim());
        return [head, .. apart.SelectMany(argument => Code(argument, start + Indent, columns))];
    }

    /// <summary>Returns where the value of a member or of an arm begins, or 0 if the code is no such thing.</summary>
    private static int ValueOfArrow(string code)
    {
        const string arrow = " => ";
        return OutsideStrings(code)
            .Where(place => place.Depth == 0 && string.CompareOrdinal(code, place.At, arrow, 0, arrow.Length) == 0)
            .Select(static place => place.At + arrow.Length)
            .FirstOrDefault();
    }

    /// <summary>Returns where the last call on a result begins, as in <c>Tanh(x).StoreUnsafe(ref c)</c>, or 0 for none.</summary>
    private static int LastCall(string code) => OutsideStrings(code)
        .Where(place => place is { Depth: 0, At: > 0 } && code[place.At] == '.' && code[place.At - 1] == ')')
        .Select(static place => place.At)
        .LastOrDefault();

    /// <summary>Returns where the arguments of the first call begin: behind its parenthesis, and behind each comma in it.</summary>
    private static List<int> Arguments(string code) =>
    [
        .. OutsideStrings(code)
            .SkipWhile(static place => place.Depth <= 0)
            .TakeWhile(static place => place.Depth > 0)
            .Where((place, index) => index == 0 || place.Depth == 1 && code[place.At] == ',')
            .Select(static place => place.At + 1),
    ];

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
