using Lstm.Tests.Onnx;

namespace Lstm.Benchmarks.Onnx;

/// <summary>
/// Writes an ONNX model of one LSTM node, X, initial_h, initial_c -> Y, Y_h, Y_c, all shapes fixed and all weights inside.
/// </summary>
/// <remarks>The operator is described in https://onnx.ai/onnx/operators/onnx__LSTM.html.</remarks>
internal static class OnnxLstmModel
{
    public const string Input = "X";
    public const string InitialHidden = "initial_h";
    public const string InitialCell = "initial_c";
    public const string Output = "Y";
    public const string LastHidden = "Y_h";
    public const string LastCell = "Y_c";

    private const string Canonical = "ifgo";
    private const int Gates = 4;

    /// <summary>The model's bytes.</summary>
    /// <param name="layer">The weights.</param>
    /// <param name="steps">The length of the sequence that one call takes.</param>
    public static byte[] Write(LstmLayerWeights layer, int steps)
    {
        int input = layer.InputSize;
        int hidden = layer.HiddenSize;
        OnnxGraph graph = new("lstm");
        graph.Floats("W", OnnxRows.Reorder(layer.Input, Canonical, OnnxRows.Lstm), 1, Gates * hidden, input);
        graph.Floats("R", OnnxRows.Reorder(layer.Recurrent, Canonical, OnnxRows.Lstm), 1, Gates * hidden, hidden);
        // Two biases, which are added: ours is the sum already, so that the second is zero.
        float[] bias = new float[2 * Gates * hidden];
        OnnxRows.Reorder(layer.Bias, Canonical, OnnxRows.Lstm).CopyTo(bias, 0);
        graph.Floats("B", bias, 1, 2 * Gates * hidden);
        graph.Input(Input, steps, 1, input);
        graph.Input(InitialHidden, 1, 1, hidden);
        graph.Input(InitialCell, 1, 1, hidden);
        graph.Output(Output, steps, 1, 1, hidden);
        graph.Output(LastHidden, 1, 1, hidden);
        graph.Output(LastCell, 1, 1, hidden);
        // The empty name stands for sequence_lens, which is absent.
        graph.Node(
            "LSTM",
            [Input, "W", "R", "B", "", InitialHidden, InitialCell],
            [Output, LastHidden, LastCell],
            OnnxAttribute.Of("hidden_size", hidden));
        return graph.ToModel();
    }
}
