using System;

namespace Lstm;

/// <summary>The comparison of computed outputs with those of a self-test.</summary>
/// <param name="Count">The number of values compared.</param>
/// <param name="Tolerance">The largest accepted error.</param>
/// <param name="Misses">The number of values with a larger error.</param>
/// <param name="First">The index of the first miss, or -1.</param>
/// <param name="ExpectedAtFirst">The expected value of the first miss.</param>
/// <param name="FoundAtFirst">The computed value of the first miss.</param>
/// <param name="Largest">The index of the largest error, or -1 without a miss.</param>
/// <param name="LargestError">The largest error. NaN counts as infinite.</param>
/// <param name="ErrorAtStart">The largest error in the first quarter of the values.</param>
/// <param name="ErrorAtEnd">The largest error in the last quarter of the values.</param>
internal sealed record SelfTestComparison(
    int Count,
    double Tolerance,
    int Misses,
    int First,
    float ExpectedAtFirst,
    float FoundAtFirst,
    int Largest,
    double LargestError,
    double ErrorAtStart,
    double ErrorAtEnd)
{
    // A smaller quarter may hold a single step.
    private const int FewestValues = 32;

    // Errors of a wrong matrix do not shrink like this.
    private const double Faded = 1e-3;

    public bool Passes => Misses == 0;

    /// <summary>
    /// Whether the errors become negligible in the order of the computation, as those of a wrong initial state do in a stable network.
    /// </summary>
    /// <param name="backward">Whether the network runs from the last step to the first.</param>
    public bool Fades(bool backward)
    {
        (double early, double late) = backward ? (ErrorAtEnd, ErrorAtStart) : (ErrorAtStart, ErrorAtEnd);
        return Count >= FewestValues && early > Tolerance && late <= Math.Max(Tolerance, Faded * early);
    }

    public static SelfTestComparison Of(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, double tolerance)
    {
        int misses = 0;
        int first = -1;
        int largest = -1;
        double largestError = 0;
        double atStart = 0;
        double atEnd = 0;
        int quarter = expected.Length / 4;
        for (int index = 0; index < expected.Length; index++)
        {
            double error = Math.Abs((double)expected[index] - found[index]);
            error = double.IsNaN(error) ? double.PositiveInfinity : error;
            atStart = index < quarter ? Math.Max(atStart, error) : atStart;
            atEnd = index >= expected.Length - quarter ? Math.Max(atEnd, error) : atEnd;
            if (error <= tolerance)
            {
                continue;
            }

            misses++;
            first = first < 0 ? index : first;
            if (error > largestError)
            {
                largest = index;
                largestError = error;
            }
        }

        return new SelfTestComparison(
            expected.Length,
            tolerance,
            misses,
            first,
            first < 0 ? 0 : expected[first],
            first < 0 ? 0 : found[first],
            largest,
            largestError,
            atStart,
            atEnd);
    }
}
