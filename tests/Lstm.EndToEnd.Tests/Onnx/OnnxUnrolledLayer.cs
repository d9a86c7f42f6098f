using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit.Onnx;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>An LSTM layer with a node for each step, and the end of the step in nodes of its own: h = o * d(clip(c)).</summary>
/// <remarks>
/// ONNX says of clip that it "is applied to the input of activations". ONNX Runtime's node (1.31) does so for the gates and the candidate,
/// but not for d: it gives o * d(c). So the nodes here are asked for o alone, which is what they put out where d is 1, and ONNX's Clip
/// operator does the rest.
/// </remarks>
internal static class OnnxUnrolledLayer
{
    /// <summary>Adds the layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">Its inputs, [steps, 1, input].</param>
    /// <param name="lastHidden">The name that its last hidden states get, [directions, 1, hidden].</param>
    /// <param name="lastCell">The name that its last cell states get, [directions, 1, hidden].</param>
    /// <returns>The name of its outputs, [steps, 1, directions * hidden].</returns>
    public static string Add(OnnxLayer layer, string x, string lastHidden, string lastCell)
    {
        OnnxGraph graph = layer.Graph;
        string[] xs = [.. Enumerable.Range(0, layer.Steps).Select(_ => graph.NewName("x"))];
        graph.Node("Split", [x], xs, OnnxAttribute.Of("axis", 0), OnnxAttribute.Of("num_outputs", layer.Steps));
        List<string> outputs = [];
        List<string> hidden = [];
        List<string> cell = [];
        for (int direction = 0; direction < layer.Directions.Count; direction++)
        {
            bool backward = direction == 1 || layer.Spec.Direction == Direction.Backward;
            string h = Slice(graph, layer.StartHidden, direction);
            string c = Slice(graph, layer.StartCell, direction);
            string[] hs = new string[layer.Steps];
            (string W, string R, string B, string P) weights = layer.Weights(layer.Directions[direction]);
            foreach (int step in Enumerable.Range(0, layer.Steps).Select(step => backward ? layer.Steps - 1 - step : step))
            {
                (h, c) = Step(layer, weights, xs[step], h, c);
                hs[step] = h;
            }

            outputs.Add(graph.Apply("Concat", hs, OnnxAttribute.Of("axis", 0)));
            hidden.Add(h);
            cell.Add(c);
        }

        graph.Node("Concat", hidden, [lastHidden], OnnxAttribute.Of("axis", 0));
        graph.Node("Concat", cell, [lastCell], OnnxAttribute.Of("axis", 0));
        return graph.Apply("Concat", outputs, OnnxAttribute.Of("axis", 2));
    }

    private static (string H, string C) Step(
        OnnxLayer layer, (string W, string R, string B, string P) weights, string x, string h, string c)
    {
        OnnxGraph graph = layer.Graph;
        string o = graph.NewName("o");
        string next = graph.NewName("c");
        graph.Node(
            "LSTM",
            [x, weights.W, weights.R, weights.B, "", h, c, weights.P],
            ["", o, next],
            layer.Attributes("forward", 1, OnnxFunction.One));
        string low = graph.Floats(graph.NewName("low"), [-layer.Spec.Clip]);
        string high = graph.Floats(graph.NewName("high"), [layer.Spec.Clip]);
        string q = graph.Apply("Clip", [next, low, high]);
        return (graph.Apply("Mul", [o, OnnxFunction.Of(layer.Spec.HiddenActivation).Apply(graph, q)]), next);
    }

    private static string Slice(OnnxGraph graph, string states, int direction) => states.Length == 0
        ? ""
        : graph.Apply(
            "Slice",
            [
                states,
                graph.Integers(graph.NewName("from"), direction),
                graph.Integers(graph.NewName("to"), direction + 1),
                graph.Integers(graph.NewName("axis"), 0),
            ]);
}
