using System.Collections.Generic;
using System.Linq;
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
        NetworkShape network = plan.Network;
        if (network.IsQuantized)
        {
            int bits = 8 * QuantizedShape.WeightBytes(network.Precision);
            yield return $"Precision {network.Precision}: weights for hidden states have {bits} bits and a scale for each row. " +
                "Hidden states are rounded to 16 bits.";
        }

        yield return OfStep(plan);
        yield return UnrollingRemark.Of(plan);
        if (plan.BackAndForth)
        {
            yield return "Steps walk over the tiles forwards and backwards alternately: " +
                "the weights that were read last are then still in the cache.";
        }

        if (plan.LooksAhead)
        {
            int ahead = plan.Recurrent.Count(static layer => layer is TiledLayer { LooksAhead: true });
            string layers = ahead == plan.Recurrent.Count ? " of each layer" : " of the upper layers";
            string which = plan.Recurrent.Count == 1 ? "" : layers;
            yield return $"Run computes the input half of the pre-activations{which} for {LookAhead.Steps} steps at once, " +
                "and loads each input weight once for all of them.";
        }

        if (plan.Many is { } many)
        {
            yield return many.Reason;
        }

        if (widest is not null)
        {
            yield return "Processors with vectors of sixteen floats have another kernel: at this size operations are the limit.";
        }

        if (traced is not null)
        {
            yield return "A traced step has its own kernel, in vectors of four floats. Its phases leave all gates in memory.";
        }

        yield return "Settle sets state values with magnitudes below 2^-62 to zero: subnormal values would be slow.";
        yield return "Processors whose widest vectors have four floats use another kernel, in which runtime methods loop over the rows. " +
            "Every kernel adds in the same order and gives the same bits.";
    }

    private static string OfStep(KernelPlan plan) => plan.Recurrent[0] switch
    {
        RegisterLayer =>
            "A step of one stream keeps its gates in registers until the new state is computed: the longest chain of dependent " +
            "operations determines its time, and reading the gates back from memory would lengthen that chain.",
        _ when plan.Network.IsQuantized =>
            "A step has phases: first the pre-activations, tile by tile, those of hidden states in integers; " +
            "then a loop over the units for each function.",
        { Cell.IsPlain: true } =>
            "A step has four phases: pre-activations, tile by tile; sigmoids; candidate and new cell state; new hidden state.",
        _ => "A step has phases: first the pre-activations, tile by tile; then a loop over the units for each function.",
    };
}
