using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>The parts that the methods of all layers without recurrent weights have in common.</summary>
internal static class FeedForwardMethod
{
    /// <summary>Returns the signature of a layer's method.</summary>
    public static string SignatureOf(KernelPlan plan, FeedForwardPlan layer) =>
        SignatureOf(layer, IsResidual(plan, layer) && plan.Scratch.OutputOf(layer) is null);

    /// <summary>Returns the first value of the table of an embedding.</summary>
    public static string TableOf(EmbeddingPlan embedding) => Text.At("weights", embedding.Offsets["embedding"]);

    /// <summary>Returns the signature of a layer's method.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="residual">Whether the method adds the inputs of the network.</param>
    public static string SignatureOf(FeedForwardPlan layer, bool residual)
    {
        string window = layer is Conv1DPlan ? "ref float past, ref float taps, " : "";
        string added = residual ? "ref float x, " : "";
        return $"private static void {layer.Name}(ref float weights, ref float h, {window}{added}ref float y)";
    }

    /// <summary>Returns the call of a layer's method.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="source">The first input.</param>
    /// <param name="target">The first output.</param>
    /// <param name="taps">The memory for the inputs of several steps.</param>
    /// <param name="state">The state.</param>
    /// <param name="residual">Whether the method adds the inputs of the network.</param>
    /// <param name="lanes">The number of streams side by side.</param>
    public static string CallOf(
        KernelPlan plan, FeedForwardPlan layer, string source, string target, string taps, string state, bool residual, int lanes)
    {
        string window = layer is Conv1DPlan
            ? $"ref {Text.At(state, layer.Shape.WindowOf(layer.Inputs) > 0 ? plan.State.WindowOf(layer.Layer) * lanes : 0)}, ref {taps}, "
            : "";
        return $"{layer.Name}(ref weights, ref {source}, {window}{(residual ? "ref x, " : "")}ref {target});";
    }

    /// <summary>Prints the copy of the inputs of several steps, which a convolution multiplies.</summary>
    public static void EmitTaps(SourceWriter writer, MatrixPlan layer, int lanes)
    {
        if (layer is Conv1DPlan { Convolution: { } convolution } plan)
        {
            string sizes = $"inputs: {Text.Int(layer.Inputs * lanes)}, kernel: {Text.Int(convolution.Kernel)}, " +
                $"dilation: {Text.Int(convolution.Dilation)}, zeros: {Text.Int((plan.Taps - plan.Columns) * lanes)}";
            writer.Line($"Windows.Advance(ref past, ref h, ref taps, {sizes});");
        }
    }

    /// <summary>Prints a function of all values of a layer, whose arguments are in y.</summary>
    public static void EmitFunctionOfAll(SourceWriter writer, FeedForwardShape shape)
    {
        if (!shape.Function.IsOfOneValue)
        {
            writer.Line($"{shape.Function.Function}.Apply(ref y, {Text.Int(shape.Units)});");
        }
    }

    /// <summary>Returns whether the inputs of the network are added to the outputs of a layer.</summary>
    public static bool IsResidual(KernelPlan plan, FeedForwardPlan layer) =>
        plan.Network.Residual && layer.Layer == plan.Network.Layers.Count - 1;
}
