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
    public void The_Files_Own_Self_Test_Is_Met(string name)
    {
        JsonElement json = Tool.Run("verify", TestFiles.Golden(name), "--json").Json;

        Assert.True(json.GetProperty("passes").GetBoolean());
        Assert.Equal("selfTest", json.GetProperty("against").GetString());
    }

    [Fact]
    public void A_Drawn_Forget_Gate_Is_Drawn_By_The_Class_Alone()
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
    public void Outputs_From_Files_Are_Compared()
    {
        using var folder = new TemporaryFolder();
        (string input, string output) = ImportTests.SelfTestFiles(folder);

        ToolResult result = Tool.Run("verify", Models.Plain, "--input", input, "--output", output);

        Assert.Equal(0, result.Code);
        Assert.Contains("All outputs of 256 steps are correct", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Miss_Says_Where_How_Much_And_Why()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = Tool.Run("verify", Models.WithGatesExchanged(folder));

        Assert.Equal(1, result.Code);
        Assert.Contains("the first at step 0, output 0", result.Out, StringComparison.Ordinal);
        Assert.Contains("The largest error is", result.Out, StringComparison.Ordinal);
        Assert.Contains("the rows are in the order", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Tolerance_Decides()
    {
        using var folder = new TemporaryFolder();
        string path = Models.WithGatesExchanged(folder);

        Assert.Equal(0, Tool.Run("verify", path, "--tolerance", "100").Code);
        Assert.Equal(1, Tool.Run("verify", Models.Plain, "--tolerance", "0").Code);
        Assert.Equal(2, Tool.Run("verify", path, "--tolerance", "-1").Code);
    }

    [Fact]
    public void Nothing_To_Compare_With_Is_A_No()
    {
        using var folder = new TemporaryFolder();
        string path = Models.Changed(folder, "bare.safetensors", static layer => layer, withSelfTest: false);

        ToolResult result = Tool.Run("verify", path);

        Assert.Equal(1, result.Code);
        Assert.Contains("contains no self-test", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void One_File_Without_The_Other_Is_Wrong_Usage() => Assert.Equal(2, Tool.Run("verify", Models.Plain, "--input", "x.csv").Code);
}
