using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints layers without recurrent weights for eight streams in lanes.</summary>
internal static class LaneFeedForwardEmitter
{
    /// <summary>Prints the method of a layer.</summary>
    public static void Emit(SourceWriter writer, KernelPlan plan, FeedForwardPlan layer)
    {
        bool residual = FeedForwardMethod.IsResidual(plan, layer);
        int units = layer.Shape.Units;
        using SourceWriter.Scope method = writer.Method(JitHint.OptimiseAlone, FeedForwardMethod.SignatureOf(layer, residual));
        if (layer.Layer + 1 < plan.Network.Layers.Count)
        {
            // The next layer multiplies whole vectors, padding included.
            LaneVectors.EmitPadding(writer, "y", units);
        }

        bool needsAll = layer is LayerNormPlan || !layer.Shape.Function.IsOfOneValue;
        EmitValues(writer, layer, residual && !needsAll);
        if (!needsAll)
        {
            return;
        }

        if (layer is not LayerNormPlan)
        {
            writer.Line($"{layer.Shape.Function.Function}.ApplyToStreams(ref y, {Text.Int(units)});");
        }

        if (residual)
        {
            LaneVectors.EmitResidual(writer, "y", "y", units);
        }
    }

    private static void EmitValues(SourceWriter writer, FeedForwardPlan layer, bool residual)
    {
        switch (layer)
        {
            case MatrixPlan dense:
                LaneDenseEmitter.Emit(writer, dense, residual);
                break;
            case PointwisePlan pointwise:
                PointwiseEmitter.EmitLanes(writer, pointwise, residual);
                break;
            case EmbeddingPlan embedding:
                string row = Text.Int(NetworkShape.Padded(embedding.Shape.Units));
                writer.Line($"Tokens.ReadStreams(ref {FeedForwardMethod.TableOf(embedding)}, ref h, ref y, {row});");
                break;
            case LayerNormPlan norm:
                writer.Lines($"""
                    LayerNorms.ApplyToStreams(
                        ref h, ref y,
                        ref {Text.At("weights", norm.Offsets["weight"])}, ref {Text.At("weights", norm.Offsets["bias"])},
                        stride: {Text.Int(NetworkShape.Lanes)}, units: {Text.Int(norm.Inputs)}, {Text.Float(norm.Norm.Epsilon)});
                    """);
                break;
        }
    }
}
