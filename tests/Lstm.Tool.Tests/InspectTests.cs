using System;
using System.Linq;
using System.Text.Json;
using Lstm.Import;
using Lstm.TestKit;
using Lstm.Tool.Compilation;
using Lstm.Tool.Statistics;
using Xunit;

namespace Lstm.Tool.Tests;

public sealed class InspectTests
{
    [Fact]
    public void Text_lists_layers_costs_and_the_self_test()
    {
        ToolResult result = Tool.Run("inspect", Models.Plain, "--tensors");

        Assert.Equal(0, result.Code);
        Assert.Empty(result.Error);
        Assert.Contains("[Lstm(input: 1, hidden: 16, Output = 1)]", result.Out, StringComparison.Ordinal);
        Assert.Contains("1,169 parameters, 1,104 multiply-adds per step, 128 bytes of state.", result.Out, StringComparison.Ordinal);
        Assert.Contains("Self-test: passed, 256 steps.", result.Out, StringComparison.Ordinal);
        Assert.Contains("weight_hh_l0", result.Out, StringComparison.Ordinal);
        Assert.Contains("conversion", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_the_content_of_the_text()
    {
        JsonElement json = Tool.Run("inspect", Models.Plain, "--json").Json;

        Assert.Equal("safetensors", json.GetProperty("format").GetString());
        Assert.Equal(1169, json.GetProperty("totals").GetProperty("parameters").GetInt64());
        Assert.Equal(1104, json.GetProperty("totals").GetProperty("multiplyAddsPerStep").GetInt64());
        Assert.Equal("LSTM", json.GetProperty("layers")[0].GetProperty("kind").GetString());
        Assert.True(json.GetProperty("selfTest").GetProperty("passes").GetBoolean());
        Assert.Equal("weight_ih_l0", json.GetProperty("tensors")[0].GetProperty("name").GetString());
        Assert.Equal(0, json.GetProperty("suspicions").GetArrayLength());
    }

    [Theory]
    [InlineData("torch-1x16-dense1")]
    [InlineData("torch-6x16-projection8")]
    [InlineData("torch-4x12-bidirectional")]
    [InlineData("variants/torch-2x9-gru-dense1")]
    public void State_bytes_are_those_of_the_compiled_class(string name)
    {
        ModelDescription model = ModelFile.Read(TestFiles.Golden(name));
        using CompiledModel compiled = CompiledModel.Create(model);

        Assert.Equal(compiled.StateBytes, NetworkCost.Of(model).StateBytes);
    }

    [Fact]
    public void Precision_shows_the_errors_of_quantized_weights()
    {
        ToolResult text = Tool.Run("inspect", Models.Plain, "--precision", "int16", "--precision", "Int8");
        Assert.Equal(0, text.Code);
        Assert.Contains("Int16", text.Out, StringComparison.Ordinal);

        JsonElement json = Tool.Run("inspect", Models.Plain, "--json", "--precision", "Int16", "--precision", "Int8").Json;
        JsonElement[] reports = [.. json.GetProperty("precisions").EnumerateArray()];
        Assert.Equal(["int16", "int8"], reports.Select(static report => report.GetProperty("precision").GetString()));
        Assert.InRange(reports[0].GetProperty("relativeError").GetDouble(), 1e-6, 1e-3);
        Assert.InRange(reports[1].GetProperty("relativeError").GetDouble(), 1e-4, 1e-1);
        Assert.True(reports[1].GetProperty("weightBytes").GetInt64() < reports[0].GetProperty("weightBytes").GetInt64());
        Assert.Equal(0, Tool.Run("inspect", Models.Plain, "--json").Json.GetProperty("precisions").GetArrayLength());
    }

    [Theory]
    [InlineData("torch-1x16-dense1", "Int4", "--precision Int4: expected Int16 or Int8.")]
    [InlineData("torch-1x16-dense1", "1", "--precision 1: expected Int16 or Int8.")]
    [InlineData("torch-1x16-dense1", "Single", "--precision Single: expected Int16 or Int8.")]
    public void A_precision_that_does_not_fit_is_wrong_usage(string name, string precision, string message)
    {
        ToolResult result = Tool.Run("inspect", TestFiles.Golden(name), "--precision", precision);

        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_stochastic_forget_gate_excludes_a_precision()
    {
        using var folder = new TemporaryFolder();
        ToolResult random = Tool.Run("inspect", Models.Stochastic(folder), "--precision", "Int16");
        ToolResult gru = Tool.Run("inspect", TestFiles.Golden("variants/torch-2x9-gru-dense1"), "--json", "--precision", "Int16");

        Assert.Equal(2, random.Code);
        Assert.Contains(
            "is a network with a stochastic forget gate, which does not support quantized weights.",
            random.Error,
            StringComparison.Ordinal);
        Assert.Equal(0, gru.Code);
        Assert.InRange(gru.Json.GetProperty("precisions")[0].GetProperty("largestError").GetDouble(), 1e-12, 1e-2);
    }

    [Fact]
    public void A_failed_self_test_is_a_finding_and_with_strict_a_failure()
    {
        using var folder = new TemporaryFolder();
        string path = Models.WithGatesExchanged(folder);

        Assert.Equal(0, Tool.Run("inspect", path).Code);
        ToolResult strict = Tool.Run("inspect", path, "--strict");
        Assert.Equal(1, strict.Code);
        Assert.Contains("the rows are in the order", strict.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Statistics_are_those_of_the_values()
    {
        TensorStatistics statistics = TensorStatistics.Of(new CanonicalTensor("t", [4], [-1, 0, 1, 4]));

        Assert.Equal((-1, 4, 1), (statistics.Min, statistics.Max, statistics.Mean));
        Assert.Equal(Math.Sqrt(3.5), statistics.StandardDeviation, 12);
    }

    [Theory]
    [InlineData("deadUnits")]
    [InlineData("saturatedGate")]
    [InlineData("forgetBiasDoubled")]
    [InlineData("equalGates")]
    [InlineData("hugeWeight")]
    [InlineData("zeroTensor")]
    public void Suspicious_weights_are_named(string rule)
    {
        using var folder = new TemporaryFolder();
        string path = Models.Changed(folder, "odd.safetensors", layer => Odd(layer, rule), withSelfTest: false);

        ToolResult result = Tool.Run("inspect", path, "--strict", "--json");

        Assert.Equal(1, result.Code);
        Assert.Contains(
            rule,
            result.Json.GetProperty("suspicions").EnumerateArray().Select(static found => found.GetProperty("rule").GetString()));
    }

    private static LstmLayerWeights Odd(LstmLayerWeights layer, string rule)
    {
        float[] input = layer.Input.ToArray();
        float[] recurrent = layer.Recurrent.ToArray();
        float[] bias = layer.Bias.ToArray();
        int hidden = layer.HiddenSize;
        switch (rule)
        {
            case "deadUnits":
                for (int gate = 0; gate < 4; gate++)
                {
                    input[gate * hidden + 3] = 0;
                    Array.Clear(recurrent, (gate * hidden + 3) * hidden, hidden);
                }

                break;
            case "saturatedGate":
                bias[hidden + 5] = 50;
                break;
            case "forgetBiasDoubled":
                bias.AsSpan(hidden, hidden).Fill(2);
                break;
            case "equalGates":
                for (int gate = 1; gate < 4; gate++)
                {
                    input.AsSpan(0, hidden).CopyTo(input.AsSpan(gate * hidden));
                    recurrent.AsSpan(0, hidden * hidden).CopyTo(recurrent.AsSpan(gate * hidden * hidden));
                }

                break;
            case "hugeWeight":
                recurrent[7] = -1000;
                break;
            default:
                Array.Clear(recurrent);
                break;
        }

        return new LstmLayerWeights(layer.InputSize, hidden, input, recurrent, bias);
    }
}
