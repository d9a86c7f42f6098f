using System.Collections.Generic;
using Lstm.Benchmarks.Output;

namespace Lstm.Benchmarks.Sizes;

/// <summary>Checks of the outputs: times of wrong results must not be used.</summary>
internal static class SizeChecks
{
    /// <summary>Returns the failed checks, one sentence each.</summary>
    public static IReadOnlyList<string> Failures(IReadOnlyList<SizeResult> results)
    {
        List<string> failures = [];
        foreach (SizeResult result in results)
        {
            foreach (Entry entry in result.Entries)
            {
                if (entry.Role == Role.Exact && entry.Difference != 0)
                {
                    failures.Add(
                        $"{result.Size}: {entry.Name} and Step differ by up to {Text.Number(entry.Difference!.Value, "0.0e+0")}; "
                        + "they should be bit-identical.");
                }

                if (entry.Role is Role.Onnx or Role.RivalStep or Role.RivalRun && !(entry.Difference <= SizeBenchmark.Tolerance))
                {
                    failures.Add(
                        $"{result.Size}: the outputs of {entry.Name} differ by up to {Text.Number(entry.Difference!.Value, "0.0e+0")}, "
                        + $"more than {SizeBenchmark.Tolerance}.");
                }

                if (entry.Role is Role.Exact or Role.Narrow && entry.Time.AllocatedBytes > 0)
                {
                    failures.Add($"{result.Size}: {entry.Name} allocates {Text.Number(entry.Time.AllocatedBytes, "0.##")} bytes a step.");
                }
            }
        }

        return failures;
    }
}
