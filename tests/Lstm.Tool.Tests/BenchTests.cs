using System;
using System.Text.Json;
using Xunit;

namespace Lstm.Tool.Tests;

public sealed class BenchTests
{
    [Fact]
    public void A_step_takes_time()
    {
        ToolResult result = Tool.Run("bench", Models.Plain, "--seconds", "0.1", "--json");

        Assert.Equal(0, result.Code);
        JsonElement step = result.Json.GetProperty("step");
        Assert.True(step.GetProperty("minimumNanoseconds").GetDouble() > 0);
        Assert.True(step.GetProperty("medianNanoseconds").GetDouble() >= step.GetProperty("minimumNanoseconds").GetDouble());
        Assert.NotEqual(0, result.Json.GetProperty("checksum").GetDouble());
    }

    [Fact]
    public void A_network_that_cannot_step_is_run()
    {
        ToolResult result = Tool.Run("bench", Models.Bidirectional, "--seconds", "0.1");

        Assert.Equal(0, result.Code);
        Assert.DoesNotContain("  Step ", result.Out, StringComparison.Ordinal);
        Assert.Contains("The times are valid for this machine", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("NaN")]
    [InlineData("1e9")]
    public void No_time_is_wrong_usage(string seconds) => Assert.Equal(2, Tool.Run("bench", Models.Plain, "--seconds", seconds).Code);
}
