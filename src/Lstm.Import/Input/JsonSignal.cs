using System;
using System.Globalization;

namespace Lstm.Import.Input;

/// <summary>What the JSON files of audio models say about their signal, at the top or under <c>metadata</c>, as a number or as a text.</summary>
internal static class JsonSignal
{
    private static readonly string[] s_rateNames = ["samplerate", "sample_rate"];

    /// <summary>The samples a second, or null where the file does not say. (-1 is how one trainer says so.)</summary>
    /// <exception cref="WeightFormatException">There is such a member, and it is no rate.</exception>
    public static double? SampleRate(JsonObject json) => Rate(json) ?? (json["metadata"] is JsonObject metadata ? Rate(metadata) : null);

    /// <summary>A number of the top of the file, or 0 where it does not say.</summary>
    /// <exception cref="WeightFormatException">There is such a member, and it is no number.</exception>
    public static double Number(JsonObject json, string name) => json.TryGet(name, out JsonValue? value) ? Number(value) ?? 0 : 0;

    private static double? Rate(JsonObject json)
    {
        foreach (string name in s_rateNames)
        {
            if (json.TryGet(name, out JsonValue? value) && Number(value) is { } rate && rate != -1)
            {
                return rate > 0 ? rate : throw value.Error("a sample rate in hertz");
            }
        }

        return null;
    }

    // An empty text says nothing.
    private static double? Number(JsonValue value) => value switch
    {
        JsonNumber number when double.IsFinite(number.Value) => number.Value,
        JsonText text when text.Value.AsSpan().IsWhiteSpace() => null,
        JsonText text when double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) && double.IsFinite(parsed) => parsed,
        _ => throw value.Error("a number"),
    };
}
