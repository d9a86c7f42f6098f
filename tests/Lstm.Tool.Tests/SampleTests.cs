using System;
using System.Globalization;
using System.Text;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tool.Tests;

public sealed class SampleTests
{
    [Fact]
    public void The_sample_loads_and_passes_its_self_test()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("amp.safetensors");

        ToolResult result = Tool.Run("sample", path, "--namespace", "My.App");

        Assert.Equal(0, result.Code);
        Assert.Contains("namespace My.App;", result.Out, StringComparison.Ordinal);
        Assert.Contains("public sealed partial class Amp;", result.Out, StringComparison.Ordinal);
        uint expected = LstmWeights.Load(Repository.File("samples/Quickstart/data/sunspots.safetensors")).Checksum;
        Assert.Equal(expected, LstmWeights.Load(path).Checksum);
        Assert.Equal(0, Tool.Run("verify", path).Code);
    }

    [Fact]
    public void The_next_command_computes_an_output()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("amp.safetensors");

        string next = Tool.Run("sample", path, "--json").Json.GetProperty("nextCommand").GetString()!;

        Assert.Equal($"echo 0.5 | lstmgen run {path} --input - -o -", next);
        string[] command = next.Split(" | ")[1].Split(' ')[1..];
        ToolResult result = Tool.RunWith("0.5\n"u8.ToArray(), command);
        Assert.Equal((0, ""), (result.Code, result.Out));
        Assert.True(float.TryParse(Encoding.UTF8.GetString(result.Bytes), NumberStyles.Float, CultureInfo.InvariantCulture, out _));
    }

    [Fact]
    public void A_path_with_a_space_is_quoted_in_the_next_command()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("my amp.safetensors");

        Assert.Contains($"lstmgen run \"{path}\" --input", Tool.Run("sample", path).Out, StringComparison.Ordinal);
        Assert.Equal(2, Tool.Run("sample", folder.File("b.safetensors"), "--class", "class").Code);
    }
}
