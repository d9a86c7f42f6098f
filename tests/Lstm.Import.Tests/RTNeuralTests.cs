using System.IO;
using System.Linq;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.Import.Tests;

public sealed class RTNeuralTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("lstm-linear")]
    [InlineData("lstm-tanh")]
    [InlineData("lstm-relu")]
    [InlineData("lstm-sigmoid")]
    [InlineData("lstm-softmax")]
    [InlineData("lstm-elu")]
    public void Stems_stacked_LSTMs_and_heads_give_the_outputs_of_torch(string name)
    {
        ModelDescription model = FixtureOutputs.Check("rtneural", $"{name}.json");

        Assert.Equal(ModelFormat.RTNeural, model.Format);
        Assert.Equal(44100, model.Preprocessing.SampleRate);
        Assert.Equal(
            ["layers[0] (dense)", "layers[1] (lstm)", "layers[2] (lstm)", "layers[3] (time-distributed-dense)"],
            model.Layers.Select(static layer => layer.Name));
        TensorOrigin origin = model.Layers[2].Tensors[0];
        Assert.Equal(("weight_ih_l1", "layers[2].weights[0]", "transposed"), (origin.Tensor, origin.Source, origin.Conversion));
        Assert.Equal([3, 12], origin.Shape);
    }

    [Fact]
    public void A_GRU_and_an_activation_layer_give_the_outputs_of_torch()
    {
        ModelDescription model = FixtureOutputs.Check("rtneural", "gru.json");

        Assert.Equal(48000, model.Preprocessing.SampleRate);
        Assert.Equal("[Gru(input: 2, hidden: 5, Output = 1, OutputActivation = Activation.Elu)]", model.Declaration);
    }

    [Theory]
    [InlineData(
        "\"type\": \"lstm\", \"activation\": \"tanh\"",
        "\"type\": \"lstm\", \"activation\": \"relu\"",
        "the layer 'layers[1] (lstm)' (lstm) cannot be imported: its activation is 'relu'")]
    [InlineData(
        "\"type\": \"dense\", \"activation\": \"tanh\"",
        "\"type\": \"dense\", \"activation\": \"gelu\"",
        "RTNeural supports tanh, relu")]
    [InlineData("\"type\": \"dense\"", "\"type\": \"conv1d\"", "a member 'kernel_size'")]
    [InlineData("\"type\": \"dense\"", "\"type\": \"conv2d\"", "it convolves two axes, and a class has convolutions over the steps")]
    [InlineData(
        "\"type\": \"dense\", \"activation\": \"tanh\"", "\"type\": \"prelu\"", "expected a shape of 2 units, like its inputs, found 4")]
    [InlineData("\"type\": \"dense\"", "\"type\": \"prelu\"", "its activation is 'tanh'; RTNeural supports none in this layer")]
    [InlineData("\"type\": \"dense\"", "\"type\": \"batchnorm\", \"scale\": 2", "its member 'scale' is unknown")]
    [InlineData("\"type\": \"dense\"", "\"type\": \"batchnorm2d\"", "it belongs to a convolution of two axes")]
    [InlineData("\"type\": \"dense\"", "\"type\": \"magic\"", "this kind of layer is unknown")]
    [InlineData(
        "[null, null, 4]",
        "[null, null, 5]",
        "'layers[0] (dense)': expected a kernel of shape [2, 5] for the declared 2 inputs and 5 units, found shape [2, 4]")]
    [InlineData("\"in_shape\": [null, null, 2]", "\"in_shape\": [null, null, 3]", "'layers[0] (dense)': expected a kernel of shape [3, 4]")]
    [InlineData(
        "[null, null, 4]",
        "[null, null, 2000000000]",
        "'layers[0] (dense)': expected a shape of 1 to 1024 units, found 2000000000")]
    [InlineData("[null, null, 4]", "[null, null, null]", "a shape whose last entry is a size")]
    [InlineData("\"samplerate\": \"44100\"", "\"samplerate\": \"fast\"", "'samplerate': expected a number, found 'fast'")]
    [InlineData("\"activation\": \"tanh\", \"shape\": [null, null, 4]", "\"activation\": \"tanh\"", "a member 'shape'")]
    public void Unsupported_parts_that_change_the_outputs_are_refused(string old, string replacement, string message) => Assert.Contains(
        message,
        DamagedFixture.Refusal(DamagedFixture.With(Fixtures.File("rtneural", "lstm-linear.json"), old, replacement)),
        System.StringComparison.Ordinal);

    [Fact]
    public void Layers_with_a_value_for_each_output_are_layers_of_the_class()
    {
        ModelDescription model = FixtureOutputs.Check("rtneural", "units.json");

        Assert.Equal(
            "[Lstm(input: 2, hidden: 3)]\n[Affine]\n[PRelu]\n[Lstm(hidden: 4)]\n[Affine]\n[Activation(Activation.LeakyRelu, Alpha = "
            + model.Declaration.Split("Alpha = ")[1],
            model.Declaration);
        Assert.Equal("layers[1].weights[3]", model.Layers[1].Tensors[1].Source);
    }

    [Theory]
    [InlineData("\"epsilon\": 0.001, ", "", "a member 'epsilon'")]
    [InlineData(
        "\"epsilon\": 0.01, \"weights\": [", "\"epsilon\": 0.01, \"weights\": [[1, 2, 3, 4], ", "expected 2 arrays of weights, found 3")]
    [InlineData(
        "\"prelu\", \"activation\": \"\", \"shape\": [null, null, 3], \"weights\": [[[",
        "\"prelu\", \"activation\": \"\", \"shape\": [null, null, 3], \"weights\": [[[1, 2, 3], [",
        "its slopes have the shape [2, 3]")]
    public void Damaged_layers_with_a_value_for_each_output_are_refused(string old, string replacement, string message) => Assert.Contains(
        message,
        DamagedFixture.Refusal(DamagedFixture.With(Fixtures.File("rtneural", "units.json"), old, replacement)),
        System.StringComparison.Ordinal);

    [Fact]
    public void A_file_that_adds_no_input_has_no_notes() =>
        Assert.Empty(ModelFile.Read(Fixtures.File("rtneural", "units.json")).Notes);

    [Fact]
    public void Causal_convolutions_give_the_outputs_of_their_equations()
    {
        ModelDescription model = FixtureOutputs.Check("rtneural", "conv.json");

        Assert.Equal(
            "[Conv1D(4, 3, Activation.Tanh, Dilation = 2)]\n[Lstm(input: 2, hidden: 3)]\n[Conv1D(3, 2)]\n[Dense(2, Activation.Relu)]",
            model.Declaration);
        Assert.Equal(
            [("layers.0.weight", "layers[0].weights[0]", "axes reversed"), ("layers.0.bias", "layers[0].weights[1]", "")],
            model.Layers[0].Tensors.Select(static origin => (origin.Tensor, origin.Source, origin.Conversion)));
    }

    [Theory]
    [InlineData("\"groups\": 1", "\"groups\": 2", "its filters take some of the inputs each (groups is 2)")]
    [InlineData("\"kernel_size\": [3]", "\"kernel_size\": [65]", "its kernel has 65 steps, and that of a class 1 to 64")]
    [InlineData("\"kernel_size\": [3]", "\"kernel_size\": [3, 3]", "expected one number")]
    [InlineData("\"kernel_size\": [3]", "\"kernel_size\": 2", "expected shape [2, 2, 4], found shape [3, 2, 4]")]
    [InlineData("\"dilation\": [2]", "\"dilation\": [0]", "its dilation is 0, and that of a class 1 to 1024")]
    [InlineData("\"groups\": 1", "\"padding\": \"same\"", "its member 'padding' is unknown")]
    [InlineData("\"activation\": \"tanh\"", "\"activation\": \"gelu\"", "RTNeural supports tanh, relu")]
    public void Convolutions_that_no_class_has_are_refused(string old, string replacement, string message) => Assert.Contains(
        message,
        DamagedFixture.Refusal(DamagedFixture.With(Fixtures.File("rtneural", "conv.json"), old, replacement)),
        System.StringComparison.Ordinal);

    [Theory]
    [InlineData("gru.json")]
    [InlineData("conv.json")]
    public void Damage_throws_WeightFormatException(string name) => DamagedFixture.Check(Fixtures.File("rtneural", name));

    [Fact]
    public void Missing_rows_allocate_no_memory()
    {
        string rows = string.Join(',', Enumerable.Repeat("[1]", 2047));
        string first = string.Join(',', Enumerable.Repeat("1", 4096));
        string text = "{\"in_shape\":[2048],\"layers\":[{\"type\":\"lstm\",\"shape\":[1024],\"weights\":[[[" + first + "]," + rows
            + "],[[1]],[1]]}]}";

        Assert.Contains("expected 4096 numbers, found 1", DamagedFixture.Refusal(text), System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_real_model_gives_its_published_outputs()
    {
        if (Folder("rtneural-keras-lstm1d") is { } folder)
        {
            ModelDescription model = ModelFile.Read(Path.Combine(folder, "model.json"));
            double error = FixtureOutputs.Check(
                FixtureOutputs.Lines(Path.Combine(folder, "y.csv")),
                Described.Run(model, [.. FixtureOutputs.Lines(Path.Combine(folder, "x.csv")).Select(static value => (float)value)]).Outputs,
                2e-6);
            output.WriteLine($"Run: {folder}, largest error {error:G3}");
        }
    }

    [Fact]
    public void A_real_malformed_model_is_refused()
    {
        if (Folder("rtneural-bad-lstm") is { } folder)
        {
            string message = DamagedFixture.Refusal(File.ReadAllBytes(Path.Combine(folder, "model.json")));
            Assert.Contains(
                "'layers[0] (lstm)': expected a kernel of shape [1, 64] for the declared 1 inputs and 16 units, found shape [1, 80]",
                message,
                System.StringComparison.Ordinal);
            output.WriteLine($"Run: {folder}, {message}");
        }
    }

    private string? Folder(string name)
    {
        string? folder = TestFiles.Case(name);
        if (folder is null)
        {
            output.WriteLine($"Not run: ../shared/cases/{name} is not beside the repository.");
        }

        return folder;
    }
}
