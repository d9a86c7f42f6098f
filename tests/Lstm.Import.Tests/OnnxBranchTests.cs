using System.Linq;
using Lstm.Import.OnnxFormat;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Graphs with branches: If nodes, states that are multiplied by a mask, and a node for each direction.</summary>
public sealed class OnnxBranchTests
{
    [Theory]
    [InlineData("wide", "[Lstm(input: 3, hidden: 4)]")]
    [InlineData("narrow", "[Lstm(input: 3, hidden: 3)]")]
    public void The_layers_of_both_graphs_of_an_If_are_imported_by_their_names(string layer, string declaration)
    {
        string path = Fixtures.File("unusual", "if-input.onnx");
        string message = Assert.Throws<WeightFormatException>(() => ModelFile.Read(path)).Message;

        Assert.Contains(
            "the node 'choice' (If) cannot be imported: the graph input 'rate' chooses one of its two graphs, and a class has one; "
                + "choose among the recurrent layers of both (options FirstLayer and LastLayer): 'narrow', 'wide'",
            message);
        Assert.Contains(": --last-layer narrow", message);
        Assert.Equal(declaration, ModelFile.Read(path, new ModelReadOptions { FirstLayer = layer, LastLayer = layer }).Declaration);
    }

    [Fact]
    public void An_If_on_a_size_that_is_open_is_refused()
    {
        // The size of the axis of the sequences instead of that of the last step.
        ModelProto model = OnnxFile.Changed(
            "if-squeeze", static graph => graph.Node.Single(static node => node.Name == "/Gather").Input[1] = graph.Integers("zero", 0));

        Assert.Contains(
            "(If) cannot be imported: its condition depends on a size that the file leaves open; export the model with fixed sizes",
            OnnxFile.Refused(model).Message);
    }

    [Fact]
    public void An_If_whose_graphs_define_a_name_again_is_refused() => Assert.Contains(
        "the graphs inside it define the same names as others",
        OnnxFile.Refused(OnnxFile.Changed("if-squeeze", static graph =>
        {
            AttributeProto then = graph.Node("If").Attribute.Single(static attribute => attribute.Name == "then_branch");
            then.G.Node[^1].Output[0] = then.G.Output[0].Name = "/rnn/LSTM_output_0";
        })).Message);

    [Fact]
    public void The_graphs_of_an_If_have_its_outputs() => Assert.Contains(
        "expected 1 outputs of its graphs, found 0",
        OnnxFile.Refused(OnnxFile.Changed("if-squeeze", static graph =>
            graph.Node("If").Attribute.Single(static attribute => attribute.Name == "then_branch").G.Output.Clear())).Message);

    [Fact]
    public void A_masked_state_has_a_note_that_says_what_is_left_out()
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("onnx", "mask-policy.onnx"));

        Assert.Contains(
            "'/rnn/LSTM' starts from initial_c = 'c' · (1 - 'starts'), which are graph inputs: the class starts from zero unless you set "
                + "its state, and multiplies it by nothing. Where the factor is 0, as at the start of an episode, start with a new state.",
            model.Notes);
    }

    [Fact]
    public void A_product_of_inputs_is_no_input_of_a_layer() => Assert.Contains(
        "it multiplies inputs of the graph, which only an initial state may do",
        OnnxFile.Refused(OnnxFile.Changed("lstm", static graph =>
        {
            graph.Input.Add(new ValueInfoProto { Name = "mask" });
            graph.Node.Insert(0, new NodeProto { OpType = "Mul", Name = "masked", Input = { "x", "mask" }, Output = { "masked" } });
            graph.Node("LSTM").Input[0] = "masked";
        })).Message);

    [Fact]
    public void Nodes_that_are_not_the_two_directions_of_a_layer_are_not_joined()
    {
        ModelProto exchanged = OnnxFile.Changed("directions", static graph =>
        {
            NodeProto concat = graph.Node("Concat");
            (concat.Input[0], concat.Input[1]) = (concat.Input[1], concat.Input[0]);
        });
        ModelProto sameWay = OnnxFile.Changed("directions", static graph =>
            graph.Node.Last(static node => node.OpType == "LSTM").Attribute.Remove(
                graph.Node.Last(static node => node.OpType == "LSTM").Attribute.Single(static attribute => attribute.Name == "direction")));
        ModelProto otherInput = OnnxFile.Changed("directions", static graph =>
        {
            graph.Node.Insert(0, new NodeProto { OpType = "Tanh", Name = "tanh", Input = { "x" }, Output = { "tanh" } });
            graph.Node.Last(static node => node.OpType == "LSTM").Input[0] = "tanh";
        });

        Assert.All(
            [exchanged, sameWay, otherInput],
            static model => Assert.Contains("it joins several branches", OnnxFile.Refused(model).Message));
    }

    [Fact]
    public void A_written_cell_whose_inputs_and_states_cannot_be_told_apart_is_refused() => Assert.Contains(
        "the node 'sum' (Add) cannot be imported: it adds two branches",
        OnnxFile.Refused(OnnxFile.Changed("written-cell", static graph =>
        {
            graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue = 4;
            graph.Node.First(static node => node.Input.Contains("w")).Input[1] = graph.Floats("square", [16, 4], new float[64]);
        })).Message);

    [Fact]
    public void A_long_chain_of_sums_is_no_written_cell() => Assert.Contains(
        "cannot be imported",
        OnnxFile.Refused(OnnxFile.Changed("written-cell", static graph =>
        {
            static string Name(int index) => $"sum{index}";
            NodeProto split = graph.Node("Split");
            string sum = split.Input[0];
            int place = graph.Node.IndexOf(split);
            for (int index = 0; index < 3_000; index++)
            {
                NodeProto add = new() { OpType = "Add", Name = Name(index) };
                add.Input.Add([index == 0 ? sum : Name(index - 1), sum]);
                add.Output.Add(Name(index));
                graph.Node.Insert(place++, add);
            }

            split.Input[0] = Name(2_999);
        })).Message);

    [Fact]
    public void A_written_cell_with_parts_of_other_sizes_is_refused() => Assert.Contains(
        "cannot be imported",
        OnnxFile.Refused(OnnxFile.Changed(
            "written-cell", static graph => graph.Node("Split").Input.Add(graph.Integers("sizes", 2, 6, 4, 4)))).Message);

    [Fact]
    public void The_states_of_a_written_cell_have_notes_and_its_weights_origins()
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("onnx", "written-cells.onnx"));

        Assert.Equal(4, model.Notes.Count(static note => note.Contains("from the graph input 'state': the class starts from zero")));
        Assert.Contains(
            model.Layers[1].Tensors, static origin => (origin.Tensor, origin.Source) == ("weight_hh_l1", "u1"));
    }

    [Fact]
    public void The_cell_state_of_a_written_cell_is_no_output() => Assert.Contains(
        "it uses a cell state, which is not an output of a layer",
        OnnxFile.Refused(
            OnnxFile.Changed("written-cell", static _ => { }), new ModelReadOptions { OutputName = "one.c" }).Message);

    [Fact]
    public void Joined_directions_have_the_origins_of_both_nodes()
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("onnx", "directions.onnx"));

        Assert.Equal("forward1", model.Layers[0].Name);
        Assert.Contains(
            model.Layers[0].Tensors, static origin => (origin.Tensor, origin.Source) == ("weight_ih_l0_reverse", "backward2.W"));
    }
}
