using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>The parts that the methods of all layers without a state have in common.</summary>
internal static class FeedForwardMethod
{
    /// <summary>Returns the signature of a layer's method.</summary>
    public static string SignatureOf(KernelPlan plan, FeedForwardPlan layer)
    {
        bool residual = IsResidual(plan, layer) && plan.Scratch.OutputOf(layer) is null;
        return $"private static void {layer.Name}(ref float weights, ref float h, {(residual ? "ref float x, " : "")}ref float y)";
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
