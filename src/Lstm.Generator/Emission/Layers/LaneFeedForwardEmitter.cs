using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints layers without a state for eight streams in lanes.</summary>
internal static class LaneFeedForwardEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan, FeedForwardPlan layer)
    {
        bool residual = FeedForwardEmitter.IsResidual(plan, layer);
        int units = layer.Shape.Units;
        using SourceWriter.Scope method = writer.Method(
            JitHint.OptimiseAlone,
            $"private static void {layer.Name}(ref float weights, ref float h, {(residual ? "ref float x, " : "")}ref float y)");
        int padding = NetworkShape.Padded(units) - units;
        if (layer.Layer + 1 < plan.Network.Layers.Count && padding > 0)
        {
            // The next layer multiplies whole vectors, padding included.
            string first = Text.Int(units * NetworkShape.Lanes);
            string end = Text.Int((units + padding) * NetworkShape.Lanes);
            using SourceWriter.Scope loop = writer.Block($"for (nint n = {first}; n < {end}; n += 8)");
            writer.Line("Vector256<float>.Zero.StoreUnsafe(ref Unsafe.Add(ref y, n));");
        }

        switch (layer)
        {
            case DensePlan dense:
                EmitDense(writer, dense, residual);
                break;
            case PointwisePlan pointwise:
                PointwiseEmitter.EmitLanes(writer, pointwise, residual);
                break;
        }
    }

    /// <summary>
    /// Prints a dense layer. The eight lanes of a sum in the other kernels are eight sums here, added in the order of
    /// <c>HorizontalSum</c>.
    /// </summary>
    private static void EmitDense(SourceWriter writer, DensePlan dense, bool residual)
    {
        int padded = NetworkShape.Padded(dense.Inputs);
        int units = dense.Shape.Units;
        using SourceWriter.Scope? rows = units == 1 ? null : writer.Block($"for (nint row = 0; row < {Text.Int(units)}; row++)");
        string Row(int offset, int length) => units == 1
            ? Text.At("weights", offset)
            : Text.Element("weights", $"{Text.Int(offset)} + row{(length == 1 ? "" : " * " + Text.Int(length))}");
        writer.Line($"ref float w = ref {Row(dense.WeightOffset, padded)};");
        for (int lane = 0; lane < NetworkShape.Lanes; lane++)
        {
            writer.Line($"Vector256<float> s{lane} = Create({Text.At("w", lane)}) * {Text.Load("h", lane * NetworkShape.Lanes)};");
        }

        if (padded > NetworkShape.Lanes)
        {
            using SourceWriter.Scope loop = writer.Block($"for (nint k = 8; k < {Text.Int(padded)}; k += 8)");
            for (int lane = 0; lane < NetworkShape.Lanes; lane++)
            {
                string at = lane == 0 ? "k" : $"k + {Text.Int(lane)}";
                string from = lane == 0 ? "8 * k" : $"8 * k + {Text.Int(lane * NetworkShape.Lanes)}";
                string weight = Text.Element("w", at);
                writer.Line($"s{lane} = FusedMultiplyAdd(Create({weight}), LoadUnsafe(ref {Text.Element("h", from)}), s{lane});");
            }
        }

        writer.Line();
        writer.Line($"Vector256<float> sum = (((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7))) + Create({Row(dense.BiasOffset, 1)});");
        string result = Activate(dense.Dense.Activation, "sum");
        string Place(string start) => units == 1 ? start : Text.Element(start, "8 * row");
        writer.Line(residual
            ? $"({result} + LoadUnsafe(ref {Place("x")})).StoreUnsafe(ref {Place("y")});"
            : $"{result}.StoreUnsafe(ref {Place("y")});");
    }

    private static string Activate(ActivationShape activation, string value) => activation.Function switch
    {
        Activation.Linear => value,
        // The argument is halved here, because the weights of dense layers are not stored halved.
        Activation.Sigmoid => FunctionText.Call(activation, $"{value} * 0.5f"),
        _ => FunctionText.Call(activation, value),
    };
}
