using System.Globalization;
using Lstm.Benchmarks.Contest;

namespace Lstm.Benchmarks.Output;

/// <summary>Formats of numbers: the same in every culture, with significant digits only.</summary>
internal static class Text
{
    public static string Nanoseconds(double value) => value.ToString(value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    public static string Milliseconds(double value) =>
        value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    public static string Share(double value) => value.ToString("0 %", CultureInfo.InvariantCulture);

    public static string Ratio(double value) => value.ToString(value < 10 ? "0.00" : "#,0", CultureInfo.InvariantCulture) + " x";

    public static string Kilobytes(double bytes) => (bytes / 1024).ToString("#,0.0 K", CultureInfo.InvariantCulture);

    public static string Difference(float value) => float.IsFinite(value) ? Number(value, "0.0e+0") : "not finite";

    public static string Times(Timing? timing) =>
        timing is null ? "" : $"{Nanoseconds(timing.Minimum)} ({Nanoseconds(timing.Median)})";

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
