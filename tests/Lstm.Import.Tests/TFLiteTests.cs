using System;
using System.IO;
using System.Linq;
using Xunit;

namespace Lstm.Import.Tests;

public sealed class TFLiteTests
{
    [Theory]
    [InlineData("plain", "[Lstm(input: 2, hidden: 3)]")]
    [InlineData("peephole", "[Lstm(input: 2, hidden: 3, Peephole = true)]")]
    [InlineData("projection", "[Lstm(input: 2, hidden: 3, Projection = 2)]")]
    [InlineData("clip", "[Lstm(input: 2, hidden: 3, CellClip = 0.25f)]")]
    [InlineData("coupled", "[Lstm(input: 2, hidden: 3, CoupledGates = true)]")]
    [InlineData(
        "coupled-peephole-projection",
        "[Lstm(input: 2, hidden: 3, Projection = 2, Peephole = true, CoupledGates = true, CellClip = 0.5f)]")]
    [InlineData("relu", "[Lstm(input: 2, hidden: 3, CellActivation = Activation.Relu, HiddenActivation = Activation.Relu)]")]
    [InlineData(
        "linear",
        "[Lstm(input: 2, hidden: 3, CellActivation = Activation.Linear, HiddenActivation = Activation.Linear, CellClip = 2f)]")]
    [InlineData("half", "[Lstm(input: 2, hidden: 3)]")]
    [InlineData("logistic", "[Lstm(input: 1, hidden: 3, Output = 2, OutputActivation = Activation.Sigmoid)]")]
    [InlineData("tanh", "[Lstm(input: 1, hidden: 3, Output = 2, OutputActivation = Activation.Tanh)]")]
    [InlineData("relu-layer", "[Lstm(input: 1, hidden: 3, Output = 2, OutputActivation = Activation.Relu)]")]
    [InlineData("elu", "[Lstm(input: 1, hidden: 3, Output = 2, OutputActivation = Activation.Elu)]")]
    [InlineData(
        "fused-relu6",
        "[Lstm(input: 2, hidden: 3, CellActivation = Activation.Clip, CellAlpha = 0f, CellBeta = 6f, HiddenActivation = Activation.Clip, "
            + "HiddenAlpha = 0f, HiddenBeta = 6f)]\n[Dense(2, Activation.Clip, Alpha = 0f, Beta = 6f)]")]
    [InlineData(
        "fused-relu1",
        "[Lstm(input: 2, hidden: 3, CellActivation = Activation.Clip, HiddenActivation = Activation.Clip, Output = 2, "
            + "OutputActivation = Activation.Clip)]")]
    [InlineData("relu1-layer", "[Lstm(input: 1, hidden: 3, Output = 4, OutputActivation = Activation.Clip)]")]
    [InlineData("relu6-layer", "[Lstm(input: 1, hidden: 3)]\n[Dense(4, Activation.Clip, Alpha = 0f, Beta = 6f)]")]
    [InlineData("relu01-layer", "[Lstm(input: 1, hidden: 3)]\n[Dense(4, Activation.Clip, Alpha = 0f)]")]
    [InlineData("exp", "[Lstm(input: 1, hidden: 3, Output = 4, OutputActivation = Activation.Exp)]")]
    [InlineData("log-softmax", "[Lstm(input: 1, hidden: 3, Output = 4, OutputActivation = Activation.LogSoftmax)]")]
    [InlineData("hard-swish", "[Lstm(input: 1, hidden: 3, Output = 4, OutputActivation = Activation.HardSwish)]")]
    [InlineData("gelu", "[Lstm(input: 1, hidden: 3, Output = 4, OutputActivation = Activation.Gelu)]")]
    [InlineData("gelu-tanh", "[Lstm(input: 1, hidden: 3, Output = 4, OutputActivation = Activation.GeluTanh)]")]
    public void Variants_give_the_outputs_of_their_equations(string name, string declaration)
    {
        ModelDescription model = FixtureOutputs.Check("tflite", $"{name}.tflite");

        Assert.Equal(ModelFormat.TFLite, model.Format);
        Assert.Equal(declaration, model.Declaration);
    }

    [Theory]
    [InlineData("mean", "[Lstm(input: 2, hidden: 3)]\n[Pool(Pooling.Mean)]\n[Dense(2)]")]
    [InlineData("max", "[Lstm(input: 2, hidden: 3)]\n[Pool(Pooling.Max)]\n[Dense(2)]")]
    public void One_vector_of_all_steps_is_a_pooling(string name, string declaration)
    {
        ModelDescription model = FixtureOutputs.Check("tflite", $"{name}.tflite");

        Assert.Equal(declaration, model.Declaration);
        Assert.Empty(model.Notes);
    }

    [Fact]
    public void Constants_for_each_value_are_layers_of_the_class()
    {
        ModelDescription model = FixtureOutputs.Check("tflite", "units.tflite");

        Assert.Equal(
            "[Affine]\n[Affine]\n[Lstm(input: 2, hidden: 3)]\n[Affine]\n[Affine]\n[Activation(Activation.Relu)]\n[Lstm(hidden: 4)]\n"
            + "[PRelu]\n[Dense(2, Activation.Tanh)]\n[Affine]\n[Activation(Activation.Affine, Alpha = 0.5f)]",
            model.Declaration);
        Assert.Equal(["centred", "scaled", "lstm_1", "product", "sum", "sum (RELU)", "lstm_2", "prelu", "head", "rest", "halved"],
            model.Layers.Select(static layer => layer.Name));
    }

    [Fact]
    public void A_leaky_rectifier_keeps_its_slope() => FixtureOutputs.Check("tflite", "leaky-relu.tflite");

    [Fact]
    public void Operators_that_only_rearrange_values_are_skipped()
    {
        ModelDescription model = FixtureOutputs.Check("tflite", "network.tflite");

        Assert.Equal(["stem", "lstm_1", "lstm_2", "head"], model.Layers.Select(static layer => layer.Name));
        Assert.Equal(2, model.Notes.Count(static note => note.Contains("time_major", StringComparison.Ordinal)));
        Assert.Contains(model.Layers[1].Tensors, static origin => origin.Source == "lstm_1/w_i" && origin.Tensor == "weight_ih_l0");
    }

    [Theory]
    [InlineData("projection-bias", "its projection has a bias, 'bias of the projection'")]
    [InlineData("projection-clip", "it limits its projection (proj_clip)")]
    [InlineData("sign-bit", "the activation SIGN_BIT is not supported")]
    [InlineData("layer-norm", "it applies layer normalisation to its gates but not to its cell state")]
    [InlineData("int8", "its tensor 'r_i' has the type INT8; only floating-point weights are supported")]
    [InlineData("bidirectional", "(BIDIRECTIONAL_SEQUENCE_LSTM) cannot be imported: only LSTMs with one direction")]
    [InlineData("while", "(WHILE) cannot be imported: an LSTM as a loop of operators is not supported")]
    [InlineData("add", "(ADD) cannot be imported: its input 'lstm' is not the output of the previous operator")]
    [InlineData("mean-values", "(MEAN) cannot be imported: it pools along another axis than that of the steps")]
    [InlineData("mean-part", "(MEAN) cannot be imported: it pools steps that another operator has selected")]
    [InlineData("steps", "(MUL) cannot be imported: its constant 'c1' of shape [1, 4, 3] has not one number for each value of a step")]
    [InlineData("divisor", "(DIV) cannot be imported: it divides a constant by its input")]
    [InlineData("int-sum", "(ADD) cannot be imported: its tensor 'c1' has the type INT32")]
    [InlineData("sign-sum", "(ADD) cannot be imported: the activation SIGN_BIT is not supported")]
    [InlineData("flattened", "it moves values from one step to another")]
    public void Unsupported_operators_are_refused_by_name(string name, string message) => Assert.Contains(
        message, DamagedFixture.Refusal(File.ReadAllBytes(Fixtures.File("tflite", $"refused-{name}.tflite"))), StringComparison.Ordinal);

    [Fact]
    public void A_part_beside_unsupported_operators_can_be_imported()
    {
        ModelDescription model = ModelFile.Read(
            Fixtures.File("tflite", "refused-add.tflite"),
            new ModelReadOptions { LastLayer = "dense" });

        Assert.Equal("[Lstm(input: 2, hidden: 3, Output = 3)]", model.Declaration);
    }

    [Theory]
    [InlineData("elu")]
    [InlineData("coupled-peephole-projection")]
    public void Damage_throws_WeightFormatException(string name) => DamagedFixture.Check(Fixtures.File("tflite", $"{name}.tflite"));

    [Fact]
    public void Every_offset_that_lies_is_found()
    {
        byte[] bytes = File.ReadAllBytes(Fixtures.File("tflite", "plain.tflite"));
        foreach (uint lie in (uint[])[uint.MaxValue, int.MaxValue, 0x8000_0000, (uint)bytes.Length, (uint)bytes.Length - 4, 0x4000_0000])
        {
            for (int place = 0; place + 4 <= bytes.Length; place += 4)
            {
                byte[] changed = [.. bytes];
                BitConverter.TryWriteBytes(changed.AsSpan(place), lie);
                try
                {
                    using var stream = new MemoryStream(changed);
                    ModelFile.Read(stream);
                }
                catch (WeightFormatException)
                {
                    // Said what is wrong.
                }
            }
        }
    }
}
