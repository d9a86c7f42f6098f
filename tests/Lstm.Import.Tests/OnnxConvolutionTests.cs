using System.Linq;
using Lstm.Import.OnnxFormat;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Convolutions and embeddings of ONNX: what of them no class has, and what becomes of padding that stays.</summary>
public sealed class OnnxConvolutionTests
{
    [Theory]
    [InlineData("strides", new long[] { 2 }, "it has the strides [2], and a class has convolutions of stride 1")]
    [InlineData("pads", new long[] { 1, 1 }, "it looks ahead at 1 later steps, and a class depends on earlier steps only; put")]
    [InlineData("pads", new long[] { 0, 0 }, "it has no zeros on the left, so that its first outputs are missing or see later steps")]
    [InlineData("pads", new long[] { 3, 0 }, "it has 3 zeros on the left, so that its outputs are late")]
    [InlineData("pads", new long[] { 2, -1 }, "its padding cannot be resolved")]
    [InlineData("pads", new long[] { 2, 1 }, "it keeps the padding of a convolution")]
    [InlineData("dilations", new long[] { 1025 }, "at most 1024 filters, 64 steps, dilation 1024")]
    public void A_convolution_that_no_class_has_is_refused_with_what_one_has(string attribute, long[] values, string reason)
    {
        ModelProto model = OnnxFile.Changed("conv-left", graph => graph.Node("Conv").With(Numbers(attribute, values)));

        Assert.Contains(reason, OnnxFile.Refused(model).Message);
    }

    [Fact]
    public void Groups_are_refused() => Assert.Contains(
        "it has 3 groups of channels, and a class has convolutions of one group (group = 1)",
        OnnxFile.Refused(OnnxFile.Changed("conv-left", static graph => graph.Node("Conv").With("group", 3))).Message);

    [Fact]
    public void A_convolution_over_a_single_step_has_no_earlier_ones() => Assert.Contains(
        "its input is a single step, which has no earlier ones; export the network for a sequence",
        OnnxFile.Refused(OnnxFile.Changed("conv-left", static graph => graph.Input[0].Type.TensorType.Shape.Dim[0].DimValue = 1)).Message);

    [Fact]
    public void A_convolution_along_another_axis_than_the_steps_of_a_layer_is_refused() => Assert.Contains(
        "it runs along an axis other than the time axis of the network",
        OnnxFile.Refused(OnnxFile.Changed("conv-left", static graph =>
        {
            foreach (NodeProto node in graph.Node.Where(static node => node.OpType == "Transpose"))
            {
                node.With(Numbers("perm", 0, 2, 1));
            }
        })).Message);

    [Theory]
    [InlineData("reflect", 0, "it pads with values of its input (mode reflect), not zeros")]
    [InlineData("constant", 1, "it pads with another value than zero")]
    public void Padding_with_other_values_is_refused(string mode, float value, string reason) => Assert.Contains(
        reason,
        OnnxFile.Refused(OnnxFile.Changed("conv-2d", graph =>
        {
            NodeProto pad = graph.Node("Pad");
            pad.Attribute.Add(new AttributeProto { Name = "mode", Type = 3, S = Google.Protobuf.ByteString.CopyFromUtf8(mode) });
            pad.Input[2] = graph.Floats("filler", [], value);
        })).Message);

    [Fact]
    public void Padding_along_another_axis_than_the_convolution_is_refused() => Assert.Contains(
        "cannot be imported",
        OnnxFile.Refused(OnnxFile.Changed("conv-2d", static graph =>
            graph.Node("Pad").Input[1] = graph.Integers("moved", 2, 0, 0, 0, 0, 0, 0, 0))).Message);

    [Fact]
    public void Padding_that_no_convolution_takes_is_refused() => Assert.Contains(
        "zeros are before the first step of its input, which only a convolution may take",
        OnnxFile.Refused(OnnxFile.Changed("lstm", static graph =>
        {
            NodeProto lstm = graph.Node("LSTM");
            graph.Node.Insert(0, Node("Pad", "padded", "x", graph.Integers("sizes", 2, 0, 0, 0, 0, 0)));
            lstm.Input[0] = "padded";
        })).Message);

    [Fact]
    public void An_output_with_more_steps_than_the_input_is_refused() => Assert.Contains(
        "the output 'added' (a padded sequence) cannot be imported: it has more steps than the input",
        OnnxFile.Refused(OnnxFile.Changed(
            "lstm", static graph => graph.Append("Pad", "y", graph.Integers("sizes", 0, 0, 0, 0, 1, 0, 0, 0)))).Message);

    [Fact]
    public void Earlier_inputs_of_a_stream_have_a_note()
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("onnx", "conv-cache.onnx"));

        Assert.Contains(
            model.Notes,
            static note => note.EndsWith("from the graph input 'past': the class keeps them in its state, and starts from zeros."));
    }

    [Fact]
    public void Tokens_that_another_layer_takes_too_are_refused() => Assert.Contains(
        "its input is rounded to integers, which only an embedding may take",
        OnnxFile.Refused(OnnxFile.Changed("lstm", static graph =>
        {
            graph.Node.Insert(0, Node("Cast", "rounded", "x").With("to", 6));
            graph.Node.Insert(1, Node("Cast", "floats", "rounded").With("to", 1));
            graph.Node("LSTM").Input[0] = "floats";
        })).Message);

    [Fact]
    public void Computed_tokens_are_refused() => Assert.Contains(
        "its tokens are not an input of the graph, but are computed from one",
        OnnxFile.Refused(OnnxFile.Changed("embed-cast", static graph =>
        {
            graph.Node.Insert(0, Node("Tanh", "tanh", "x"));
            graph.Node[1].Input[0] = "tanh";
            graph.Node[1].OpType = "Identity";
        })).Message);

    [Fact]
    public void A_part_of_another_constant_is_refused() => Assert.Contains(
        "it takes parts of a constant, but not the rows of a table",
        OnnxFile.Refused(OnnxFile.Changed("embed-cast", static graph => graph.Node("Gather").With("axis", 1))).Message);

    [Fact]
    public void Tensors_of_convolutions_and_embeddings_have_their_origins()
    {
        ModelDescription conv = ModelFile.Read(Fixtures.File("onnx", "conv-pad.onnx"));
        ModelDescription words = ModelFile.Read(Fixtures.File("onnx", "embed.onnx"));

        Assert.Equal(
            [("layers.0.weight", "conv.weight"), ("layers.0.bias", "conv.bias")],
            conv.Layers[0].Tensors.Select(static origin => (origin.Tensor, origin.Source)));
        Assert.Equal(
            [("layers.0.embedding", "words.weight")], words.Layers[0].Tensors.Select(static origin => (origin.Tensor, origin.Source)));
    }

    private static NodeProto Node(string operatorName, string output, params string[] inputs) =>
        new() { OpType = operatorName, Name = output, Input = { inputs }, Output = { output } };

    private static AttributeProto Numbers(string name, params long[] values) => new() { Name = name, Type = 7, Ints = { values } };
}
