using System.Collections.Generic;
using System.Globalization;

namespace Lstm.Import.Declarations;

/// <summary>Converts signal information and the declaration to the notes of a canonical file, and back.</summary>
internal static class PreprocessingNotes
{
    /// <summary>Returns the notes of a canonical file.</summary>
    public static IReadOnlyDictionary<string, string> Of(Preprocessing preprocessing, string declaration)
    {
        Dictionary<string, string> notes = new() { [CanonicalNotes.Declaration] = declaration };
        if (preprocessing.SampleRate is { } rate)
        {
            notes.Add(CanonicalNotes.SampleRate, Text(rate));
        }

        if (preprocessing.InputGain != 0)
        {
            notes.Add(CanonicalNotes.InputGain, Text(preprocessing.InputGain));
        }

        if (preprocessing.OutputGain != 0)
        {
            notes.Add(CanonicalNotes.OutputGain, Text(preprocessing.OutputGain));
        }

        return notes;
    }

    /// <summary>Reads the signal information from the notes of a canonical file.</summary>
    /// <exception cref="WeightFormatException">A value is not a number.</exception>
    public static Preprocessing Read(string file, IReadOnlyDictionary<string, string> notes)
    {
        double? Number(string key)
        {
            if (!notes.TryGetValue(key, out string? text))
            {
                return null;
            }

            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
                ? value
                : throw new WeightFormatException(file, null, $"a number as '{key}' in __metadata__", $"'{text}'");
        }

        return new Preprocessing(
            Number(CanonicalNotes.SampleRate),
            Number(CanonicalNotes.InputGain) ?? 0,
            Number(CanonicalNotes.OutputGain) ?? 0);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
