using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.Layers;

/// <summary>Advice to choose other options, in one form: an introduction, a colon, and alternatives separated by semicolons.</summary>
/// <remarks>Advice is only given after the same choice was tried. A test follows the advice for every fixture.</remarks>
internal static class Advice
{
    public const string Module = "--module";
    public const string FirstLayer = "--first-layer";
    public const string LastLayer = "--last-layer";

    // More alternatives would not fit into a message.
    private const int MostChoices = 4;
    private const int LongestName = 60;

    /// <summary>Returns a sentence with alternatives, or null if there are none.</summary>
    public static string? Of(string introduction, IEnumerable<string?> choices)
    {
        string[] possible = [.. choices.OfType<string>().Take(MostChoices)];
        return possible.Length == 0 ? null : $"{introduction}: {string.Join("; ", possible)}";
    }

    /// <summary>Returns an option with its value, or null if the value cannot be written on a command line.</summary>
    public static string? Option(string option, string value) =>
        value.Length > LongestName || value.Any(static character => character is '"' or '\\' or '\'' or '$' or '`' || char.IsControl(character))
            ? null
            : value.Length > 0 && value.All(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '/')
                ? $"{option} {value}"
                : $"{option} \"{value}\"";

    /// <summary>Returns the options for a range of layers, without an end that need not be named; null if a name cannot be written.</summary>
    public static string? Range(string? first, string? last)
    {
        string? from = first is null ? "" : Option(FirstLayer, first);
        string? to = last is null ? "" : Option(LastLayer, last);
        return from is null || to is null ? null : $"{from} {to}".Trim();
    }
}
