using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Lstm.TestKit;
using Lstm.Tool.Commands;
using Xunit;

namespace Lstm.Tool.Tests.Files;

/// <summary>A disk that is full in the middle of a file: a process whose files may have only 64 KB.</summary>
public sealed class FailedWriteTests
{
    private const int Steps = 40_000;

    [UnixTheory]
    [InlineData("y.csv", "-o")]
    public void The_old_file_stays(string name, string what) => Check(name, what);

    [UnixTheory]
    [Trait("Category", Tier.Full)]
    [InlineData("y.npy", "-o")]
    [InlineData("y.wav", "-o")]
    [InlineData("r.lstmrec", "--record")]
    [InlineData("t.html", "trace")]
    public void The_old_file_stays_for_every_writer(string name, string what) => Check(name, what);

    private static void Check(string name, string what)
    {
        using var folder = new TemporaryFolder();
        string input = folder.Write("x.csv", string.Concat(Enumerable.Range(0, Steps).Select(static step => step % 10 + "\n")));
        string path = folder.Write(name, "as it was");
        string[] line = what switch
        {
            "trace" => ["trace", Models.Plain, "--input", input, "-o", path],
            "--record" => ["run", Models.Plain, "--input", input, "-o", "/dev/null", "--record", path],
            _ => ["run", Models.Plain, "--input", input, "--sample-rate", "8000", "-o", path],
        };

        // Without the signal XFSZ a write beyond the limit fails as on a full disk.
        ProcessStartInfo start = ChildProcess.CreateStartInfo(
            "bash",
            [
                "-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "bash", ChildProcess.DotnetHost,
                typeof(ToolCommandLine).Assembly.Location, .. line, "--force",
            ]);

        // .NET keeps generated code in a file, which the limit would concern too.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        ProcessResult result = ChildProcess.Finish(start, TimeSpan.FromMinutes(2));

        Assert.Equal(4, result.ExitCode);
        Assert.StartsWith($"error: '{path}' cannot be written: ", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", result.Errors, StringComparison.Ordinal);
        Assert.Equal("as it was", File.ReadAllText(path));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }
}
