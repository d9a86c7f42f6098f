using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.Import.Sequences;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>
/// Keras models with layers between the recurrent ones, against outputs that fixtures/keras-layers/make.py computed in float64.
/// </summary>
public sealed class KerasLayerTests
{
    // Statistics and scales are rounded to one float each.
    private const double Tolerance = 2e-6;

    private static readonly Lazy<JsonElement> s_expected =
        new(static () => JsonDocument.Parse(File.ReadAllText(Fixture("expected.json"))).RootElement);

    /// <summary>Every fixture with outputs.</summary>
    public static TheoryData<string> Computed => [.. s_expected.Value.EnumerateObject().Select(static member => member.Name)];

    /// <summary>Files with inputs and outputs beside them.</summary>
    public static TheoryData<string> Reported =>
        [.. Directory.EnumerateFiles(Fixture(), "fault-*.h5").Select(static path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Computed))]
    public void A_file_gives_the_outputs_that_were_computed_from_its_own_layout(string name)
    {
        ModelDescription model = ModelFile.Read(Fixture(name));
        JsonElement expected = s_expected.Value.GetProperty(name);
        float[] inputs = [.. expected.GetProperty("input").EnumerateArray().Select(static value => value.GetSingle())];
        double[] outputs = [.. expected.GetProperty("output").EnumerateArray().Select(static value => value.GetDouble())];

        FixtureOutputs.Check(outputs, Described.Reference(model, inputs), Tolerance);
        FixtureOutputs.Check(outputs, Described.Outputs(model, inputs), Tolerance);
    }

    [Theory]
    [MemberData(nameof(Reported))]
    public void A_reported_file_gives_the_outputs_of_its_report(string name)
    {
        ModelDescription model = ModelFile.Read(Fixture(name));
        float[] inputs = SequenceFile.Read(Fixture(Path.ChangeExtension(name, ".x.npy")), model.Weights.InputSize);
        float[] outputs = SequenceFile.Read(Fixture(Path.ChangeExtension(name, ".y.npy")), model.Weights.OutputSize);

        FixtureOutputs.Check([.. outputs.Select(static value => (double)value)], Described.Outputs(model, inputs), Tolerance);
        model.WithSelfTest(new LstmSelfTest(inputs.Length / model.Weights.InputSize, inputs, outputs)).Verify();
    }

    [Theory]
    [InlineData(
        "units.h5",
        "[Affine]\n[Lstm(input: 3, hidden: 4)]\n[Affine]\n[Lstm(hidden: 5)]\n[LayerNorm(Epsilon = 0.001f)]\n[PRelu]\n[Dense(2)]\n"
            + "[Affine]\n[Activation(Activation.Affine, Alpha = 0.5f, Beta = -2f)]")]
    [InlineData(
        "activations.h5",
        "[Activation(Activation.Tanh)]\n[LayerNorm(Epsilon = 0.001f)]\n[Lstm(input: 2, hidden: 3)]\n[Activation(Activation.Elu, Alpha = 0.5f)]\n"
            + "[Lstm(hidden: 3)]\n[Activation(Activation.LeakyRelu, Alpha = 0.3f)]\n[Activation(Activation.Softmax)]")]
    [InlineData("fault-batchnorm.h5", "[Lstm(input: 3, hidden: 4)]\n[Affine]\n[Dense(2)]")]
    public void Each_layer_is_a_layer_of_the_class(string name, string declaration) =>
        Assert.Equal(declaration, ModelFile.Read(Fixture(name)).Declaration);

    [Fact]
    public void The_three_containers_hold_the_same_network()
    {
        string[] names = ["units.h5", "units.keras", "tfjs-units/model.json"];

        Assert.Single(names.Select(static name => ModelFile.Read(Fixture(name)).Weights.Checksum).Distinct());
    }

    [Fact]
    public void Tensors_have_their_origins()
    {
        IReadOnlyList<LayerDescription> layers = ModelFile.Read(Fixture("units.h5")).Layers;

        Assert.Equal(
            [
                ("layers.2.scale", "bn/gamma:0", "gamma / sqrt(variance + epsilon)"),
                ("layers.2.scale", "bn/moving_variance:0", "gamma / sqrt(variance + epsilon)"),
                ("layers.2.offset", "bn/beta:0", "beta - mean * scale"), ("layers.2.offset", "bn/moving_mean:0", "beta - mean * scale"),
            ],
            layers[2].Tensors.Select(static origin => (origin.Tensor, origin.Source, origin.Conversion)));
        Assert.Equal("layers.5.weight", Assert.Single(layers[5].Tensors).Tensor);
    }

    [Fact]
    public void A_file_of_weights_has_a_note_about_its_normalisations() => Assert.Contains(
        "normalisations have Keras's epsilon",
        Assert.Single(ModelFile.Read(Fixture("units-weights.h5")).Notes),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("refused-axis.h5", "'norm' (BatchNormalization) cannot be imported: its axis is 1")]
    [InlineData("refused-rms.h5", "'norm' (LayerNormalization) cannot be imported: it does not subtract the mean (rms_scaling)")]
    [InlineData("refused-slopes.h5", "'norm' (PReLU) cannot be imported: its slopes have the shape [5, 3]")]
    public void What_a_class_cannot_do_is_refused_with_the_reason(string name, string text) => Assert.Contains(
        text, Assert.Throws<WeightFormatException>(() => ModelFile.Read(Fixture(name))).Message, StringComparison.Ordinal);

    private static string Fixture(params string[] parts) => Fixtures.File(["keras-layers", .. parts]);
}
