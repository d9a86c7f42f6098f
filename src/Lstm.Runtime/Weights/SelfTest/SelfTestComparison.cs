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
internal sealed record SelfTestComparison(
    int Count,
    double Tolerance,
    int Misses,
    int First,
    float ExpectedAtFirst,
    float FoundAtFirst,
    int Largest,
    double LargestError)
{
    public bool Passes => Misses == 0;

    public static SelfTestComparison Of(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, double tolerance)
    {
        int misses = 0;
        int first = -1;
        int largest = -1;
        double largestError = 0;
        for (int index = 0; index < expected.Length; index++)
        {
            double error = Math.Abs((double)expected[index] - found[index]);
            if (error <= tolerance)
            {
                continue;
            }

            error = double.IsNaN(error) ? double.PositiveInfinity : error;
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
            largestError);
    }
}
