using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints layers without recurrent weights: their methods, and the calls of a chain of them.</summary>
internal static class FeedForwardEmitter
{
    /// <summary>Prints the method of a layer.</summary>
    public static void Emit(SourceWriter writer, KernelPlan plan, FeedForwardPlan layer, JitHint hint)
    {
        switch (layer)
        {
            case MatrixPlan dense:
                DenseEmitter.Emit(writer, plan, dense, hint);
                break;
            case EmbeddingPlan embedding:
                EmitEmbedding(writer, plan, embedding, hint);
                break;
            case LayerNormPlan norm:
                EmitNorm(writer, plan, norm, hint);
                break;
            case PointwisePlan pointwise:
                PointwiseEmitter.Emit(writer, plan, pointwise, hint);
                break;
        }
    }

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

    /// <summary>Prints the calls of a chain of layers.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="plan">The network.</param>
    /// <param name="chain">The layers.</param>
    /// <param name="source">The inputs of the first.</param>
    /// <param name="target">The outputs of the last, unless they go to memory first.</param>
    /// <param name="sums">The scratch memory.</param>
    /// <param name="state">The state.</param>
    /// <returns>Where the outputs of the last are.</returns>
    public static string EmitCalls(
        SourceWriter writer, KernelPlan plan, DenseChain chain, string source, string target, string sums = "sums",
        string state = "state")
    {
        foreach (FeedForwardPlan layer in chain.Layers)
        {
            bool isLast = layer == chain.Layers[chain.Layers.Count - 1];
            int? memory = isLast && target != "y" ? null : plan.Scratch.OutputOf(layer);
            string output = memory is { } offset ? Text.At(sums, offset) : target;
            bool residual = IsResidual(plan, layer) && memory is null;
            writer.Line(CallOf(plan, layer, source, output, Text.At(sums, plan.Scratch.Taps), state, residual, lanes: 1));
            source = output;
        }

        return source;
    }

    private static void EmitEmbedding(SourceWriter writer, KernelPlan plan, EmbeddingPlan embedding, JitHint hint)
    {
        using SourceWriter.Scope method = writer.Method(hint, SignatureOf(plan, embedding));
        writer.Line($"Tokens.Read(ref {TableOf(embedding)}, h, ref y, {Text.Int(NetworkShape.Padded(embedding.Shape.Units))});");
    }

    private static void EmitNorm(SourceWriter writer, KernelPlan plan, LayerNormPlan norm, JitHint hint)
    {
        using SourceWriter.Scope method = writer.Method(hint, SignatureOf(plan, norm));
        string sizes = $"stride: {Text.Int(NetworkShape.Lanes)}, length: {Text.Int(NetworkShape.Padded(norm.Inputs))}, " +
            $"units: {Text.Int(norm.Inputs)}, {Text.Float(norm.Norm.Epsilon)}";
        writer.Lines($"""
            LayerNorms.Apply(
                ref h, ref y,
                ref {Text.At("weights", norm.Offsets["weight"])}, ref {Text.At("weights", norm.Offsets["bias"])}, {sizes});
            """);
    }
}
