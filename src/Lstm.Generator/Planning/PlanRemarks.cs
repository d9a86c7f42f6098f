using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>Explains the choices for a network in a sentence or two each, for the remarks of the generated file.</summary>
internal static class PlanRemarks
{
    /// <summary>Returns the remarks.</summary>
    /// <param name="plan">The plan of the kernel for vectors of eight floats.</param>
    /// <param name="widest">The plan of the kernel for vectors of sixteen floats, if there is one.</param>
    /// <param name="traced">The plan of the traced kernel, if there is one.</param>
    public static IEnumerable<string> Of(KernelPlan plan, KernelPlan? widest, KernelPlan? traced)
    {
        NetworkShape shape = plan.Shape;
        if (shape.IsQuantized)
        {
            int bits = 8 * QuantizedShape.WeightBytes(shape.Precision);
            yield return $"Precision {shape.Precision}: weights of hidden states have {bits} bits and a scale for each row, "
                + "hidden states are rounded to 16 bits.";
        }

        yield return OfStep(plan);
        if (plan.BackAndForth)
        {
            yield return "The tiles are walked forwards in one step and backwards in the next: "
                + "the weights that were read last are still in the cache then.";
        }

        if (plan.LooksAhead)
        {
            string which =
                plan.Upper is null ? "" :
                plan.First is TiledLayer { LooksAhead: true } ? " of each layer" :
                " of the upper layers";
            yield return $"Run forms the input half of the sums{which} for {LookAhead.Steps} steps at once, "
                + "and loads each input weight once for all of them.";
        }

        if (plan.Many is { } many)
        {
            yield return many.Reason;
        }

        if (widest is not null)
        {
            yield return "Processors with vectors of sixteen floats have a kernel that fills them: "
                + "a step of this size is bound by its operations.";
        }

        if (traced is not null)
        {
            yield return "A traced step has a kernel in vectors of four, on every processor: its phases leave all gates in memory.";
        }

        yield return "Processors without vectors of eight floats have a kernel for four. "
            + "Every kernel adds in the same order and gives the same bits.";
    }

    private static string OfStep(KernelPlan plan) => plan.First switch
    {
        RegisterLayer when plan.Scratch.Length == 0 =>
            "A step stays in registers from its sums to the new hidden state: "
            + "it waits for its own results, and memory would lengthen the wait.",
        _ when plan.Shape.IsQuantized =>
            "A step has phases: all sums, tile by tile, those of hidden states in integers; then a loop over the units for each function.",
        _ when plan.Shape.Cell.IsPlain =>
            "A step has four phases: all sums, tile by tile; the sigmoids; the candidates and the new cell state; the new hidden state.",
        RegisterLayer =>
            "The gates stay in registers from their sums to the new state: "
            + "a step waits for its own results, and memory would lengthen the wait.",
        _ => "A step has phases: all sums, tile by tile; then a loop over the units for each function.",
    };
}
