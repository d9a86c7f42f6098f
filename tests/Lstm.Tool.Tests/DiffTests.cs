using System;
using System.Linq;
using System.Text.Json;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tool.Tests;

public sealed class DiffTests
{
    [Fact]
    public void A_file_equals_itself_and_what_import_makes_of_it()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Tool.Run("import", Models.Plain, "-o", folder.File("again.safetensors")).Code);

        ToolResult result = Tool.Run("diff", Models.Plain, folder.File("again.safetensors"));

        Assert.Equal(0, result.Code);
        Assert.Contains("All 7 tensors are equal.", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_that_differs_is_found()
    {
        using var folder = new TemporaryFolder();
        string path = Models.Changed(folder, "changed.safetensors", static layer =>
        {
            float[] recurrent = layer.Recurrent.ToArray();
            recurrent[2 * 16 + 5] += 0.25f;
            return new LstmLayerWeights(layer.InputSize, layer.HiddenSize, layer.Input, recurrent, layer.Bias);
        });

        ToolResult result = Tool.Run("diff", Models.Plain, path, "--json");

        Assert.Equal(1, result.Code);
        JsonElement tensor = Assert.Single(
            result.Json.GetProperty("tensors").EnumerateArray(),
            static found => found.GetProperty("comparison").GetString() != "equal");
        Assert.Equal("weight_hh_l0", tensor.GetProperty("name").GetString());
        Assert.Equal([2, 5], tensor.GetProperty("firstPlace").EnumerateArray().Select(static index => index.GetInt32()));
        Assert.Equal(1, tensor.GetProperty("differing").GetInt32());
        Assert.Equal(0.25, tensor.GetProperty("largestDifference").GetDouble(), 6);
        Assert.Equal(0, Tool.Run("diff", Models.Plain, path, "--tolerance", "0.26").Code);
        Assert.Equal(1, Tool.Run("diff", Models.Plain, path, "--tolerance", "0.24").Code);
    }

    [Fact]
    public void Networks_of_different_shapes_are_reported()
    {
        ToolResult result = Tool.Run("diff", Models.Plain, TestFiles.Golden("torch-1x8-dense1"));

        Assert.Equal(1, result.Code);
        Assert.Contains("The declarations differ.", result.Out, StringComparison.Ordinal);
        Assert.Contains("different shape", result.Out, StringComparison.Ordinal);
    }
}
