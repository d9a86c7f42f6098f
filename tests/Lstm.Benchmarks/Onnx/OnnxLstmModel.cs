using System.Collections.Generic;
using Lstm.TestKit.Onnx;

namespace Lstm.Benchmarks.Onnx;

/// <summary>
/// Writes an ONNX model of a stack of LSTM nodes, X, initial_h0, initial_c0, … -> Y, Y_h0, Y_c0, …, with fixed shapes and all weights.
/// </summary>
/// <remarks>The operator is described in https://onnx.ai/onnx/operators/onnx__LSTM.html.</remarks>
internal static class OnnxLstmModel
{
    public const string Input = "X";
    public const string Output = "Y";

    private const string Canonical = "ifgo";
    private const int Gates = 4;

    public static string InitialHidden(int layer) => $"initial_h{layer}";

    public static string InitialCell(int layer) => $"initial_c{layer}";

    public static string LastHidden(int layer) => $"Y_h{layer}";

    public static string LastCell(int layer) => $"Y_c{layer}";

    /// <summary>Returns the bytes of the model.</summary>
    /// <param name="layers">The weights, bottom layer first.</param>
    /// <param name="steps">The steps of one call.</param>
    public static byte[] Write(IReadOnlyList<LstmLayerWeights> layers, int steps)
    {
        OnnxGraph graph = new("lstm");
        graph.Input(Input, steps, 1, layers[0].InputSize);
        string inputs = Input;
        for (int layer = 0; layer < layers.Count; layer++)
        {
            bool last = layer == layers.Count - 1;
            string outputs = last ? Output : graph.NewName(Output);
            WriteLayer(graph, layers[layer], layer, inputs, outputs);
            // Y has an axis for the directions; the next X does not.
            inputs = last ? "" : graph.Apply("Squeeze", [outputs, graph.Integers(graph.NewName("directions"), 1)]);
        }

        graph.Output(Output, steps, 1, 1, layers[^1].HiddenSize);
        return graph.ToModel();
    }

    private static void WriteLayer(OnnxGraph graph, LstmLayerWeights weights, int layer, string inputs, string outputs)
    {
        int hidden = weights.HiddenSize;
        float[] inputRows = OnnxRows.Reorder(weights.Input, Canonical, OnnxRows.Lstm);
        float[] recurrentRows = OnnxRows.Reorder(weights.Recurrent, Canonical, OnnxRows.Lstm);
        string input = graph.Floats($"W{layer}", inputRows, 1, Gates * hidden, weights.InputSize);
        string recurrent = graph.Floats($"R{layer}", recurrentRows, 1, Gates * hidden, hidden);
        // ONNX adds two biases. Ours is already the sum, so the second is zero.
        float[] biases = new float[2 * Gates * hidden];
        OnnxRows.Reorder(weights.Bias, Canonical, OnnxRows.Lstm).CopyTo(biases, 0);
        string bias = graph.Floats($"B{layer}", biases, 1, 2 * Gates * hidden);
        graph.Input(InitialHidden(layer), 1, 1, hidden);
        graph.Input(InitialCell(layer), 1, 1, hidden);
        graph.Output(LastHidden(layer), 1, 1, hidden);
        graph.Output(LastCell(layer), 1, 1, hidden);
        // The empty name is that of sequence_lens, which is absent.
        graph.Node(
            "LSTM",
            [inputs, input, recurrent, bias, "", InitialHidden(layer), InitialCell(layer)],
            [outputs, LastHidden(layer), LastCell(layer)],
            OnnxAttribute.Of("hidden_size", hidden));
    }
}
