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

    [Theory]
    [InlineData("conv")]
    [InlineData("conv-height")]
    [InlineData("conv-any-length")]
    public void Zeros_before_a_convolution_make_it_causal(string name)
    {
        ModelDescription model = FixtureOutputs.Check("tflite", $"{name}.tflite");

        Assert.Equal(
            "[Conv1D(4, 3, Activation.Relu, Dilation = 2)]\n[Lstm(input: 2, hidden: 3)]\n[Conv1D(4, 2)]\n"
                + "[Dense(2, Activation.Clip, Alpha = 0f, Beta = 6f)]",
            model.Declaration);
        Assert.Empty(model.Notes);
        Assert.Equal(
            [("layers.0.weight", "front/w", "kernel last"), ("layers.0.bias", "front/b", "")],
            model.Layers[0].Tensors.Select(static origin => (origin.Tensor, origin.Source, origin.Conversion)));
    }

    [Theory]
    [InlineData("embedding")]
    [InlineData("embedding-int")]
    public void Rows_of_a_table_are_an_embedding(string name)
    {
        ModelDescription model = FixtureOutputs.Check("tflite", $"{name}.tflite");

        Assert.Equal("[Embedding(7, 3)]\n[Lstm(input: 1, hidden: 4, Output = 2)]", model.Declaration);
        Assert.Empty(model.Notes);
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
    [InlineData("conv-same", "it is not causal: it has zeros on both sides (SAME); a class needs a PAD of 2 steps before the first one")]
    [InlineData("conv-valid", "it is not causal: it has 0 zeros before the first step; a class needs a PAD of 2 steps")]
    [InlineData("conv-short", "it is not causal: it has 1 zeros before the first step")]
    [InlineData("conv-stride", "it skips steps; a class has one output for each step")]
    [InlineData("conv-groups", "its filters take 1 values, but a step has 2")]
    [InlineData("conv-kernel", "its kernel has 65 steps and its dilation is 1; those of a class are at most 64 and 1024")]
    [InlineData("conv-sign", "(CONV_2D) cannot be imported: the activation SIGN_BIT is not supported")]
    [InlineData("conv-after", "(PAD) cannot be imported: it adds something other than zeros before the first step")]
    [InlineData("conv-alone", "(PAD) cannot be imported: it adds 2 steps before the first one, and no CONV_2D that reads them follows")]
    [InlineData("conv-end", "(PAD) cannot be imported: it adds 2 steps before the first one, and no CONV_2D that reads them follows")]
    [InlineData("conv-batch", "(PAD) cannot be imported: it adds something other than zeros before the first step")]
    [InlineData("conv-image", "(CONV_2D) cannot be imported: it convolves two axes")]
    [InlineData("embedding-axis", "(GATHER) cannot be imported: its table [7, 3] has not a row for each token")]
    [InlineData("embedding-rank", "(GATHER) cannot be imported: its input has an axis of values")]
    [InlineData("embedding-table", "(GATHER) cannot be imported: its table [7, 3, 2] has not a row for each token")]
    [InlineData("embedding-cast", "(CAST) cannot be imported: it drops the fractions of its inputs, and no GATHER")]
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
    [InlineData("conv")]
    [InlineData("embedding")]
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
