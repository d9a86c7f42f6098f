using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.Layers;

/// <summary>Advice to choose other options, in one form: an introduction, a colon, and alternatives separated by semicolons.</summary>
/// <remarks>Advice is only given after the same choice was tried. A test follows the advice for every fixture.</remarks>
internal static class Advice
{
    public const string Module = "--module";
    public const string Layers = "--layers";
    public const string FirstLayer = "--first-layer";
    public const string LastLayer = "--last-layer";

    // More alternatives would not fit into a message.
    private const int MostChoices = 4;
    private const int LongestName = 60;
    private const int LongestList = 200;

    // Special to shells even inside quotation marks, and plain outside of them.
    private const string Special = "\"\\'$`!%";
    private const string Plain = "._-/,";

    /// <summary>Returns a sentence with alternatives, or null if there are none.</summary>
    public static string? Of(string introduction, IEnumerable<string?> choices)
    {
        string[] possible = [.. choices.OfType<string>().Take(MostChoices)];
        return possible.Length == 0 ? null : $"{introduction}: {string.Join("; ", possible)}";
    }

    /// <summary>Returns an option with its value, or null if the value cannot be written on a command line.</summary>
    public static string? Option(string option, string value) =>
        value.Length > (option == Layers ? LongestList : LongestName)
        || value.Any(static character => char.IsControl(character) || Special.Contains(character)) ? null
        : value.Length > 0 && value.All(static character => char.IsAsciiLetterOrDigit(character) || Plain.Contains(character))
            ? $"{option} {value}"
            : $"{option} \"{value}\"";

    /// <summary>Returns the options for a range of layers; null if a name cannot be written. A null name needs no option.</summary>
    public static string? Range(string? first, string? last)
    {
        string? from = first is null ? "" : Option(FirstLayer, first);
        string? to = last is null ? "" : Option(LastLayer, last);
        return from is null || to is null ? null : $"{from} {to}".Trim();
    }
}
