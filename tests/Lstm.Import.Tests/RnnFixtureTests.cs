using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>
/// Elman networks of ONNX, Keras and PyTorch, against outputs that fixtures/rnn/make_rnn.py computed from the equations of each framework.
/// </summary>
public sealed class RnnFixtureTests
{
    // The biases are added in floats, and so are the values between the parts that the oracle runs.
    private const double Tolerance = 2e-6;

    // The one file that a class cannot declare.
    private const string Mixed = "rnn-bidirectional-mixed";

    private static readonly Lazy<JsonElement> s_keras =
        new(static () => JsonDocument.Parse(File.ReadAllText(Fixture("expected.json"))).RootElement);

    public static TheoryData<string> Onnx => [.. Names("*.onnx").Where(static name => name != Mixed)];

    public static TheoryData<string> Keras => [.. s_keras.Value.EnumerateObject().Select(static member => member.Name)];

    public static TheoryData<string> PyTorch => [.. Names("*.safetensors")];

    [Theory]
    [MemberData(nameof(Onnx))]
    public void A_node_gives_the_outputs_of_its_equations(string name)
    {
        using JsonDocument json = Read(name + ".json");
        ModelDescription model = ModelFile.Read(Fixture(name + ".onnx"));

        Assert.Equal(ModelFormat.Onnx, model.Format);
        Assert.Contains(json.RootElement.GetProperty("declares").GetString()!, model.Declaration, StringComparison.Ordinal);
        Assert.Empty(model.Notes);
        Check(model, Values(json.RootElement, "inputs"), Values(json.RootElement, "outputs"));
    }

    [Theory]
    [InlineData("rnn-clip", "[Rnn(input: 3, hidden: 4, Clip = 0.4f)]")]
    [InlineData("rnn-softsign", "[Rnn(input: 3, hidden: 4, activation: Activation.Softsign)]")]
    [InlineData("rnn-scaledtanh", "[Rnn(input: 3, hidden: 4, activation: Activation.ScaledTanh, Alpha = 1.25f, Beta = 0.75f)]")]
    public void Attributes_of_a_node_become_options_of_the_class(string name, string declaration) =>
        Assert.Equal(declaration, ModelFile.Read(Fixture(name + ".onnx")).Declaration);

    [Fact]
    public void An_initial_state_in_both_directions_is_kept()
    {
        LstmWeights weights = ModelFile.Read(Fixture("rnn-start-bidirectional.onnx")).Weights;

        Assert.Equal(8, weights.InitialHidden.Length);
        Assert.True(weights.InitialCell.IsEmpty);
    }

    [Fact]
    public void Origins_name_what_was_done()
    {
        ModelDescription model = ModelFile.Read(Fixture("rnn.onnx"));

        Assert.Equal("RNN", model.Layers[0].Kind);
        Assert.Equal(
            [("weight_ih_l0", ""), ("weight_hh_l0", ""), ("bias_ih_l0", "sum of both halves")],
            model.Layers[0].Tensors.Select(static origin => (origin.Tensor, origin.Conversion)));
    }

    [Fact]
    public void Different_activations_in_the_directions_of_a_node_are_refused() => Assert.Contains(
        "its two directions have different activations; a class supports only the same ones for both",
        Assert.Throws<WeightFormatException>(static () => ModelFile.Read(Fixture(Mixed + ".onnx"))).Message,
        StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Keras))]
    public void A_SimpleRNN_gives_the_outputs_of_its_equations(string name)
    {
        JsonElement expected = s_keras.Value.GetProperty(name);
        ModelDescription model = ModelFile.Read(Fixture(name));

        Assert.Equal(name is "simple-rnn-weights-only.h5" or "simple-rnn-cell-backwards.h5" ? 1 : 0, model.Notes.Count);
        Check(model, Values(expected, "input"), Values(expected, "output"));
    }

    [Theory]
    [InlineData("simple-rnn.h5", "[Rnn(input: 3, hidden: 4, Output = 2)]")]
    [InlineData("simple-rnn.keras", "[Rnn(input: 3, hidden: 4, Output = 2)]")]
    [InlineData("simple-rnn-relu.h5", "[Rnn(input: 3, hidden: 4, activation: Activation.Relu, Output = 2)]")]
    [InlineData("simple-rnn-2layers.h5", "[Rnn(input: 3, hidden: 4)]\n[Rnn(hidden: 5, activation: Activation.Relu)]")]
    [InlineData("tfjs/model.json", "[Rnn(input: 3, hidden: 4, Output = 2)]")]
    [InlineData("simple-rnn-weights-only.h5", "[Rnn(input: 3, hidden: 4, Output = 2)]")]
    [InlineData(
        "simple-rnn-cell-backwards.h5", "[Rnn(input: 3, hidden: 4, activation: Activation.Relu, Direction = Direction.Backward)]")]
    [InlineData("simple-rnn-bidirectional.h5", "[Rnn(input: 3, hidden: 4, Bidirectional = true)]")]
    public void A_SimpleRNN_has_the_activation_of_the_file(string name, string declaration) =>
        Assert.Equal(declaration, ModelFile.Read(Fixture(name)).Declaration);

    [Theory]
    [MemberData(nameof(PyTorch))]
    public void A_state_dict_gives_the_outputs_with_the_chosen_function(string name)
    {
        using JsonDocument json = Read(name + ".pt.json");
        string declaration = json.RootElement.GetProperty("declaration").GetString()!;
        ModelReadOptions options = declaration.Contains("Activation.Relu", StringComparison.Ordinal) ? Relu("rnn")
            : ModelReadOptions.Default;
        ModelDescription model = ModelFile.Read(Fixture(name + ".pt"), options);
        ModelDescription other = ModelFile.Read(Fixture(name + ".safetensors"), options);

        Assert.Equal(declaration, model.Declaration);
        Assert.Equal(declaration, other.Declaration);
        Assert.Equal(model.Weights.Checksum, other.Weights.Checksum);
        double[] Rows(string member) =>
            [.. json.RootElement.GetProperty(member).EnumerateArray().SelectMany(static row => row.EnumerateArray()).Select(Number)];
        Check(model, Rows("input"), Rows("output"));
    }

    [Fact]
    public void The_function_of_a_state_dict_is_an_assumption_that_an_option_or_a_self_test_replaces()
    {
        const string note = "does not store the nonlinearity of an nn.RNN: 'rnn' is imported with PyTorch's default nonlinearity, tanh";
        static bool Assumes(string text) => text.Contains(note, StringComparison.Ordinal)
            && text.Contains("--activation rnn=Relu", StringComparison.Ordinal);
        ModelDescription model = ModelFile.Read(Fixture("rnn-head.pt"));

        Assert.Single(model.Notes, Assumes);
        Assert.DoesNotContain(ModelFile.Read(Fixture("rnn-head.pt"), Relu("rnn")).Notes, Assumes);
        using JsonDocument json = Read("rnn-head.pt.json");
        float[] Rows(string member) =>
        [
            .. json.RootElement.GetProperty(member).EnumerateArray().SelectMany(static row => row.EnumerateArray())
                .Select(static value => value.GetSingle()),
        ];
        float[] outputs = Rows("output");
        Assert.DoesNotContain(model.WithSelfTest(new LstmSelfTest(outputs.Length / 2, Rows("input"), outputs)).Notes, Assumes);
    }

    [Fact]
    public void A_TorchScript_archive_stores_the_function()
    {
        ModelDescription model = ModelFile.Read(Fixture("rnn-script-relu.pt"));
        ModelDescription other = ModelFile.Read(Fixture("rnn-head.pt"), Relu("rnn"));

        Assert.Contains("TorchScript", model.FormatDetail, StringComparison.Ordinal);
        Assert.Equal(other.Declaration, model.Declaration);
        Assert.Equal(other.Weights.Checksum, model.Weights.Checksum);
        Assert.Equal(other.Notes, model.Notes);
        Assert.Equal(
            ModelFile.Read(Fixture("rnn-head.pt")).Declaration,
            ModelFile.Read(Fixture("rnn-script-relu.pt"), Chosen("rnn", Activation.Tanh)).Declaration);
    }

    [Fact]
    public void A_state_dict_as_JSON_has_modules_and_cells()
    {
        const string json = """
            {"cell.weight_ih": [[1, 2], [3, 4]], "cell.weight_hh": [[5, 6], [7, 8]], "cell.bias_ih": [1, 2], "cell.bias_hh": [10, 20]}
            """;
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        ModelDescription model = ModelFile.Read(stream, "dict.json", Relu("cell"));

        Assert.Equal("[Rnn(input: 2, hidden: 2, activation: Activation.Relu)]", model.Declaration);
        Assert.Equal([11, 22], model.Weights.Layers[0].Bias.ToArray());
    }

    [Fact]
    public void An_option_sets_the_function_of_all_layers_of_a_module()
    {
        ModelDescription model = ModelFile.Read(Fixture("rnn-2layers-bidirectional.pt"), Relu("rnn"));

        Assert.All(model.Shape.Recurrent, static layer => Assert.Equal(Activation.Relu, layer.Cell.CellActivation.Function));
        Assert.Equal("[Rnn(input: 3, hidden: 4, activation: Activation.Relu, Layers = 2, Bidirectional = true)]", model.Declaration);
    }

    [Fact]
    public void A_function_that_a_cell_cannot_have_is_refused()
    {
        static string Refusal(string file, ModelReadOptions options) =>
            Assert.Throws<WeightFormatException>(() => ModelFile.Read(Fixture(file), options)).Message;

        Assert.Contains(
            "the cells of 'rnn' cannot have the given activation Softmax",
            Refusal("rnn-head.pt", Chosen("rnn", Activation.Softmax)),
            StringComparison.Ordinal);
        Assert.Contains(
            "a dense layer or an RNN 'lstm' for the given activation",
            Refusal("../pytorch/bare.pt", Relu("lstm")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_canonical_file_is_read_as_it_was_written()
    {
        ModelDescription model = ModelFile.Read(Fixture("simple-rnn-2layers.h5"));
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        ModelDescription again = ModelFile.Read(stream);

        Assert.Equal(model.Declaration, again.Declaration);
        Assert.Equal(model.Weights.Checksum, again.Weights.Checksum);
        Assert.Empty(again.Notes);
    }

    private static ModelReadOptions Relu(string module) => Chosen(module, Activation.Relu);

    private static ModelReadOptions Chosen(string module, Activation function) =>
        new() { Activations = new Dictionary<string, Activation> { [module] = function } };

    private static void Check(ModelDescription model, double[] inputs, double[] outputs) => FixtureOutputs.Check(
        outputs, Described.Outputs(model, Array.ConvertAll(inputs, static value => (float)value)), Tolerance);

    private static double[] Values(JsonElement json, string member) => [.. json.GetProperty(member).EnumerateArray().Select(Number)];

    private static double Number(JsonElement value) => value.GetDouble();

    private static IEnumerable<string> Names(string pattern) =>
        Directory.GetFiles(Fixture(), pattern).Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal);

    private static JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllText(Fixture(name)));

    private static string Fixture(params string[] parts) => Fixtures.File(["rnn", .. parts]);
}
