using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Lstm.Shared;

/// <summary>Which of an assembly's resources a name means. The analyzer asks while compiling, the runtime when it loads: both get the same answer.</summary>
internal static class ResourceNames
{
    /// <summary>The resources that are meant: the right answer is one, none is missing, and several are ambiguous.</summary>
    /// <param name="wanted">
    /// The whole name of a resource, or the end of one after a dot: MSBuild calls <c>Models/amp.safetensors</c> in a project <c>Demo</c>
    /// <c>Demo.Models.amp.safetensors</c>, and <c>amp.safetensors</c> and <c>Models/amp.safetensors</c> mean it.
    /// </param>
    /// <param name="names">The names of all resources.</param>
    public static IReadOnlyList<string> Find(string wanted, IReadOnlyCollection<string> names)
    {
        // A whole name means itself, whatever else ends with it: the way out where the end alone is ambiguous.
        if (names.Contains(wanted, StringComparer.Ordinal))
        {
            return [wanted];
        }

        string end = Dotted(wanted);
        return [.. names.Where(name => IsOrEndsIn(Dotted(name), end))];
    }

    private static bool IsOrEndsIn(string name, string end) =>
        name.EndsWith(end, StringComparison.Ordinal) && (name.Length == end.Length || name[name.Length - end.Length - 1] == '.');

    /// <summary>A path as MSBuild makes a name of it: folders become identifiers with dots between them, the file's name stays. Any other name stays as it is.</summary>
    private static string Dotted(string name)
    {
        string[] parts = name.Split('/', '\\');
        StringBuilder text = new(name.Length + parts.Length);
        foreach (string folder in parts.Take(parts.Length - 1))
        {
            int start = text.Length;
            text.Append(string.Join(".", folder.Split('.').Select(Identifier)));
            // MSBuild takes no single underscore for a name.
            text.Append(text.Length - start == 1 && text[start] == '_' ? "_." : ".");
        }

        return text.Append(parts[parts.Length - 1]).ToString();
    }

    private static string Identifier(string part)
    {
        StringBuilder text = new(part.Length + 1);
        if (part.Length > 0 && CanContinue(part[0]) && !CanStart(part[0]))
        {
            text.Append('_');
        }

        foreach (char letter in part)
        {
            text.Append(CanContinue(letter) ? letter : '_');
        }

        return text.ToString();
    }

    private static bool CanStart(char letter) =>
        char.IsLetter(letter) || CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.ConnectorPunctuation;

    private static bool CanContinue(char letter) =>
        char.IsLetterOrDigit(letter) ||
        CharUnicodeInfo.GetUnicodeCategory(letter) is
            UnicodeCategory.ConnectorPunctuation or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
