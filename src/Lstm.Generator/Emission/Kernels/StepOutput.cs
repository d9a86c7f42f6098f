using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints what the loops over steps have in common: inputs of dense layers, random numbers, outputs, and the way to the next step.
/// </summary>
internal static class StepOutput
{
    /// <summary>Returns the inputs of a chain of dense layers: whole vectors. Those of the network are copied first.</summary>
    public static string EmitDenseInput(SourceWriter writer, KernelPlan plan, Part chain, string values, string sums = "sums")
    {
        if (chain != plan.Parts[0])
        {
            return values;
        }

        string input = Text.At(sums, plan.Scratch.Input);
        writer.Line($"VectorCopy.WritePadded(ref {values}, ref {input}, {Text.Int(plan.Network.Input)});");
        return input;
    }

    /// <summary>Prints the drawing of a cell's random numbers, if it has any.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="plan">The network.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="cell">The number of the cell.</param>
    /// <param name="position">The position of the step relative to the counter of the random numbers.</param>
    /// <param name="sums">The scratch memory.</param>
    public static void EmitDraws(
        SourceWriter writer, KernelPlan plan, RecurrentPlan layer, string cell, string position, string sums = "sums")
    {
        if (layer.Definition.IsRandom)
        {
            string draws = Text.After(sums, plan.Scratch.Draws);
            writer.Line(
                $"ForgetDraws.Fill(ref random, ref {draws}, cell: {cell}, blocks: {Text.Int(layer.Cell.Blocks)}, position: {position});");
        }
    }

    /// <summary>Prints the way from the values of the last recurrent layer to the output.</summary>
    public static void Emit(SourceWriter writer, KernelPlan plan, string values, ChainPlaces places)
    {
        string result = plan.Parts[plan.Parts.Count - 1] is FeedForwardChain head
            ? FeedForwardEmitter.EmitCalls(writer, plan, head, values, "y", places)
            : values;
        EmitResult(writer, plan, result);
    }

    /// <summary>Prints the way from the values of the last layer to the output, unless they are there.</summary>
    public static void EmitResult(SourceWriter writer, KernelPlan plan, string result)
    {
        if (result != "y")
        {
            writer.Line(plan.Network.Residual
                ? $"VectorCopy.WriteSum(ref {result}, ref x, ref y, {Text.Int(plan.Network.Output)});"
                : $"VectorCopy.Write(ref {result}, ref y, {Text.Int(plan.Network.Output)});");
        }
    }

    /// <summary>Prints the advance to the input and the output of the next step.</summary>
    public static void EmitAdvance(SourceWriter writer, KernelPlan plan) => writer.Lines($"""
        x = ref Unsafe.Add(ref x, {Text.Int(plan.Network.Input)});
        y = ref Unsafe.Add(ref y, {Text.Int(plan.Network.Output)});
        """);
}
