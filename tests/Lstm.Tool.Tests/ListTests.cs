using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.Import;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tool.Tests;

/// <summary>All verbs with a network whose recurrent layers differ.</summary>
public sealed class ListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public ListTests() => _model = Models.List(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Inspect_shows_the_layers_in_order_and_their_numbered_tensors()
    {
        JsonElement json = Tool.Run("inspect", _model, "--json").Json;

        Assert.Equal(Models.ListDeclaration, json.GetProperty("declaration").GetString());
        Assert.Equal(["LSTM", "Dense", "GRU", "Dense"], Texts(json.GetProperty("layers"), "kind"));
        Assert.Equal(["layers.0", "layers.1", "layers.2", "layers.3"], Texts(json.GetProperty("layers"), "name"));
        Assert.Equal(
            ["[Lstm(input: 2, hidden: 8)]", "[Dense(5, Activation.Tanh)]", "[Gru(input: 5, hidden: 4)]", "[Dense(1)]"],
            Texts(json.GetProperty("layers"), "attribute"));
        Assert.Equal(
            [
                "layers.0.weight_ih_l0", "layers.0.weight_hh_l0", "layers.0.bias_ih_l0", "layers.1.weight", "layers.1.bias",
                "layers.2.weight_ih_l0", "layers.2.weight_hh_l0", "layers.2.bias_ih_l0", "layers.2.bias_hh_l0", "layers.3.weight",
                "layers.3.bias",
            ],
            Texts(json.GetProperty("tensors"), "name"));
        JsonElement totals = json.GetProperty("totals");
        Assert.Equal(4 * 8 * 11 + 45 + 3 * 4 * 10 + 4 + 5, totals.GetProperty("parameters").GetInt32());
        Assert.Equal(4 * 8 * 10 + 40 + 3 * 4 * 9 + 4, totals.GetProperty("multiplyAddsPerStep").GetInt32());
        Assert.Equal(3 * 8 * sizeof(float), totals.GetProperty("stateBytes").GetInt32());
        Assert.True(json.GetProperty("selfTest").GetProperty("passes").GetBoolean());
        Assert.Equal(0, json.GetProperty("suspicions").GetArrayLength());
    }

    [Fact]
    public void The_origins_of_tensors_are_those_of_the_file() =>
        Assert.Contains("layers.2.bias_ih_l0", Tool.Run("inspect", _model, "--tensors").Out, StringComparison.Ordinal);

    [Fact]
    public void A_unit_that_no_layer_above_uses_is_found_in_any_layer()
    {
        LstmWeights weights = LstmWeights.Load(_model);
        float[] recurrent = weights.Layers[0].Recurrent.ToArray();
        float[] above = ((DenseWeights)weights.Sequence[1]).Weight.ToArray();
        for (int row = 0; row < 32; row++)
        {
            recurrent[row * 8 + 3] = 0;
        }

        for (int row = 0; row < 5; row++)
        {
            above[row * 8 + 3] = 0;
        }

        LstmLayerWeights layer = weights.Layers[0];
        string path = _folder.File("dead.safetensors");
        new LstmWeights(
        [
            new RecurrentWeights(new LstmLayerWeights(2, 8, layer.Input, recurrent, layer.Bias)),
            new DenseWeights(8, 5, above, new float[5]),
            .. weights.Sequence.Skip(2),
        ]).Save(path);

        JsonElement suspicion = Assert.Single(
            Tool.Run("inspect", path, "--json").Json.GetProperty("suspicions").EnumerateArray(),
            static found => found.GetProperty("rule").GetString() == "deadUnits");
        Assert.Equal("recurrent layer 0", suspicion.GetProperty("place").GetString());
        Assert.StartsWith(
            "unit 3 has no effective outgoing weights", suspicion.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_class_passes_its_self_test_runs_and_replays()
    {
        string input = _folder.Write("x.csv", string.Concat(Enumerable.Repeat("0.5,-0.25\n", 40)));
        string recording = _folder.File("run.rec");

        Assert.Equal(0, Tool.Run("verify", _model).Code);
        ToolResult run = Tool.Run("run", _model, "--input", input, "-o", _folder.File("y.csv"), "--record", recording);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal("40 steps: bit-identical.\n", Tool.Run("replay", _model, recording).Out);
        Assert.Equal(0, Tool.Run("bench", _model, "--seconds", "0.05").Code);
    }

    [Fact]
    public void Import_writes_all_attributes_and_the_same_weights()
    {
        string source = _folder.File("Amp.cs");
        string copy = _folder.File("Amp.safetensors");

        ToolResult import = Tool.Run("import", _model, "--class", "Amp", "--cs", source, "-o", copy);

        Assert.Equal((0, ""), (import.Code, import.Error));
        Assert.Contains(
            Models.ListDeclaration + "\npublic sealed partial class Amp;\n", File.ReadAllText(source), StringComparison.Ordinal);
        Assert.Equal(0, Tool.Run("diff", _model, copy).Code);
        Assert.Equal(ModelFile.Read(_model).Weights.Checksum, LstmWeights.Load(copy).Checksum);
    }

    [Fact]
    public void Precision_is_measured()
    {
        JsonElement json = Tool.Run("inspect", _model, "--json", "--precision", "Int8").Json;

        Assert.InRange(json.GetProperty("precisions")[0].GetProperty("largestError").GetDouble(), 1e-9, 0.1);
    }

    private static string[] Texts(JsonElement array, string property) =>
        [.. array.EnumerateArray().Select(element => element.GetProperty(property).GetString()!)];
}
