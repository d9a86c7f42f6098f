using System;
using System.IO;
using System.Linq;
using System.Text;
using Google.Protobuf;
using Lstm.Import.OnnxFormat;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>What of ONNX is refused, and in which words.</summary>
public class OnnxRefusalTests
{
    [Fact]
    public void Unsupported_activations()
    {
        Assert.Contains(
            "its activation 'Softmax' is not supported in a cell",
            Refused("lstm", static node => Texts(node, "activations", "Softmax", "Tanh", "Tanh")));
        Assert.Contains("two directions have different activations",
            Refused("lstm-bidirectional", static node => Texts(node, "activations", "Sigmoid", "Tanh", "Tanh", "Sigmoid", "Relu", "Tanh")));
        Assert.Contains(
            "more activation parameters",
            Refused("lstm-activations", static node => Attribute(node, "activation_alpha").Floats.Add(1)));
        Assert.Contains("expected 3 activations, found 2", Refused("lstm", static node => Texts(node, "activations", "Sigmoid", "Tanh")));
    }

    [Fact]
    public void Unknown_attributes()
    {
        Assert.Contains("a positive clip", Refused("lstm-clip", static node => Attribute(node, "clip").F = -1));
        Assert.Contains(
            "a direction forward, reverse or bidirectional",
            Refused("lstm-reverse", static node => Attribute(node, "direction").S = ByteString.CopyFromUtf8("up")));
        Assert.Contains("weights R for hidden_size 5", Refused("lstm", static node => Attribute(node, "hidden_size").I = 5));
        Assert.Contains(
            "an attribute input_forget of 0 or 1",
            Refused("lstm-coupled", static node => Attribute(node, "input_forget").I = 2));
        Assert.Contains("one attribute 'clip'", Refused("lstm-clip", static node => node.Attribute.Add(Attribute(node, "clip").Clone())));
        Assert.Contains("an attribute 'clip' of type 1", Refused("lstm-clip", static node => Attribute(node, "clip").Type = 2));
    }

    [Fact]
    public void Weights_that_do_not_fit()
    {
        Assert.Contains(
            "its input B ('rnn.B') of shape [1, 32], found [1, 16]",
            Refused("lstm", static (graph, _) => Resize(Tensor(graph, "rnn.B"), 1, 16)));
        Assert.Contains(
            "its input W ('rnn.W') of shape [1, 16, ?]",
            Refused("lstm", static (graph, _) => Resize(Tensor(graph, "rnn.W"), 16, 3)));
        Assert.Contains("values for its sizes [1, 16, 5]", Refused("lstm", static (graph, _) =>
        {
            Tensor(graph, "rnn.W").Dims.Clear();
            Tensor(graph, "rnn.W").Dims.Add([1, 16, 5]);
        }));
        Assert.Contains("an input of 3 values, the number of columns of its weights W, found 7",
            Refused("lstm", static (graph, _) => graph.Input[0].Type.TensorType.Shape.Dim[2].DimValue = 7));
        Assert.Contains("layer 'rnn': expected finite values, found NaN",
            Refused("store-float", static (graph, _) => Tensor(graph, "rnn.W").FloatData[3] = float.NaN));
    }

    [Fact]
    public void Weights_that_are_not_in_the_file()
    {
        Assert.Contains(
            "its input R is the graph input 'rnn.R' without an initializer, so the file does not contain its values",
            Refused("lstm", static (graph, _) =>
            {
                graph.Initializer.Remove(Tensor(graph, "rnn.R"));
                graph.Input.Add(new ValueInfoProto { Name = "rnn.R" });
            }));
        Assert.Contains(
            "its input W ('computed') cannot be resolved: the operator Sin is not supported",
            Refused("lstm", static (graph, node) =>
            {
                graph.Node.Insert(0, Node("Sin", "computed", "rnn.W"));
                node.Input[1] = "computed";
            }));
        Assert.Contains("expected the name of a graph input, an initializer", Refused("lstm", static node => node.Input[2] = "nowhere"));
        Assert.Contains(
            "unique names in the graph",
            Refused("lstm", static (graph, _) => graph.Initializer.Add(Tensor(graph, "rnn.W").Clone())));
    }

    [Fact]
    public void States_and_lengths_that_differ_in_a_batch()
    {
        Assert.Contains("is not the same state for all sequences of the batch", Refused("lstm-start-bidirectional", static (graph, _) =>
        {
            byte[] raw = Tensor(graph, "rnn.h0").RawData.ToByteArray();
            raw[^1] ^= 1;
            Tensor(graph, "rnn.h0").RawData = ByteString.CopyFrom(raw);
        }));
        Assert.Contains("its sequence_lens ('lens') shorten its sequences to 3, 2", Refused("lstm", static (graph, node) =>
        {
            var lens = new TensorProto { Name = "lens", DataType = 6 };
            lens.Dims.Add(2);
            lens.Int32Data.Add([3, 2]);
            graph.Initializer.Add(lens);
            node.Input.Add("lens");
        }));
    }

    [Theory]
    [InlineData("If", "it has no graphs then_branch and else_branch")]
    [InlineData("Loop", "the graph inside it is not supported")]
    [InlineData("Det", "the operator Det is not supported")]
    public void Unsupported_operators(string name, string reason)
    {
        string message = Refused("lstm", (graph, _) =>
        {
            NodeProto node = Node(name, "after", "y");
            node.Name = "odd";
            graph.Node.Add(node);
            graph.Output[0].Name = "after";
        });

        Assert.Contains($": the node 'odd' ({name}) cannot be imported: {reason}. Import a part of it", message);
    }

    [Fact]
    public void A_piece_is_cut_from_between_them()
    {
        ModelProto model = Model("torch-lstm");
        model.Graph.Node.Add(Node("Det", "conv", model.Graph.Output[0].Name));
        model.Graph.Node.Add(Node("Relu", "relu", "conv"));
        model.Graph.Output[0].Name = "relu";
        using var stream = new MemoryStream(model.ToByteArray());
        string message = Assert.Throws<WeightFormatException>(() => ModelFile.Read(stream)).Message;
        NodeProto node = model.Graph.Node.Single(static node => node.OpType == "LSTM");
        string lstm = node.Name.Length > 0 ? node.Name : node.Output[0];
        Assert.EndsWith(": --last-layer /Tanh", message);
        stream.Position = 0;

        ModelDescription piece = ModelFile.Read(stream, options: new ModelReadOptions { FirstLayer = lstm, LastLayer = lstm });
        Assert.Equal("[Lstm(input: 3, hidden: 4)]", piece.Declaration);
    }

    [Fact]
    public void Layers_on_values_that_no_step_outputs()
    {
        // One half of a bidirectional Y_h.
        string message = Refused("lstm-bidirectional", static (graph, node) =>
        {
            node.Output.Add("h");
            graph.Node.Add(Node("Gather", "forward", "h", graph.Integers("one", 1)));
            graph.Node.Add(Node("Tanh", "t", "forward"));
            graph.Output[0].Name = "t";
        });
        Assert.Contains("it uses one direction of a bidirectional layer without the other", message);

        Assert.Contains("a cell state, which is not an output of a layer", Refused("lstm", static (graph, node) =>
        {
            node.Output.Add(["", "c"]);
            graph.Node.Add(Node("Tanh", "t", "c"));
            graph.Output[0].Name = "t";
        }));
    }

    [Fact]
    public void Axes_that_are_mixed_up()
    {
        // The second LSTM would walk along the batch.
        Assert.Contains(
            "it runs along an axis other than the time axis of the network",
            Refused("net-two-layouts", static (graph, _) => graph.Node.Last().Attribute.Clear()));
        Assert.Contains("it removes axis 3", Refused("head-relu", static (graph, _) => Attribute(graph.Node[1], "axes").Ints[0] = 3));
        Assert.Contains(
            "it is not applied to the values of one step",
            Refused("head-softmax", static (graph, _) => Attribute(graph.Node.Last(), "axis").I = 1));
    }

    [Fact]
    public void Attributes_of_another_opset()
    {
        Assert.Contains("its axes as an input, as in opset 13", Refused("head-relu", static model => model.OpsetImport[0].Version = 13));
        Assert.Contains(
            "its axes as an attribute, as in opset 11",
            Refused("net-residual", static model => model.OpsetImport[0].Version = 11));
    }

    [Theory]
    [InlineData("../store-external.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("C:\\weights.bin")]
    [InlineData("..\\store-external.bin")]
    [InlineData("")]
    [InlineData("nothing.bin")]
    public void External_data_outside_the_folder(string location)
    {
        string message = Refused(
            "store-external",
            (graph, _) => Tensor(graph, "rnn.W").ExternalData.Single(static entry => entry.Key == "location").Value = location);
        Assert.Contains("inside the model's folder", message);
    }

    [Theory]
    [InlineData("offset", "9999", "bytes of external data at offset 9999")]
    [InlineData("offset", "-1", "a number of bytes as 'offset'")]
    [InlineData("length", "12", "expected 96 bytes of external data")]
    [InlineData("length", "99999999999999999999", "a number of bytes as 'length'")]
    public void External_data_that_is_not_there(string key, string value, string expected) => Assert.Contains(
        expected,
        Refused("store-external", (graph, _) => Tensor(graph, "rnn.W").ExternalData.Single(entry => entry.Key == key).Value = value));

    [Fact]
    public void External_data_of_a_stream()
    {
        using FileStream stream = File.OpenRead(Fixtures.File("onnx", "store-external.onnx"));
        Assert.Contains("a path instead of a stream", Assert.Throws<WeightFormatException>(() => ModelFile.Read(stream)).Message);
    }

    private static ModelProto Model(string name) => ModelProto.Parser.ParseFrom(File.ReadAllBytes(Fixtures.File("onnx", name + ".onnx")));

    private static string Refused(string name, Action<NodeProto> change) => Refused(name, (graph, node) => change(node));

    private static string Refused(string name, Action<GraphProto, NodeProto> change) =>
        Refused(name, model => change(model.Graph, model.Graph.Node.First(static node => node.OpType is "LSTM" or "GRU")));

    private static string Refused(string name, Action<ModelProto> change)
    {
        ModelProto model = Model(name);
        change(model);

        // In a file, beside what it may refer to.
        string path = Fixtures.File("onnx", $"changed-{Guid.NewGuid():N}.onnx");
        File.WriteAllBytes(path, model.ToByteArray());
        try
        {
            return Assert.Throws<WeightFormatException>(() => ModelFile.Read(path)).Message;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static NodeProto Node(string type, string result, params string[] inputs)
    {
        var node = new NodeProto { OpType = type };
        node.Input.Add(inputs);
        node.Output.Add(result);
        return node;
    }

    private static AttributeProto Attribute(NodeProto node, string name) => node.Attribute.Single(attribute => attribute.Name == name);

    private static TensorProto Tensor(GraphProto graph, string name) => graph.Initializer.Single(tensor => tensor.Name == name);

    private static void Texts(NodeProto node, string name, params string[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = 8 };
        attribute.Strings.Add(values.Select(static value => ByteString.CopyFrom(value, Encoding.UTF8)));
        if (node.Attribute.FirstOrDefault(old => old.Name == name) is { } old)
        {
            node.Attribute.Remove(old);
        }

        node.Attribute.Add(attribute);
    }

    private static void Resize(TensorProto tensor, params long[] dims)
    {
        tensor.Dims.Clear();
        tensor.Dims.Add(dims);
        tensor.RawData = ByteString.CopyFrom(new byte[4 * dims.Aggregate(1L, static (product, size) => product * size)]);
    }
}
