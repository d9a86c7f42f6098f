using System;
using System.Text.Json;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tool.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData]
    [InlineData("juggle")]
    [InlineData("inspect")]
    [InlineData("inspect", "a", "b")]
    [InlineData("diff", "a")]
    [InlineData("run", "a", "--input", "x.csv")]
    [InlineData("import", "a")]
    [InlineData("bench", "a", "--seconds", "soon")]
    [InlineData("inspect", "a", "--activation", "head.0")]
    [InlineData("inspect", "a", "--activation", "head.0=Wobble")]
    [InlineData("inspect", "a", "--activation", "head.0=3")]
    public void Wrong_Usage_Is_2_And_Says_What(params string[] arguments)
    {
        ToolResult result = Tool.Run(arguments);

        Assert.Equal(2, result.Code);
        Assert.Empty(result.Out);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("inspect", "missing.safetensors")]
    [InlineData("verify", "missing.safetensors")]
    [InlineData("bench", "missing.safetensors")]
    [InlineData("diff", "missing.safetensors", "missing.safetensors")]
    [InlineData("import", "missing.safetensors", "-o", "x.safetensors")]
    [InlineData("run", "missing.safetensors", "--input", "x.csv", "-o", "y.csv")]
    public void A_Missing_File_Is_4_With_One_Document(params string[] arguments)
    {
        ToolResult text = Tool.Run(arguments);
        Assert.Equal(4, text.Code);
        Assert.Contains("missing.safetensors", text.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text.Error, StringComparison.Ordinal);

        ToolResult json = Tool.Run([.. arguments, "--json"]);
        Assert.Equal(4, json.Code);
        Assert.Empty(json.Error);
        Assert.Equal("error", Assert.Single(json.Json.EnumerateObject()).Name);
    }

    [Fact]
    public void A_File_That_Is_No_Model_Is_3()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("model.onnx", "no model at all");

        Assert.Equal(3, Tool.Run("inspect", path).Code);
        ToolResult json = Tool.Run("verify", path, "--json");
        Assert.Equal(3, json.Code);
        Assert.Contains(path, json.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_Usage_With_Json_Is_A_Document_Too()
    {
        ToolResult result = Tool.Run("verify", "--json");

        Assert.Equal(2, result.Code);
        Assert.Equal(JsonValueKind.String, result.Json.GetProperty("error").ValueKind);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("import")]
    [InlineData("verify")]
    [InlineData("diff")]
    [InlineData("run")]
    [InlineData("trace")]
    [InlineData("bench")]
    public void Help_Teaches_By_Example(string verb)
    {
        ToolResult result = Tool.Run(verb, "--help");

        Assert.Equal(0, result.Code);
        Assert.Contains($"Example: lstmgen {verb} ", result.Out, StringComparison.Ordinal);
        Assert.Contains("--json", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_Tools_Help_Names_Verbs_And_Exit_Codes()
    {
        ToolResult result = Tool.Run("--help");

        Assert.Equal(0, result.Code);
        Assert.Contains("Exit codes:", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Example:", result.Out, StringComparison.Ordinal);
        Assert.All(new[] { "inspect", "import", "verify", "diff", "run", "trace", "bench" }, verb => Assert.Contains($"  {verb} ", result.Out, StringComparison.Ordinal));
    }

    [Fact]
    public void An_Activation_Of_A_Layer_Is_Taken()
    {
        using var folder = new TemporaryFolder();
        string path = Models.Changed(folder, "bare.safetensors", static layer => layer, withSelfTest: false);

        string? declaration = Tool.Run("inspect", path, "--activation", "head=tanh", "--json").Json.GetProperty("declaration").GetString();

        Assert.Contains("Activation.Tanh", declaration, StringComparison.Ordinal);
    }
}
