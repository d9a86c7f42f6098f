using System.Globalization;
using System.Text.Json;

namespace Lstm;

/// <summary>Describes the place of an error in JSON, without the parser's own words.</summary>
internal static class JsonFault
{
    /// <summary>Half of a surrogate pair: the parser reports it when the text is read.</summary>
    public const string HalfCharacter = "bytes that are not UTF-8, or an escape for half of a character (an unpaired surrogate)";

    /// <summary>Returns the words that follow "found".</summary>
    public static string Of(JsonException exception) => exception.LineNumber is { } line && exception.BytePositionInLine is { } place
        ? string.Create(CultureInfo.InvariantCulture, $"an error in line {line + 1} at byte {place + 1}")
        : "an error";
}
