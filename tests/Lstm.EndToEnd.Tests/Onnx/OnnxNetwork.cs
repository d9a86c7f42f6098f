using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Lstm.TestKit.Onnx;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>Writes a network as an ONNX model, with all shapes fixed and all weights inside.</summary>
/// <remarks>
/// X [steps, 1, input] -> Y [steps, 1, output], and for each layer n the states after the last step, h_n and c_n [directions, 1, hidden].
/// Where the states to start from are inputs, those are start_h_n and start_c_n, of the same shapes. A GRU has no c.
/// </remarks>
internal static class OnnxNetwork
{
    public const string Input = "X";
    public const string Output = "Y";

    /// <summary>Whether ONNX has all that the network is made of.</summary>
    public static bool CanExpress(NetworkSpec spec) =>
        spec is { Projection: 0, LayerNorm: false, StochasticForget: false, CellClip: 0 } &&
        new[] { spec.GateActivation, spec.CellActivation, spec.HiddenActivation }.All(OnnxFunction.IsOfCell);

    /// <summary>The model's bytes.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="steps">The length of the sequence that the model takes.</param>
    /// <param name="options">How to write it.</param>
    public static byte[] Write(NetworkSpec spec, LstmWeights weights, int steps, OnnxOptions options = OnnxOptions.None)
    {
        if (!CanExpress(spec))
        {
            throw new ArgumentException($"Expected a network that ONNX can express, found {spec}.", nameof(spec));
        }

        OnnxGraph graph = new("network");
        graph.Input(Input, steps, 1, spec.Input);
        string y = Dense(graph, Input, spec.Stem, weights.Stem);
        for (int layer = 0; layer < spec.Layers; layer++)
        {
            y = Recurrent(graph, y, spec, weights, layer, steps, options);
        }

        y = Dense(graph, y, spec.Head, weights.Head);
        y = spec.Residual ? Residual(graph, y, spec.OutputSize) : y;
        graph.Node("Identity", [y], [Output]);
        graph.Output(Output, steps, 1, spec.OutputSize);
        return graph.ToModel();
    }

    /// <summary>The name of a layer's states after the last step.</summary>
    public static string Last(char state, int layer) => FormattableString.Invariant($"{state}_{layer}");

    /// <summary>The name of the input with a layer's states before the first step.</summary>
    public static string Start(char state, int layer) => FormattableString.Invariant($"start_{state}_{layer}");

    private static string Recurrent(
        OnnxGraph graph, string x, NetworkSpec spec, LstmWeights weights, int layer, int steps, OnnxOptions options)
    {
        string StartOf(char state, ReadOnlySpan<float> initial)
        {
            string name = Start(state, layer);
            if (options.HasFlag(OnnxOptions.StartStates))
            {
                graph.Input(name, spec.Directions, 1, spec.Hidden);
                return name;
            }

            int length = spec.Directions * spec.Hidden;
            return initial.IsEmpty ? "" : graph.Floats(name, initial.Slice(layer * length, length), spec.Directions, 1, spec.Hidden);
        }

        OnnxLayer written = new(
            graph,
            spec.Layer,
            [.. weights.Layers.Skip(layer * spec.Directions).Take(spec.Directions)],
            steps,
            StartHidden: StartOf('h', weights.InitialHidden),
            StartCell: spec.Gru ? "" : StartOf('c', weights.InitialCell));
        bool isUnrolled = spec is { Gru: false, Clip: > 0 } && !options.HasFlag(OnnxOptions.SingleNodes);
        string lastHidden = Last('h', layer);
        string lastCell = Last('c', layer);
        graph.Output(lastHidden, spec.Directions, 1, spec.Hidden);
        if (!spec.Gru)
        {
            graph.Output(lastCell, spec.Directions, 1, spec.Hidden);
        }

        return isUnrolled ? OnnxUnrolledLayer.Add(written, x, lastHidden, lastCell) : OnnxNodeLayer.Add(written, x, lastHidden, lastCell);
    }

    /// <summary>Adds the first inputs to the outputs, and gives the name of the sums.</summary>
    public static string Residual(OnnxGraph graph, string y, int outputs)
    {
        string first = graph.Apply(
            "Slice", [Input, graph.Integers("from", 0), graph.Integers("to", outputs), graph.Integers("axis", 2)]);
        return graph.Apply("Add", [y, first]);
    }

    // Layer after layer.
    private static string Dense(OnnxGraph graph, string x, IReadOnlyList<DenseSpec> specs, IReadOnlyList<DenseWeights> layers) =>
        specs.Zip(layers).Aggregate(x, (value, layer) => Dense(graph, value, layer.First, layer.Second));

    /// <summary>Adds a dense layer, y = a(W x + b), and gives the name of its outputs.</summary>
    public static string Dense(OnnxGraph graph, string x, DenseSpec spec, DenseWeights weights)
    {
        string transposed = graph.Apply(
            "Transpose",
            [graph.Floats(graph.NewName("weight"), weights.Weight, weights.OutputSize, weights.InputSize)]);
        string sum = graph.Apply(
            "Add",
            [graph.Apply("MatMul", [x, transposed]), graph.Floats(graph.NewName("bias"), weights.Bias, weights.OutputSize)]);
        return OnnxFunction.Of(spec.Activation).Apply(graph, sum);
    }
}
