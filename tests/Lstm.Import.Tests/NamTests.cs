using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.Import.Conversion;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.Import.Tests;

public sealed class NamTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("two-layers", "[Lstm(input: 1, hidden: 3, Layers = 2, Output = 1)]")]
    [InlineData("channels", "[Lstm(input: 2, hidden: 3, Output = 2)]")]
    public void Networks_give_the_outputs_of_torch_from_the_stored_states(string name, string declaration)
    {
        ModelDescription model = FixtureOutputs.Check("nam", $"{name}.nam");

        Assert.Equal((ModelFormat.Nam, "NAM 0.5.4, LSTM"), (model.Format, model.FormatDetail));
        Assert.Equal(declaration, model.Declaration);
        Assert.Equal(44100, model.Preprocessing.SampleRate);
        Assert.Equal("In this file, full scale at the network's input is 12.5 dBu and at its output 10 dBu.", model.Notes[1]);
        Assert.Contains("does not test the input weights of layer 0: it passes with zeros", model.Notes[0], StringComparison.Ordinal);
        Assert.Contains(model.Layers[0].Tensors, static origin => origin.Tensor == "initial_c0");

        // The states were at rest: silence is the self-test.
        Assert.Equal(64, model.Weights.SelfTest!.Steps);
        Assert.All(model.Weights.SelfTest.Input.ToArray(), static value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(
        "\"architecture\": \"LSTM\"",
        "\"architecture\": \"WaveNet\"",
        "'architecture': expected 'LSTM', the only recurrent network of NAM, found 'WaveNet'")]
    [InlineData("\"architecture\": \"LSTM\"", "\"architecture\": \"CatLSTM\"", "'CatLSTM'")]
    [InlineData(
        "\"weights\": [",
        "\"weights\": [0.5, ",
        "'weights': expected 160 numbers for input_size 1, hidden_size 3, num_layers 2 and 1 outputs, found 161")]
    [InlineData("\"hidden_size\": 3", "\"hidden_size\": 4", "numbers for input_size 1, hidden_size 4")]
    [InlineData("\"hidden_size\": 3", "\"hidden_size\": 2147483647", "'config.hidden_size': expected 1 to 1024, found 2147483647")]
    [InlineData(
        "\"input_size\": 1",
        "\"input_size\": 1, \"in_channels\": 2",
        "'config.in_channels': expected 1, the same as input_size, found 2")]
    [InlineData("\"hidden_size\": 3,", "", "a member 'hidden_size'")]
    public void Unsupported_networks_are_refused(string old, string replacement, string message) => Assert.Contains(
        message,
        DamagedFixture.Refusal(DamagedFixture.With(Fixtures.File("nam", "two-layers.nam"), old, replacement)),
        StringComparison.Ordinal);

    [Fact]
    public void States_that_have_not_converged_are_an_initial_state_and_not_a_self_test()
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Fixtures.File("nam", "channels.nam")));
        double[] weights = [.. json.RootElement.GetProperty("weights").EnumerateArray().Select(static value => value.GetDouble())];

        // After the matrix [12, 5] and the bias [12].
        weights[72] += 0.01;
        string text = JsonSerializer.Serialize(new { architecture = "LSTM", config = json.RootElement.GetProperty("config"), weights });
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        ModelDescription model = ModelFile.Read(stream);

        Assert.Null(model.Weights.SelfTest);
        Assert.Null(model.Preprocessing.SampleRate);
        Assert.Contains(
            "not a steady state: in layer 0, one step of silence changes the hidden state by",
            Assert.Single(model.Notes),
            StringComparison.Ordinal);
        Assert.Equal(6, model.Weights.InitialHidden.Length + model.Weights.InitialCell.Length);
    }

    [Theory]
    [InlineData("i,g,f,o", new[] { 0, 2, 1, 3 })]
    [InlineData("i,o,f,g", new[] { 0, 3, 1, 2 })]
    public void States_that_move_are_suspicious_and_the_known_mistakes_are_tried(string order, int[] blocks)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Fixtures.File("nam", "channels.nam")));
        double[] weights = [.. json.RootElement.GetProperty("weights").EnumerateArray().Select(static value => value.GetDouble())];

        // The matrix [12, 5] and the bias [12], in blocks of three rows.
        double[] rows = weights[..60];
        double[] bias = weights[60..72];
        double[] wrong = [.. blocks.SelectMany(gate => rows[(15 * gate)..(15 * gate + 15)])];
        double[] wrongBias = [.. blocks.SelectMany(gate => bias[(3 * gate)..(3 * gate + 3)])];
        string text = JsonSerializer.Serialize(new
        {
            architecture = "LSTM",
            config = json.RootElement.GetProperty("config"),
            weights = (double[])[.. wrong, .. wrongBias, .. weights[72..]],
        });
        ModelDescription model = ModelFile.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));

        Assert.Contains($"They are a steady state if the rows are in the order {order}.", model.Doubt, StringComparison.Ordinal);
        Assert.Equal(model.Doubt, Assert.Single(model.Notes));
        Assert.Null(model.WithSelfTest(new LstmSelfTest(1, new float[2], new float[2])).Doubt);
    }

    [Fact]
    public void A_wrong_order_of_the_gates_fails_the_self_test()
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("nam", "channels.nam"));
        LstmLayerWeights layer = model.Weights.Layers[0];
        float[] Swapped(ReadOnlySpan<float> values) => Matrices.Blocks(values, "ifgo", "igfo");
        var swapped = new LstmLayerWeights(2, 3, Swapped(layer.Input), Swapped(layer.Recurrent), Swapped(layer.Bias));
        var weights = new LstmWeights(
            [swapped], [], model.Weights.Head, false, model.Weights.InitialHidden, model.Weights.InitialCell, model.Weights.SelfTest,
            "swapped");

        Assert.Throws<WeightFormatException>(() => CompilerServices.SelfTests.VerifyReference(weights, model.Shape));
    }

    [Fact]
    public void Damage_throws_WeightFormatException() => DamagedFixture.Check(Fixtures.File("nam", "channels.nam"));

    [Fact]
    public void A_real_model_comes_to_rest_in_its_stored_states()
    {
        string? folder = TestFiles.Case("nam-lstm-h3");
        if (folder is null)
        {
            output.WriteLine("Not run: ../shared/cases/nam-lstm-h3 is not beside the repository.");
            return;
        }

        ModelDescription model = ModelFile.Read(Path.Combine(folder, "lstm.nam"));
        LstmOracleResult found = Described.Run(model, new float[48000], [new double[3]], [new double[3]]);
        double hidden = FixtureOutputs.Check(
            [.. model.Weights.InitialHidden.ToArray().Select(static value => (double)value)],
            found.Hidden[0],
            1e-5);
        double cell = FixtureOutputs.Check(
            [.. model.Weights.InitialCell.ToArray().Select(static value => (double)value)],
            found.Cell[0],
            5e-4);

        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        JsonElement layer = json.RootElement.GetProperty("layers")[0];
        Assert.Equal(
            layer.GetProperty("h").EnumerateArray().Select(static value => value.GetSingle()),
            model.Weights.InitialHidden.ToArray());
        Assert.Equal(
            layer.GetProperty("c").EnumerateArray().Select(static value => value.GetSingle()),
            model.Weights.InitialCell.ToArray());
        Assert.NotNull(model.Weights.SelfTest);
        output.WriteLine($"Run: {folder}, largest errors {hidden:G3} of h and {cell:G3} of c");
    }
}
