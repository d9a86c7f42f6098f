using System;
using System.Globalization;

namespace Lstm.Tool.Output;

/// <summary>Formats numbers: the same in every culture, with significant digits only.</summary>
internal static class Numbers
{
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Weight(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    public static string Error(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    public static string Nanoseconds(double value) => value.ToString(value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    /// <summary>Formats an interpolated string with the invariant culture.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns a count with its noun: "1 step", "2 steps".</summary>
    public static string Of(long count, string what) => $"{Count(count)} {what}{(count == 1 ? "" : "s")}";
}
