using System;
using System.Linq;
using Google.Protobuf;
using Lstm.Import.OnnxFormat;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Layers of ONNX with values for each unit: what of them is refused, and where their numbers come from.</summary>
public sealed class OnnxLayerTests
{
    [Fact]
    public void Steps_in_a_row_are_one_affine_layer_rounded_once()
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("onnx", "affine-before.onnx"));
        GraphProto graph = OnnxFile.Changed("affine-before", static _ => { }).Graph;
        float[] mean = Values(graph, graph.Node.First(static node => node.OpType == "Sub").Input[1]);
        float[] deviation = Values(graph, graph.Node.First(static node => node.OpType == "Div").Input[1]);
        var layer = (AffineWeights)model.Weights.Sequence[0];

        Assert.Equal(deviation.Select(static value => (float)(1 / (double)value)), layer.Scale.ToArray());
        Assert.Equal(
            mean.Zip(deviation, static (one, other) => (float)(-(double)one * (1 / (double)other))), layer.Offset.ToArray());
        Assert.Equal(
            [("layers.0.offset", "c1", "negated"), ("layers.0.scale", "c3", "reciprocal")],
            model.Layers[0].Tensors.Select(static origin => (origin.Tensor, origin.Source, origin.Conversion)));
    }

    [Fact]
    public void A_batch_norm_that_learns_is_refused()
    {
        ModelProto model = OnnxFile.Changed("batchnorm", static graph => graph.Node("BatchNormalization").With("training_mode", 1));

        string message = OnnxFile.Refused(model).Message;
        Assert.Contains("the statistics of its batch (training mode); export the model in evaluation mode", message);
    }

    [Fact]
    public void A_batch_norm_along_another_axis_is_refused()
    {
        ModelProto model = OnnxFile.Changed("batchnorm", static graph => graph.Node.First(static node => node.OpType == "Transpose")
            .With(new AttributeProto { Name = "perm", Type = 7, Ints = { 2, 0, 1 } }));

        WeightFormatException refusal = OnnxFile.Refused(model);
        Assert.Contains("(BatchNormalization) cannot be imported", refusal.Message);
        Assert.Contains("not that of the values of a step", refusal.Message);
    }

    [Theory]
    [InlineData(0, "along other axes")]
    [InlineData(1, "along other axes")]
    public void A_layer_norm_along_other_axes_is_refused(int axis, string reason) =>
        Assert.Contains(reason, OnnxFile.Refused(
            OnnxFile.Changed("layernorm", graph => graph.Node("LayerNormalization").With("axis", axis))).Message);

    [Fact]
    public void A_formula_that_is_no_normalisation_is_refused_by_its_first_node()
    {
        // The mean of the absolute values instead of the squares.
        ModelProto model = OnnxFile.Changed("layernorm-written", static graph =>
        {
            NodeProto pow = graph.Node("Pow");
            pow.OpType = "Abs";
            pow.Input.RemoveAt(1);
        });

        Assert.Contains("(ReduceMean) cannot be imported: ", OnnxFile.Refused(model).Message);
    }

    [Theory]
    [InlineData("Div", true, "it divides a constant by the values of a step")]
    [InlineData("Mul", false, null)]
    public void A_constant_divided_by_values_is_refused(string operatorName, bool isFirst, string? reason)
    {
        ModelProto model = OnnxFile.Changed("affine-after", graph =>
        {
            string c = graph.Floats("c", [], 2);
            graph.Append(operatorName, isFirst ? [c, "y"] : ["y", c]);
        });

        if (reason is null)
        {
            Assert.EndsWith("[Affine]", OnnxFile.Read(model).Declaration);
        }
        else
        {
            Assert.Contains($"the node 'added' ({operatorName}) cannot be imported: {reason}", OnnxFile.Refused(model).Message);
        }
    }

    [Fact]
    public void Constants_for_each_step_are_refused()
    {
        ModelProto model = OnnxFile.Changed("affine-after", static graph => graph.Append("Mul", "y", graph.Floats("c", [2, 1, 1], 2, 3)));

        Assert.Contains("its constants are not for the values of a step", OnnxFile.Refused(model).Message);
    }

    [Fact]
    public void A_constant_of_another_length_is_an_error_of_the_file()
    {
        ModelProto model = OnnxFile.Changed("affine-after", static graph => graph.Append("Mul", "y", graph.Floats("c", [2], 2, 3)));

        Assert.Contains("node 'added': expected a constant for 3 values, found shape [2]", OnnxFile.Refused(model).Message);
    }

    [Fact]
    public void Two_branches_are_refused()
    {
        ModelProto model = OnnxFile.Changed("affine-after", static graph => graph.Append("Mul", "y", "matmul5"));

        Assert.Contains("it combines two branches of the graph", OnnxFile.Refused(model).Message);
    }

    [Fact]
    public void A_division_by_zero_is_an_error_of_the_layer()
    {
        ModelProto model = OnnxFile.Changed("affine-after", static graph => graph.Append("Div", "y", graph.Floats("c", [], 0)));

        Assert.Contains("expected finite values", OnnxFile.Refused(model).Message);
    }

    [Fact]
    public void Steps_in_thousands_do_not_take_memory_for_each()
    {
        ModelProto model = OnnxFile.Changed("affine-after", static graph =>
        {
            string wide = graph.Floats("wide", [1024], new float[1024]);
            for (int index = 0; index < 12_000; index++)
            {
                graph.Append("Add", index == 0 ? "y" : $"v{index - 1}", wide).Output[0] = $"v{index}";
            }

            graph.Node.RemoveAt(graph.Node.Count - 12_001);
            graph.Input.Add(new ValueInfoProto { Name = "y" });
            graph.Output[0].Name = "v11999";
        });

        Assert.Contains("in proportion to the file", OnnxFile.Refused(model).Message);
    }

    [Fact]
    public void Sums_of_directions_in_thousands_do_not_take_memory_for_each()
    {
        ModelProto model = OnnxFile.Changed("lstm-bidirectional", static graph =>
        {
            // 128 units, so that the weights of a sum are 128 KB.
            NodeProto node = graph.Node("LSTM");
            node.Attribute.Clear();
            node.With(new AttributeProto { Name = "direction", S = ByteString.CopyFromUtf8("bidirectional"), Type = 3 });
            node.Input.Clear();
            node.Input.Add(["x", graph.Floats("w", [2, 512, 3], new float[3072]), graph.Floats("r", [2, 512, 128], new float[131072])]);
            for (int index = 0; index < 2000; index++)
            {
                graph.Append("ReduceSum", "y", graph.Integers($"axis{index}", 1)).Output[0] = $"sum{index}";
            }

            graph.Output[0].Name = "sum0";
        });

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.EndsWith("[Merge(Merging.Sum)]", OnnxFile.Read(model).Declaration, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60_000_000);
    }

    [Fact]
    public void The_sum_of_the_steps_is_no_layer_and_the_product_of_directions_is()
    {
        ModelProto steps = OnnxFile.Changed("lstm", static graph => graph.Append("ReduceSum", "y", graph.Integers("axis", 0)));
        ModelProto product = OnnxFile.Changed("lstm-bidirectional", static graph =>
        {
            graph.Append("Gather", "y", graph.Integers("zero", 0)).With("axis", 1).Output[0] = "forward";
            graph.Append("Gather", "y", graph.Integers("one", 1)).With("axis", 1).Output[0] = "backward";
            graph.Append("Mul", "forward", "backward");
        });

        Assert.Contains("(ReduceSum) cannot be imported: it adds the steps", OnnxFile.Refused(steps).Message);
        Assert.EndsWith("[Merge(Merging.Product)]", OnnxFile.Read(product).Declaration, StringComparison.Ordinal);
    }

    private static float[] Values(GraphProto graph, string name)
    {
        ByteString raw = graph.Initializer.Single(tensor => tensor.Name == name).RawData;
        return [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(raw.Span).ToArray()];
    }
}
