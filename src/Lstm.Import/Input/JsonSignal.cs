using System;
using System.Globalization;

namespace Lstm.Import.Input;

/// <summary>
/// Signal information in the JSON files of audio models: members of the root object or of its <c>metadata</c>, as numbers or strings.
/// </summary>
internal static class JsonSignal
{
    private static readonly string[] s_rateNames = ["samplerate", "sample_rate"];

    /// <summary>Returns the sample rate in hertz, or null if the file contains none. (One trainer writes -1 for none.)</summary>
    /// <exception cref="WeightFormatException">The member exists but is not a sample rate.</exception>
    public static double? SampleRate(JsonObject json) => Rate(json) ?? (json["metadata"] is JsonObject metadata ? Rate(metadata) : null);

    /// <summary>Returns a number from the root object, or 0 if the file does not contain it.</summary>
    /// <exception cref="WeightFormatException">The member exists but is not a number.</exception>
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

    // An empty string means that there is no value.
    private static double? Number(JsonValue value) => value switch
    {
        JsonNumber number when double.IsFinite(number.Value) => number.Value,
        JsonText text when text.Value.AsSpan().IsWhiteSpace() => null,
        JsonText text when double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed)
            && double.IsFinite(parsed) => parsed,
        _ => throw value.Error("a number"),
    };
}
