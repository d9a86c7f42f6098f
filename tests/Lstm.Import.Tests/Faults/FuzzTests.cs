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
/// Random damage for as long as one likes: <c>LSTMGEN_FUZZ_SECONDS=3600 dotnet test tests/Lstm.Import.Tests -c Release --filter
/// FuzzTests</c>. The ordinary run is short, and starts from the same seed each time.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const string Seconds = "LSTMGEN_FUZZ_SECONDS";
    private const string FirstSeed = "LSTMGEN_FUZZ_SEED";

    // What a crash of the whole process would have been about.
    private static readonly string s_lastInput = Path.Combine(Path.GetTempPath(), "lstmgen-fuzz-last-input.bin");

    [Fact]
    public void Damaged_files_are_refused_or_right()
    {
        bool isLong = int.TryParse(
            Environment.GetEnvironmentVariable(Seconds), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds);
        int seed =
            int.TryParse(Environment.GetEnvironmentVariable(FirstSeed), NumberStyles.None, CultureInfo.InvariantCulture, out int first)
                ? first
                : 1;
        TimeSpan limit = TimeSpan.FromSeconds(isLong ? seconds : Tier.IsFull ? 5 : 2);
        List<(FaultFile File, byte[] Bytes)> files = [.. FaultFile.All.Select(static file => (file, file.Read()))];
        var watch = Stopwatch.StartNew();
        long executions = 0;
        Assert.Null(FaultRun.FirstFault(Damaged()));
        output.WriteLine($"{executions} executions over {files.Count} files in {watch.Elapsed.TotalSeconds:F0} s");

        IEnumerable<DamagedFile> Damaged()
        {
            while (watch.Elapsed < limit)
            {
                (FaultFile file, byte[] good) = files[(int)(executions % files.Count)];
                byte[] bytes = Mutations.Apply(good, seed);
                if (isLong)
                {
                    File.WriteAllBytes(s_lastInput, bytes);
                }

                // With the self-test now and then: it is slow, and what it may find is the library's own.
                yield return new DamagedFile($"{file.Name}, {FirstSeed}={seed}", bytes, file.Folder, RunSelfTest: executions % 16 == 0);
                executions++;
                seed++;
            }
        }
    }
}
