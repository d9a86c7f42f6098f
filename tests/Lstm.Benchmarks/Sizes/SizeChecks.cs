using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Output;

namespace Lstm.Benchmarks.Sizes;

/// <summary>Checks of the outputs: times of wrong results must not be used.</summary>
internal static class SizeChecks
{
    /// <summary>Returns the failed checks, one sentence each.</summary>
    public static IReadOnlyList<string> Failures(IReadOnlyList<SizeResult> results) =>
        [.. results.SelectMany(static result => result.Entries.SelectMany(entry => Failures(result, entry))), .. WrongRivals(results)];

    private static IEnumerable<string> Failures(SizeResult result, Entry entry)
    {
        if (entry.Role == Role.Exact && entry.Difference != 0)
        {
            yield return $"{result.Size}: {entry.Name} and Step differ by up to {Text.Difference(entry.Difference!.Value)}; "
                + "they should be bit-identical.";
        }

        if (entry.Role == Role.Onnx && !(entry.Difference <= SizeBenchmark.Tolerance))
        {
            yield return $"{result.Size}: the outputs of {entry.Name} differ by up to {Text.Difference(entry.Difference!.Value)}, "
                + $"more than {Text.Difference(SizeBenchmark.Tolerance)}.";
        }

        if (entry.Role is Role.Exact or Role.Fast or Role.Narrow && entry.Time.AllocatedBytes > 0)
        {
            yield return $"{result.Size}: {entry.Name} allocates {Text.Number(entry.Time.AllocatedBytes, "0.##")} bytes a step.";
        }
    }

    private static IEnumerable<string> WrongRivals(IReadOnlyList<SizeResult> results) => new RivalComparison(results).Libraries
        .Where(static library => library.Accuracy == RivalAccuracy.Wrong)
        .Select(static library => !float.IsFinite(library.Difference)
            ? $"{library.Size}: outputs of {library.Name} are not finite."
            : $"{library.Size}: the outputs of {library.Name} differ by up to {Text.Difference(library.Difference)}, more than "
                + $"{Text.Number(RivalComparison.MostApproximate, "0.0")}: it computes another network.");
}
