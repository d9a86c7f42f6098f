using System.Collections.Generic;
using System.Linq;

namespace Lstm.Benchmarks.Sizes;

/// <summary>The other libraries of a run. A library has one accuracy for all sizes: that of its worst output.</summary>
internal sealed class RivalComparison
{
    /// <summary>The largest difference of an approximate library: outputs are in [-1, 1], and no approximation is that coarse.</summary>
    public const float MostApproximate = 0.1f;

    public RivalComparison(IReadOnlyList<SizeResult> results) => Libraries =
    [
        .. results
            .SelectMany(static result => result.Entries.Where(IsRival), static (result, entry) => (result.Size, Entry: entry))
            .GroupBy(static pair => pair.Entry.Name)
            .Select(static pairs => pairs.MaxBy(static pair => pair.Entry.Difference))
            .Select(static worst => new RivalSummary(
                worst.Entry.Name, worst.Entry.Difference!.Value, worst.Size, AccuracyOf(worst.Entry.Difference.Value))),
    ];

    /// <summary>The libraries, in the order of the command line.</summary>
    public IReadOnlyList<RivalSummary> Libraries { get; }

    /// <summary>
    /// Returns the time of the fastest library of a class over that of one of our methods, fastest round against fastest round; null if
    /// either did not take part.
    /// </summary>
    /// <remarks>
    /// A loop over steps costs a library in C++ next to nothing, so the better of its times by step and by sequence is compared with our
    /// <c>Step</c> as well: the cost of a call into the library never improves a ratio.
    /// </remarks>
    public double? Ratio(SizeResult result, RivalAccuracy accuracy, string ours) => result.Entries
        .Where(entry => IsRival(entry) && Libraries.First(library => library.Name == entry.Name).Accuracy == accuracy)
        .Min(static entry => (double?)entry.Time.Minimum) / result[ours]?.Time.Minimum;

    private static bool IsRival(Entry entry) => entry.Role is Role.RivalStep or Role.RivalRun;

    // An output that is not finite has an infinite difference.
    private static RivalAccuracy AccuracyOf(float difference) =>
        difference <= SizeBenchmark.Tolerance ? RivalAccuracy.Exact :
        difference <= MostApproximate ? RivalAccuracy.Approximate :
        RivalAccuracy.Wrong;
}
