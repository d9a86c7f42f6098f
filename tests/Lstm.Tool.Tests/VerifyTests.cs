using System;
using System.Text.Json;
using Lstm.Import;
using Lstm.TestKit;
using Lstm.Tool.Compilation;
using Xunit;

namespace Lstm.Tool.Tests;

public sealed class VerifyTests
{
    [Theory]
    [InlineData("torch-1x16-dense1")]
    [InlineData("torch-5x20-start")]
    [InlineData("torch-4x12-bidirectional")]
    [InlineData("variants/torch-2x7-bidirectional-start")]
    public void The_self_test_of_the_file_passes(string name)
    {
        JsonElement json = Tool.Run("verify", TestFiles.Golden(name), "--json").Json;

        Assert.True(json.GetProperty("passes").GetBoolean());
        Assert.Equal("selfTest", json.GetProperty("against").GetString());
    }

    [Fact]
    public void A_stochastic_forget_gate_runs_in_the_class_only()
    {
        using var folder = new TemporaryFolder();
        string path = Models.Stochastic(folder);

        Assert.Equal(0, Tool.Run("verify", path).Code);
        JsonElement json = Tool.Run("inspect", path, "--json").Json;
        Assert.Equal(JsonValueKind.Null, json.GetProperty("selfTest").GetProperty("passes").ValueKind);
        using CompiledModel compiled = CompiledModel.Create(ModelFile.Read(path));
        Assert.Equal(compiled.StateBytes, json.GetProperty("totals").GetProperty("stateBytes").GetInt32());
    }

    [Fact]
    public void Fast_functions_have_other_errors_and_a_tolerance_of_their_own()
    {
        JsonElement Check(string arithmetic) => Tool.Run(
            "verify", TestFiles.Golden("torch-1x16-dense1"), "--arithmetic", arithmetic, "--json").Json.GetProperty("check");

        JsonElement exact = Check("exact");
        JsonElement fast = Check("Fast");

        Assert.True(fast.GetProperty("passes").GetBoolean());
        Assert.InRange(fast.GetProperty("largestError").GetDouble(), 2 * exact.GetProperty("largestError").GetDouble(), 1e-4);
        Assert.Equal(10 * exact.GetProperty("tolerance").GetDouble(), fast.GetProperty("tolerance").GetDouble(), 1e-12);
        Assert.Equal(2, Tool.Run("verify", Models.Plain, "--arithmetic", "fastest").Code);
    }

    [Fact]
    public void Outputs_from_files_are_compared()
    {
        using var folder = new TemporaryFolder();
        (string input, string output) = ImportTests.SelfTestFiles(folder);

        ToolResult result = Tool.Run("verify", Models.Plain, "--input", input, "--output", output);

        Assert.Equal(0, result.Code);
        Assert.Contains("All outputs of 256 steps are correct", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_gives_the_place_the_error_and_the_cause()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = Tool.Run("verify", Models.WithGatesExchanged(folder));

        Assert.Equal(1, result.Code);
        Assert.Contains("the first at step 0, output 0", result.Out, StringComparison.Ordinal);
        Assert.Contains("The largest error is", result.Out, StringComparison.Ordinal);
        Assert.Contains("the rows are in the order", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tolerance_decides()
    {
        using var folder = new TemporaryFolder();
        string path = Models.WithGatesExchanged(folder);

        Assert.Equal(0, Tool.Run("verify", path, "--tolerance", "100").Code);
        Assert.Equal(1, Tool.Run("verify", Models.Plain, "--tolerance", "0").Code);
        Assert.Equal(2, Tool.Run("verify", path, "--tolerance", "-1").Code);
    }

    [Fact]
    public void A_file_without_a_self_test_fails()
    {
        using var folder = new TemporaryFolder();
        string path = Models.Changed(folder, "bare.safetensors", static layer => layer, withSelfTest: false);

        ToolResult result = Tool.Run("verify", path);

        Assert.Equal(1, result.Code);
        Assert.Contains("contains no self-test", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void One_file_without_the_other_is_wrong_usage() => Assert.Equal(2, Tool.Run("verify", Models.Plain, "--input", "x.csv").Code);
}
