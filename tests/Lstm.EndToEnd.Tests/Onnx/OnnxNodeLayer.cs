using System.Collections.Generic;
using Lstm.TestKit;
using Lstm.TestKit.Onnx;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>A recurrent layer as ONNX has it: one node.</summary>
internal static class OnnxNodeLayer
{
    /// <summary>Adds the layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">Its inputs, [steps, 1, input].</param>
    /// <param name="lastHidden">The name that its last hidden states get, [directions, 1, hidden].</param>
    /// <param name="lastCell">The name that its last cell states get, [directions, 1, hidden]; only an LSTM gives it.</param>
    /// <returns>The name of its outputs, [steps, 1, directions * hidden].</returns>
    public static string Add(OnnxLayer layer, string x, string lastHidden, string lastCell)
    {
        OnnxGraph graph = layer.Graph;
        RecurrentSpec spec = layer.Spec;
        (string w, string r, string b, string p) = layer.Weights(layer.Directions);
        string direction = spec.Bidirectional ? "bidirectional" : spec.Direction == Direction.Backward ? "reverse" : "forward";
        IReadOnlyList<OnnxAttribute> attributes = layer.Attributes(direction, spec.Directions, OnnxFunction.Of(spec.HiddenActivation));
        string y = graph.NewName("Y");
        // The empty name stands for sequence_lens, which is absent.
        if (spec.Form != CellForm.Lstm)
        {
            graph.Node(spec.IsGru ? "GRU" : "RNN", [x, w, r, b, "", layer.StartHidden], [y, lastHidden], attributes);
        }
        else
        {
            graph.Node("LSTM", [x, w, r, b, "", layer.StartHidden, layer.StartCell, p], [y, lastHidden, lastCell], attributes);
        }

        // [steps, directions, 1, hidden]: the directions of one step belong side by side.
        string sideBySide = graph.Apply("Transpose", [y], OnnxAttribute.Of("perm", (int[])[0, 2, 1, 3]));
        string shape = graph.Integers(graph.NewName("shape"), layer.Steps, 1, spec.Directions * spec.Hidden);
        return graph.Apply("Reshape", [sideBySide, shape]);
    }
}
