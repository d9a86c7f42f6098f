using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Lstm.Shared;

/// <summary>
/// Finds the resources of an assembly that match a name. The analyzer uses it at compile time and the runtime at load time, with the same
/// result.
/// </summary>
internal static class ResourceNames
{
    /// <summary>Returns the matching resources. One is right, none means that it is missing, and several are ambiguous.</summary>
    /// <param name="wanted">
    /// The full name of a resource, or the end of one after a dot. In a project <c>Demo</c>, MSBuild names <c>Models/amp.safetensors</c>
    /// <c>Demo.Models.amp.safetensors</c>; both <c>amp.safetensors</c> and <c>Models/amp.safetensors</c> match it.
    /// </param>
    /// <param name="names">The names of all resources.</param>
    public static IReadOnlyList<string> Find(string wanted, IReadOnlyCollection<string> names)
    {
        // A full name matches only itself, so that it can be used if the end alone is ambiguous.
        if (names.Contains(wanted, StringComparer.Ordinal))
        {
            return [wanted];
        }

        string end = Dotted(wanted);
        return [.. names.Where(name => IsOrEndsIn(Dotted(name), end))];
    }

    private static bool IsOrEndsIn(string name, string end) =>
        name.EndsWith(end, StringComparison.Ordinal) && (name.Length == end.Length || name[name.Length - end.Length - 1] == '.');

    /// <summary>
    /// Converts a path into a resource name as MSBuild does: folders become identifiers separated by dots, and the file name does not
    /// change. Other names do not change.
    /// </summary>
    private static string Dotted(string name)
    {
        string[] parts = name.Split('/', '\\');
        StringBuilder text = new(name.Length + parts.Length);
        foreach (string folder in parts.Take(parts.Length - 1))
        {
            int start = text.Length;
            text.Append(string.Join(".", folder.Split('.').Select(Identifier)));

            // MSBuild does not accept a single underscore as a name.
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
            UnicodeCategory.ConnectorPunctuation or
            UnicodeCategory.NonSpacingMark or
            UnicodeCategory.SpacingCombiningMark or
            UnicodeCategory.EnclosingMark;
}
