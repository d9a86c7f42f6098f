using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Text.Json;
using Lstm.Tool.Commands;
using Xunit;

namespace Lstm.Tool.Tests;

public sealed class ProcessTests
{
    [Fact]
    public void The_Tool_Starts_As_A_Process_Of_Its_Own()
    {
        // Two folders above the framework's, which is three deep.
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        var start = new ProcessStartInfo(host, [typeof(ToolCommandLine).Assembly.Location, "verify", Models.Plain, "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        string error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)));

        Assert.Empty(error);
        Assert.Equal(0, process.ExitCode);
        Assert.True(JsonDocument.Parse(output).RootElement.GetProperty("passes").GetBoolean());
    }
}
