using System;
using System.IO;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tool.Tests;

public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_ONNX_model_is_the_same_network()
    {
        string path = _folder.File("model.onnx");
        ToolResult result = Tool.Run("export", Models.Plain, "--to", "onnx", "-o", path);

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal($"Wrote {path} (Onnx).", result.Out.Trim());
        Assert.Equal(
            Tool.Run("inspect", Models.Plain, "--json").Json.GetProperty("declaration").GetString(),
            Tool.Run("inspect", path, "--json").Json.GetProperty("declaration").GetString());
        Assert.Equal(2, Tool.Run("export", Models.Plain, "--to", "onnx", "-o", path).Code);
    }

    [Fact]
    public void A_state_dict_says_what_it_does_not_store()
    {
        string list = Models.List(_folder);
        string path = _folder.File("torch.safetensors");
        ToolResult result = Tool.Run("export", list, "--to", "Torch", "-o", path, "--json");

        Assert.Equal(
            ["the activation Tanh of 'layers.1'"],
            result.Json.GetProperty("notStored").EnumerateArray().Select(static part => part.GetString()));
        Assert.Equal(
            Models.ListDeclaration,
            Tool.Run("inspect", path, "--activation", "layers.1=Tanh", "--json").Json.GetProperty("declaration").GetString());
    }

    [Fact]
    public void An_unknown_format_and_an_impossible_layer_are_refused()
    {
        string path = _folder.File("model");

        ToolResult unknown = Tool.Run("export", Models.Plain, "--to", "onx", "-o", path);
        Assert.Equal(2, unknown.Code);
        Assert.Contains("--to onx: expected onnx or torch. Did you mean 'onnx'?", unknown.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }
}
