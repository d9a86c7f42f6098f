using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tool.Tests;

/// <summary>What a self-test does not prove, suspicious networks, and files that are refused.</summary>
public sealed class StrictTests
{
    [Fact]
    public void A_suspicious_network_fails_only_with_strict()
    {
        using var folder = new TemporaryFolder();
        string model = Models.Changed(folder, "huge.safetensors", static layer => new LstmLayerWeights(
            layer.InputSize, layer.HiddenSize, [500, .. layer.Input[1..]], layer.Recurrent, layer.Bias), withSelfTest: false);
        string target = folder.File("out.safetensors");

        Assert.Equal(0, Tool.Run("inspect", model).Code);
        Assert.Equal(1, Tool.Run("inspect", model, "--strict").Code);
        ToolResult refused = Tool.Run("import", model, "-o", target, "--strict");
        Assert.Equal(1, refused.Code);
        Assert.Contains("Nothing was written, because of --strict: weight_ih_l0: a weight has the magnitude 500", refused.Error);
        Assert.False(File.Exists(target));
        Assert.Equal(0, Tool.Run("import", model, "-o", target).Code);
    }

    [Fact]
    public void States_of_a_NAM_file_that_move_are_suspicious()
    {
        using var folder = new TemporaryFolder();
        string model = folder.File("moving.nam");
        double[] weights = [.. Enumerable.Range(0, 4 * 2 * 3 + 8 + 4 + 3).Select(static index => Math.Sin(index))];
        File.WriteAllText(model, JsonSerializer.Serialize(new
        {
            architecture = "LSTM",
            config = new { input_size = 1, hidden_size = 2, num_layers = 1 },
            weights,
        }));

        Assert.Equal(0, Tool.Run("inspect", model).Code);
        string[][] verbs = [["inspect", model], ["verify", model], ["import", model, "-o", folder.File("o.safetensors")]];
        foreach (string[] verb in verbs)
        {
            ToolResult result = Tool.Run([.. verb, "--strict"]);

            Assert.Equal(1, result.Code);
            Assert.Contains("The stored states of the file are not a steady state", result.Out + result.Error);
        }
    }

    [Fact]
    public void Verify_reports_what_correct_outputs_do_not_prove()
    {
        using var folder = new TemporaryFolder();
        string model = folder.File("silence.safetensors");
        LstmWeights weights = LstmWeights.Load(Models.Plain);
        var silence = new LstmWeights(weights.Layers, [], weights.Head, selfTest: new LstmSelfTest(9, new float[9], new float[9]));
        float[] outputs =
        [
            .. LstmOracle.Run(new NetworkSpec(1, 16) { Head = [new DenseSpec(1, Activation.Linear)] }, weights, new float[9])
                .Outputs.Select(static value => (float)value),
        ];
        new LstmWeights(silence.Layers, [], silence.Head, selfTest: new LstmSelfTest(9, new float[9], outputs)).Save(model);

        ToolResult result = Tool.Run("verify", model);

        Assert.Equal(0, result.Code);
        Assert.Contains("The self-test does not test the input weights of layer 0", result.Out);
        Assert.Contains("would not reveal these mistakes", Tool.Run("inspect", model).Out);
        Assert.NotEmpty(Tool.Run("verify", model, "--json").Json.GetProperty("gaps").EnumerateArray());
        Assert.Empty(Tool.Run("verify", Models.Plain, "--json").Json.GetProperty("gaps").EnumerateArray());
    }

    [Fact]
    public void Inspect_shows_the_layers_of_a_file_that_is_refused()
    {
        using var folder = new TemporaryFolder();
        string model = folder.File("two.json");
        File.WriteAllText(model, TwoModules());

        ToolResult result = Tool.Run("inspect", model);

        Assert.Equal(3, result.Code);
        Assert.Contains("--module left; --module right", result.Error);
        Assert.Contains("left", result.Out);
        Assert.Contains("right", result.Out);
        JsonElement json = Tool.Run("inspect", model, "--json").Json;
        Assert.Contains("do not form a chain", json.GetProperty("error").GetString());
        Assert.Equal(
            ["left", "right"],
            json.GetProperty("layers").EnumerateArray().Select(static layer => layer.GetProperty("name").GetString()));
    }

    // Two LSTMs beside each other.
    private static string TwoModules()
    {
        static double[][] Rows(int rows, int columns) => [.. Enumerable.Repeat(new double[columns], rows)];

        return JsonSerializer.Serialize(new[] { "left", "right" }.SelectMany(static name => new (string Name, object Value)[]
        {
            ($"{name}.weight_ih_l0", Rows(8, 3)),
            ($"{name}.weight_hh_l0", Rows(8, 2)),
        }).ToDictionary(static tensor => tensor.Name, static tensor => tensor.Value));
    }
}
