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
    public void Wrong_usage_exits_with_2_and_a_reason(params string[] arguments)
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
    public void A_missing_file_exits_with_4_and_one_document(params string[] arguments)
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
    public void A_file_that_is_not_a_model_exits_with_3()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("model.onnx", "no model at all");

        Assert.Equal(3, Tool.Run("inspect", path).Code);
        ToolResult json = Tool.Run("verify", path, "--json");
        Assert.Equal(3, json.Code);
        Assert.Contains(path, json.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_usage_with_json_gives_a_document()
    {
        ToolResult result = Tool.Run("verify", "--json");

        Assert.Equal(2, result.Code);
        Assert.Equal(JsonValueKind.String, result.Json.GetProperty("error").ValueKind);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("import")]
    [InlineData("export")]
    [InlineData("verify")]
    [InlineData("diff")]
    [InlineData("run")]
    [InlineData("trace")]
    [InlineData("bench")]
    [InlineData("replay")]
    [InlineData("sample")]
    public void Help_has_examples(string verb)
    {
        ToolResult result = Tool.Run(verb, "--help");

        Assert.Equal(0, result.Code);
        Assert.Contains($"Example: lstmgen {verb} ", result.Out, StringComparison.Ordinal);
        Assert.Contains("--json", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tools_help_names_verbs_and_exit_codes()
    {
        ToolResult result = Tool.Run("--help");

        Assert.Equal(0, result.Code);
        Assert.Contains("Exit codes:", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Example:", result.Out, StringComparison.Ordinal);
        Assert.All(
            new[] { "inspect", "import", "export", "verify", "diff", "run", "trace", "bench", "replay", "sample" },
            verb => Assert.Contains($"  {verb} ", result.Out, StringComparison.Ordinal));
    }

    [Fact]
    public void An_activation_of_a_layer_is_accepted()
    {
        using var folder = new TemporaryFolder();
        string path = Models.Changed(folder, "bare.safetensors", static layer => layer, withSelfTest: false);

        string? declaration = Tool.Run("inspect", path, "--activation", "head=tanh", "--json").Json.GetProperty("declaration").GetString();

        Assert.Contains("Activation.Tanh", declaration, StringComparison.Ordinal);
    }
}
