using System;
using System.Globalization;

namespace Streams.Scoring;

/// <summary>
/// The ranges of the numbers that a stream keeps. The constructors of the records check them, so that no record with another number exists:
/// neither one from a database nor one to be saved.
/// </summary>
internal static class Valid
{
    /// <summary>The largest minute, and the largest number of minutes of a run: 19 years.</summary>
    public const int LastMinute = 10_000_000;

    /// <summary>The largest number of streams.</summary>
    public const int MostStreams = 100_000;

    // In spreads of a stream. Values are some spreads away from the level, so a larger number is not from this program. Smaller numbers
    // cannot overflow in later minutes.
    private const double Far = 1e6;

    public static int Minute(long value) =>
        value is >= 0 and <= LastMinute ? (int)value : throw Wrong($"expected a minute from 0 to {LastMinute}", value);

    public static int Stream(long value) =>
        value is >= 0 and < MostStreams ? (int)value : throw Wrong($"expected a stream from 0 to {MostStreams - 1}", value);

    /// <summary>Checks a distance in spreads.</summary>
    public static double Distance(string name, double value) =>
        Math.Abs(value) <= Far ? value : throw Wrong($"expected {name} between -{Far} and {Far}", value);

    public static double Variance(string name, double value) =>
        value > 0 && value <= Far * Far ? value : throw Wrong($"expected {name} above 0 and at most {Far * Far}", value);

    public static double Finite(string name, double value) =>
        double.IsFinite(value) ? value : throw Wrong($"expected {name} to be finite", value);

    public static double NotNegative(string name, double value) =>
        double.IsFinite(value) && value >= 0 ? value : throw Wrong($"expected {name} to be finite and not negative", value);

    private static FormatException Wrong(FormattableString expected, double found) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{FormattableString.Invariant(expected)}, found {found}."));
}
