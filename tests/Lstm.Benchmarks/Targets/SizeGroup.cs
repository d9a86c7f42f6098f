using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Sizes;

namespace Lstm.Benchmarks.Targets;

/// <summary>Groups of sizes that have a target.</summary>
internal static class SizeGroup
{
    /// <summary>Returns the networks of one layer whose hidden size is in a range.</summary>
    public static SizeResult[] Plain(IReadOnlyList<SizeResult> results, int least, int most) =>
        [.. results.Where(result => result.Size.Layers == 1 && result.Size.Hidden >= least && result.Size.Hidden <= most)];
}
