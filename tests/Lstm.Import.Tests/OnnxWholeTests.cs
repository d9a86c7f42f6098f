using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.OnnxFormat;
using Lstm.Import.Sequences;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Whole ONNX graphs: where states come from, which output is computed, and which part of the graph is read.</summary>
public sealed class OnnxWholeTests
{
    // Ways to take h and c from graph inputs. Each returns the names of the two.
    private static readonly Dictionary<string, Func<GraphProto, (string H, string C)>> s_states = new()
    {
        ["two inputs"] = static graph => (Input(graph, "h0", 1, 1, 4), Input(graph, "c0", 1, 1, 4)),
        ["split"] = static graph =>
        {
            NodeProto node = Add(graph, "Split", "hh", Input(graph, "state", 2, 1, 4)).With("axis", 0);
            node.Output.Add("cc");
            return ("hh", "cc");
        },
        ["split of the last axis"] = static graph =>
        {
            NodeProto node = Add(graph, "Split", "hh", Input(graph, "state", 1, -1, 8), graph.Integers("sizes", 4, 4)).With("axis", -1);
            node.Output.Add("cc");
            return ("hh", "cc");
        },
        ["gather"] = static graph =>
        {
            Input(graph, "state", 2, -1, 4);
            Add(graph, "Gather", "g0", "state", graph.Integers("zero", 0)).With("axis", 0);
            Add(graph, "Gather", "g1", "state", graph.Integers("one", 1)).With("axis", 0);
            return ("g0", "g1");
        },
        ["gather from an input without a shape"] = static graph =>
        {
            graph.Input.Add(new ValueInfoProto { Name = "state" });
            Add(graph, "Gather", "g0", "state", graph.Integers("zero", 0));
            Add(graph, "Gather", "g1", "state", graph.Integers("one", 1));
            return ("g0", "g1");
        },
        ["slices of the last axis"] = static graph =>
        {
            Input(graph, "state", 1, 1, 8);
            string axis = graph.Integers("axis", 2);
            Add(graph, "Slice", "hh", "state", graph.Integers("zero", 0), graph.Integers("four", 4), axis);
            Add(graph, "Slice", "cc", "state", "four", graph.Integers("eight", 8), axis);
            return ("hh", "cc");
        },
        ["a vector, reshaped"] = static graph =>
        {
            Add(graph, "Reshape", "both", Input(graph, "state", 8), graph.Integers("shape", 2, 1, 4));
            NodeProto node = Add(graph, "Split", "hh", "both").With("axis", 0);
            node.Output.Add("cc");
            return ("hh", "cc");
        },
        ["squeezed, unsqueezed, cast"] = static graph =>
        {
            string axis = graph.Integers("axis", 0);
            Add(graph, "Squeeze", "h1", Input(graph, "h0", 1, -1, 4), axis);
            Add(graph, "Cast", "h2", "h1").With("to", 1);
            Add(graph, "Unsqueeze", "h3", "h2", axis);
            Add(graph, "Identity", "h4", "h3");
            return ("h4", Input(graph, "c0", 1, -1, 4));
        },
        ["batch first"] = static graph =>
        {
            Add(graph, "Transpose", "both", Input(graph, "state", -1, 2, 4)).With(
                new AttributeProto { Name = "perm", Type = 7, Ints = { 1, 0, 2 } });
            NodeProto node = Add(graph, "Split", "hh", "both").With("axis", 0);
            node.Output.Add("cc");
            return ("hh", "cc");
        },
        ["joined and taken apart"] = static graph =>
        {
            Add(graph, "Concat", "both", Input(graph, "h0", 1, -1, 4), Input(graph, "c0", 1, -1, 4)).With("axis", 0);
            NodeProto node = Add(graph, "Split", "hh", "both").With("axis", 0);
            node.Output.Add("cc");
            return ("hh", "cc");
        },
    };

    // Ways to compute states of zeros, whose shape depends on the input.
    private static readonly Dictionary<string, Func<GraphProto, string>> s_zeros = new()
    {
        ["of the shape of the input"] = static graph =>
        {
            Batch(graph, "x");
            return Add(graph, "ConstantOfShape", "zeros", "shape").Output[0];
        },
        ["expanded"] = static graph =>
        {
            Batch(graph, "x");
            return Add(graph, "Expand", "zeros", graph.Floats("nothing", [], 0), "shape").Output[0];
        },
        ["of an unknown shape"] = static graph =>
        {
            Add(graph, "Sin", "sin", "x");
            Batch(graph, "sin");
            return Add(graph, "ConstantOfShape", "zeros", "shape").Output[0];
        },
        ["expanded to an unknown shape"] = static graph =>
        {
            Add(graph, "Sin", "sin", "x");
            Batch(graph, "sin");
            return Add(graph, "Expand", "zeros", graph.Floats("nothing", [1, 1, 1], 0), "shape").Output[0];
        },
        ["rearranged"] = static graph =>
        {
            Add(graph, "Sin", "sin", "x");
            Batch(graph, "sin");
            Add(graph, "ConstantOfShape", "z1", "shape");
            Add(graph, "Concat", "z2", "z1", "z1").With("axis", 0);
            Add(graph, "Slice", "z3", "z2", graph.Integers("from", 0), graph.Integers("to", 1), "from");
            Add(graph, "Transpose", "z4", "z3");
            return Add(graph, "Reshape", "zeros", "z4", "shape").Output[0];
        },
        ["tiled"] = static graph =>
        {
            Batch(graph, "x");
            return Add(graph, "Tile", "zeros", graph.Floats("nothing", [1, 1, 1], 0), "shape").Output[0];
        },
    };

    public static TheoryData<string> States() => [.. s_states.Keys];

    public static TheoryData<string> Zeros() => [.. s_zeros.Keys];

    [Theory]
    [InlineData("affine", null, "", "[Affine]\n[Lstm(input: 3, hidden: 4, Output = 2)]")]
    [InlineData("clip", null, "", "[Lstm(input: 3, hidden: 4, Output = 2, OutputActivation = Activation.Clip)]")]
    [InlineData("state-split", null, "", "[Lstm(input: 3, hidden: 4, Output = 2)]")]
    [InlineData("one-step", null, "", "[Lstm(input: 3, hidden: 4, Layers = 2)]")]
    [InlineData("gru-lbr0", null, "", "[Gru(input: 3, hidden: 4, ResetAfter = false)]")]
    [InlineData("second-output", null, ".value", "[Lstm(input: 3, hidden: 4, Output = 1)]")]
    [InlineData("second-output", "value", ".value", "[Lstm(input: 3, hidden: 4, Output = 1)]")]
    [InlineData("second-output", "action", ".action", "[Lstm(input: 3, hidden: 4, Output = 2)]")]
    public void An_unusual_graph_gives_its_outputs(string name, string? output, string expected, string declaration)
    {
        ModelDescription model = ModelFile.Read(
            Fixtures.File("unusual", name + ".onnx"), new ModelReadOptions { OutputName = output });

        Assert.Equal(declaration, model.Declaration);
        model.WithSelfTest(SequenceFile.ReadSelfTest(
            Fixtures.File("unusual", name + ".x.npy"), Fixtures.File("unusual", $"{name}.y{expected}.npy"), model)).Verify();
    }

    [Fact]
    public void The_last_layer_reaches_another_branch()
    {
        string path = Fixtures.File("unusual", "second-output.onnx");
        ModelDescription value = ModelFile.Read(path);
        ModelDescription action = ModelFile.Read(path, new ModelReadOptions { LastLayer = "head" });
        ModelDescription lstm = ModelFile.Read(path, new ModelReadOptions { LastLayer = "lstm" });

        Assert.Contains("The option OutputName (--output-name) chooses another one.", Assert.Single(value.Notes));
        Assert.EndsWith("Output = 2)]", action.Declaration);
        Assert.Contains(action.Layers[1].Tensors, static origin => origin.Source == "d");
        Assert.Equal("[Lstm(input: 3, hidden: 4)]", lstm.Declaration);
    }

    [Fact]
    public void A_wrong_output_or_layer_is_refused_with_the_outputs()
    {
        string path = Fixtures.File("unusual", "second-output.onnx");
        string Message(ModelReadOptions options) => Assert.Throws<WeightFormatException>(() => ModelFile.Read(path, options)).Message;

        Assert.EndsWith(
            "the file has no output 'actoin'; its outputs are 'value', 'action'", Message(new ModelReadOptions { OutputName = "actoin" }));
        Assert.EndsWith(
            "the file has no layer 'z'; its outputs are 'value' with the layers 'lstm', 'value_head'; "
                + "'action' with the layers 'lstm', 'head'",
            Message(new ModelReadOptions { LastLayer = "z" }));
        Assert.Contains(
            "no output comes after the layers 'value_head' and 'head'",
            Message(new ModelReadOptions { FirstLayer = "value_head", LastLayer = "head" }));
        Assert.Contains(
            "the file has no layer 'head'; its layers are 'lstm', 'value_head'",
            Message(new ModelReadOptions { OutputName = "value", LastLayer = "head" }));
    }

    [Fact]
    public void Other_formats_have_no_outputs_with_names() => Assert.Contains(
        "only ONNX files have outputs with names",
        Assert.Throws<WeightFormatException>(() => ModelFile.Read(
            Fixtures.File("lists", "list.h5"), new ModelReadOptions { OutputName = "y" })).Message);

    [Fact]
    public void An_LSTM_behind_a_convolution_can_be_cut_out()
    {
        string path = Fixtures.File("unusual", "conv.onnx");
        WeightFormatException refusal = Assert.Throws<WeightFormatException>(() => ModelFile.Read(path));

        Assert.Contains("(Conv) cannot be imported", refusal.Message);
        Assert.EndsWith(": --first-layer LSTM_6", refusal.Advice);
        Assert.Equal("[Lstm(input: 3, hidden: 4)]", ModelFile.Read(path, new ModelReadOptions { FirstLayer = "LSTM_6" }).Declaration);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void States_from_graph_inputs_are_those_of_the_network(string way)
    {
        ModelDescription model = OnnxFile.Read(OnnxFile.Changed("lstm", graph => SetStates(graph, s_states[way](graph))));

        Assert.Equal("[Lstm(input: 3, hidden: 4)]", model.Declaration);
        Assert.True(model.Weights.InitialHidden.IsEmpty);
        Assert.Equal(2, model.Notes.Count(static note => note.Contains("the class starts from zero unless you set its state")));
    }

    [Theory]
    [MemberData(nameof(Zeros))]
    public void States_of_zeros_may_have_any_computed_shape(string way)
    {
        ModelDescription model = OnnxFile.Read(OnnxFile.Changed("lstm", graph =>
        {
            string zeros = s_zeros[way](graph);
            SetStates(graph, (zeros, zeros));
        }));

        Assert.Equal("[Lstm(input: 3, hidden: 4)]", model.Declaration);
        Assert.True(model.Weights.InitialHidden.IsEmpty);
        Assert.Empty(model.Notes);
    }

    [Fact]
    public void A_state_of_ones_of_an_unknown_shape_is_the_initial_state()
    {
        ModelDescription model = OnnxFile.Read(OnnxFile.Changed("lstm", static graph =>
        {
            Add(graph, "Sin", "sin", "x");
            Batch(graph, "sin");
            Add(graph, "Expand", "ones", graph.Floats("one", [1], 1), "shape");
            SetStates(graph, ("ones", "ones"));
        }));

        Assert.Equal([1, 1, 1, 1], model.Weights.InitialHidden.ToArray());
        Assert.Equal([1, 1, 1, 1], model.Weights.InitialCell.ToArray());
    }

    [Fact]
    public void A_state_that_is_repeated_for_the_batch_is_the_initial_state()
    {
        ModelDescription model = OnnxFile.Read(OnnxFile.Changed("lstm", static graph =>
        {
            Add(graph, "Shape", "sizes", "x");
            Add(graph, "Gather", "batch", "sizes", graph.Integers("place", 1));
            Add(graph, "Concat", "repeats", graph.Integers("single", 1), "batch", "single").With("axis", 0);
            Add(graph, "Tile", "tiled", graph.Floats("own", [1, 1, 4], 1, 2, 3, 4), "repeats");
            SetStates(graph, ("tiled", "tiled"));
        }));

        Assert.Equal([1, 2, 3, 4], model.Weights.InitialHidden.ToArray());
    }

    [Fact]
    public void Directions_of_different_steps_are_not_joined()
    {
        ModelProto model = OnnxFile.Changed("lstm-bidirectional", static graph =>
        {
            Add(graph, "Gather", "first", "y", graph.Integers("zero", 0)).With("axis", 0);
            Add(graph, "Gather", "third", "y", graph.Integers("two", 2)).With("axis", 0);
            Add(graph, "Gather", "one", "first", "zero").With("axis", 1);
            Add(graph, "Gather", "other", "third", graph.Integers("one1", 1)).With("axis", 1);
            graph.Append("Concat", "one", "other").With("axis", 1);
        });

        Assert.Contains("which joins the states of several layers", OnnxFile.Refused(model).Message);
    }

    [Fact]
    public void A_computed_state_is_refused()
    {
        ModelProto computed = OnnxFile.Changed("lstm", static graph =>
        {
            Add(graph, "Tanh", "tanh", Input(graph, "h0", 1, 1, 4)).Name = "squash";
            SetStates(graph, ("tanh", Input(graph, "c0", 1, 1, 4)));
        });
        ModelProto own = OnnxFile.Changed("lstm", static graph =>
        {
            Add(graph, "Slice", "part", "x", graph.Integers("zero", 0), graph.Integers("one", 1), "zero");
            SetStates(graph, ("part", "part"));
        });

        Assert.Contains(
            "its initial_h ('tanh') is no constant and no input of the graph: the node 'squash' computes it. Export the network without",
            OnnxFile.Refused(computed).Message);
        Assert.Contains("its initial_h ('part') is a part of the network's input", OnnxFile.Refused(own).Message);
    }

    [Theory]
    [InlineData(new long[] { 1, -1, 3 }, new long[] { -1, 3 }, null)]
    [InlineData(new long[] { -1, 1, 3 }, new long[] { -1, 3 }, new long[] { 1, 0, 2 })]
    [InlineData(new long[] { 1, -1, 3 }, new long[] { 1, -1, 3 }, null)]
    [InlineData(new long[] { 1, -1, 3 }, new long[] { -1, 1, 3 }, null)]
    [InlineData(new long[] { 1, -1, 3 }, new long[] { 1, -1, 3 }, new long[] { 0, 1, 2 })]
    public void A_reshape_to_a_single_step_is_read(long[] shape, long[] input, long[]? order)
    {
        ModelDescription model = OnnxFile.Read(OnnxFile.Changed("lstm", graph =>
        {
            graph.Input.Clear();
            Input(graph, "x", input);
            Add(graph, "Reshape", "r", "x", graph.Integers("shape", shape));
            string last = "r";
            if (order is not null)
            {
                var perm = new AttributeProto { Name = "perm", Type = 7 };
                perm.Ints.Add(order);
                last = Add(graph, "Transpose", "t", "r").With(perm).Output[0];
            }

            NodeProto node = graph.Node("LSTM");
            node.Input[0] = last;
            graph.Node.Remove(node);
            graph.Node.Add(node);
        }));

        Assert.Equal("[Lstm(input: 3, hidden: 4)]", model.Declaration);
    }

    [Fact]
    public void Cells_of_a_single_step_follow_each_other_by_their_states()
    {
        ModelDescription model = OnnxFile.Read(OnnxFile.Changed("lstm", static graph =>
        {
            graph.Input.Clear();
            Input(graph, "x", 1, -1, 3);
            NodeProto lower = graph.Node("LSTM");
            lower.Output.Clear();
            lower.Output.Add(["", "h"]);
            NodeProto upper = lower.Clone();
            upper.Name = "upper";
            upper.Input[0] = "h";
            upper.Input[1] = graph.Floats("upper.W", [1, 16, 4], new float[64]);
            upper.Output[1] = "y";
            graph.Node.Add(upper);
        }));

        Assert.Equal("[Lstm(input: 3, hidden: 4, Layers = 2)]", model.Declaration);
        Assert.Empty(model.Notes);
    }

    private static void SetStates(GraphProto graph, (string H, string C) states)
    {
        NodeProto node = graph.Node("LSTM");
        node.Input.Add(["", states.H, states.C]);
        graph.Node.Remove(node);
        graph.Node.Add(node);
    }

    // [1, batch, 4] as a vector, computed from the shape of a value.
    private static void Batch(GraphProto graph, string value)
    {
        Add(graph, "Shape", "sizes", value);
        Add(graph, "Gather", "batch", "sizes", graph.Integers("place", 1));
        Add(graph, "Concat", "shape", graph.Integers("single", 1), "batch", graph.Integers("units", 4)).With("axis", 0);
    }

    private static NodeProto Add(GraphProto graph, string operatorName, string output, params IEnumerable<string> inputs)
    {
        var node = new NodeProto { OpType = operatorName };
        node.Input.Add(inputs);
        node.Output.Add(output);
        graph.Node.Add(node);
        return node;
    }

    private static string Input(GraphProto graph, string name, params long[] shape)
    {
        var dims = new TensorShapeProto();
        dims.Dim.Add(shape.Select(static size => new DimensionProto { DimValue = Math.Max(0, size) }));
        graph.Input.Add(new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TensorTypeProto { Shape = dims } } });
        return name;
    }
}
