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

    /// <summary>Prints the calls of a chain of layers.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="plan">The network.</param>
    /// <param name="chain">The layers.</param>
    /// <param name="source">The inputs of the first.</param>
    /// <param name="target">The outputs of the last, unless they go to memory first.</param>
    /// <param name="places">Where the layers find what else they need.</param>
    /// <returns>Where the outputs of the last are.</returns>
    public static string EmitCalls(
        SourceWriter writer, KernelPlan plan, FeedForwardChain chain, string source, string target, ChainPlaces places)
    {
        TwoVectorEmitter vectors = new(chain, source, places, lanes: 1);
        (string sums, string state) = (places.Sums, places.State);
        foreach (FeedForwardPlan layer in chain.Layers)
        {
            bool isLast = layer == chain.Layers[chain.Layers.Count - 1];
            int? memory = isLast && target != "y" ? null : plan.Scratch.OutputOf(layer);
            string output = memory is { } offset ? Text.At(sums, offset) : target;
            if (layer is TwoVectorPlan two)
            {
                EmitTwoVectors(writer, vectors, two, output);
            }
            else
            {
                bool residual = FeedForwardMethod.IsResidual(plan, layer) && memory is null;
                string taps = Text.At(sums, plan.Scratch.Taps);
                writer.Line(FeedForwardMethod.CallOf(plan, layer, source, output, taps, state, residual, lanes: 1));
            }

            vectors.Add(output);
            source = output;
        }

        return source;
    }

    private static void EmitTwoVectors(SourceWriter writer, TwoVectorEmitter vectors, TwoVectorPlan layer, string output)
    {
        if (output != "y" && layer.Shape.Units % NetworkShape.Lanes != 0)
        {
            // The outputs are then read in whole vectors.
            string last = Text.After(output, NetworkShape.Padded(layer.Shape.Units) - NetworkShape.Lanes);
            writer.Line($"Vector256<float>.Zero.StoreUnsafe(ref {last});");
        }

        vectors.Emit(writer, layer, output);
    }

    private static void EmitEmbedding(SourceWriter writer, KernelPlan plan, EmbeddingPlan embedding, JitHint hint)
    {
        using SourceWriter.Scope method = writer.Method(hint, FeedForwardMethod.SignatureOf(plan, embedding));
        string row = Text.Int(NetworkShape.Padded(embedding.Shape.Units));
        writer.Line($"Tokens.Read(ref {FeedForwardMethod.TableOf(embedding)}, h, ref y, {row});");
    }

    private static void EmitNorm(SourceWriter writer, KernelPlan plan, LayerNormPlan norm, JitHint hint)
    {
        using SourceWriter.Scope method = writer.Method(hint, FeedForwardMethod.SignatureOf(plan, norm));
        string sizes = $"stride: {Text.Int(NetworkShape.Lanes)}, length: {Text.Int(NetworkShape.Padded(norm.Inputs))}, " +
            $"units: {Text.Int(norm.Inputs)}, {Text.Float(norm.Norm.Epsilon)}";
        writer.Lines($"""
            LayerNorms.Apply(
                ref h, ref y,
                ref {Text.At("weights", norm.Offsets["weight"])}, ref {Text.At("weights", norm.Offsets["bias"])}, {sizes});
            """);
    }
}
