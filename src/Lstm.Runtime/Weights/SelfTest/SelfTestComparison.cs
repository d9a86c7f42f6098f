using System;

namespace Lstm;

/// <summary>How far computed outputs are from a self-test's.</summary>
/// <param name="Count">Values compared.</param>
/// <param name="Tolerance">The largest error that passes.</param>
/// <param name="Misses">Values past it.</param>
/// <param name="First">The index of the first miss, or -1.</param>
/// <param name="ExpectedAtFirst">What the self-test has there.</param>
/// <param name="FoundAtFirst">What was computed there.</param>
/// <param name="Largest">The index of the largest error, or -1 when nothing missed.</param>
/// <param name="LargestError">That error; NaN counts as infinite.</param>
internal sealed record SelfTestComparison(
    int Count, double Tolerance, int Misses, int First, float ExpectedAtFirst, float FoundAtFirst, int Largest, double LargestError)
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
