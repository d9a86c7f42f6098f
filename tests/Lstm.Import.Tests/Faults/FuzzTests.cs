using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.Import.Tests;

/// <summary>
/// Random damage to files of all formats, from the same seed each time. For as long as one likes: <c>LSTMGEN_FUZZ_SECONDS=3600 dotnet test
/// tests/Lstm.Import.Tests -c Release --filter FuzzTests.Damaged_files_are_refused_or_right</c>.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const string Seconds = "LSTMGEN_FUZZ_SECONDS";
    private const string FirstSeed = "LSTMGEN_FUZZ_SEED";

    // The most small things of one kind. A few executions have so many; most have a few.
    private const int MostThings = 1 << 17;

    // The input that crashed the whole process, if one did.
    private static readonly string s_lastInput = Path.Combine(Path.GetTempPath(), "lstmgen-fuzz-last-input.bin");

    [Fact]
    public void Damaged_files_are_refused_or_right() => Run(Tier.IsFull ? 20_000 : 4_000);

    /// <summary>A minute on one core.</summary>
    [Fact]
    [Trait("Category", "Exhaustive")]
    public void Two_hundred_thousand_damaged_files_are_refused_or_right() => Run(200_000);

    private void Run(int executions)
    {
        bool isLong = int.TryParse(
            Environment.GetEnvironmentVariable(Seconds), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds);
        int first =
            int.TryParse(Environment.GetEnvironmentVariable(FirstSeed), NumberStyles.None, CultureInfo.InvariantCulture, out int seed)
                ? seed
                : 1;
        var watch = Stopwatch.StartNew();
        FaultTotals totals = new();
        IEnumerable<DamagedFile> files = Enumerable.Range(first, isLong ? int.MaxValue - first : executions)
            .TakeWhile(_ => !isLong || watch.Elapsed < TimeSpan.FromSeconds(seconds))
            .Select(number => Kept(FuzzInputs.Of(number, MostThings), isLong));
        IReadOnlyList<string> faults = FaultRun.Faults(files, most: 20, totals);
        output.WriteLine($"{totals}, in {watch.Elapsed.TotalSeconds:F0} s");
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    private static DamagedFile Kept(DamagedFile file, bool isLong)
    {
        if (isLong)
        {
            File.WriteAllBytes(s_lastInput, file.Bytes);
        }

        return file;
    }
}
