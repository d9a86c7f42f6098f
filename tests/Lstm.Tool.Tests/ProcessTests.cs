using System;
using System.Text.Json;
using Lstm.TestKit;
using Lstm.Tool.Commands;
using Xunit;

namespace Lstm.Tool.Tests;

public sealed class ProcessTests
{
    [Fact]
    public void The_tool_runs_as_a_process()
    {
        ProcessResult result = ChildProcess.Finish(
            ChildProcess.CreateStartInfo(
                ChildProcess.DotnetHost,
                [typeof(ToolCommandLine).Assembly.Location, "verify", Models.Plain, "--json"]),
            TimeSpan.FromMinutes(2));

        Assert.Empty(result.Errors);
        Assert.Equal(0, result.ExitCode);
        Assert.True(JsonDocument.Parse(result.Output).RootElement.GetProperty("passes").GetBoolean());
    }
}
