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
            if (network.Cells.Any(cell => network.HasScaledInputs(cell.Layer)))
            {
                yield return "Inputs that are no hidden states are rounded too, in layers with many of them: as multiples of the largest " +
                    "input of each step.";
            }
        }

        if (network.Arithmetic == LstmArithmetic.Fast)
        {
            yield return "Arithmetic Fast: the absolute error of tanh is at most 4.6e-6, that of the sigmoid 2.4e-6. Both take half " +
                "of the operations of the exact functions.";
        }

        foreach (string remark in OfFolding(plan.Declared))
        {
            yield return remark;
        }

        foreach (string remark in OfStep(plan))
        {
            yield return remark;
        }

        yield return UnrollingRemark.Of(plan);
        if (plan.BackAndForth)
        {
            yield return "Steps walk over the tiles forwards and backwards alternately: " +
                "the weights that were read last are then still in the cache.";
        }

        if (plan.LooksAhead)
        {
            yield return $"Run computes the input half of the pre-activations{LayersAhead(plan)} for {LookAhead.Steps} steps at once, " +
                "and loads each input weight once for all of them.";
        }

        if (plan.Many is { } many)
        {
            yield return many.Reason;
        }

        if (plan.Recurrent.Any(plan.WidensTiles))
        {
            string units = plan.Recurrent.Any(plan.WidensUnits) ? " and for the units" : "";
            yield return $"Processors with vectors of sixteen floats use them for the tiles{units} of LSTM layers.";
        }

        if (widest is not null)
        {
            yield return "Processors with vectors of sixteen floats have another kernel: at this size operations are the limit.";
        }

        if (traced is not null)
        {
            yield return "A traced step has its own kernel, in vectors of four floats. Its phases leave all gates in memory.";
        }

        if (plan.Declared is { IsCausal: true, Pool: { } pool })
        {
            yield return $"A step has the output of the sequence up to it, so the kernel computes no pooling. Predict returns the last " +
                $"output: {pool.Pooling}.";
        }

        yield return "Settle sets state values with magnitudes below 2^-62 to zero: subnormal values would be slow.";
        yield return "Processors whose widest vectors have four floats use another kernel, in which runtime methods loop over the rows. " +
            "Every kernel adds in the same order and gives the same bits.";
    }

    /// <summary>Says which layers are folded into which.</summary>
    private static IEnumerable<string> OfFolding(NetworkShape declared)
    {
        ILookup<int, int> layers = new Folding(declared).Layers;
        string Named(int layer) => $"layer {layer} ([{((FeedForwardShape)declared.Layers[layer]).Attribute}])";
        foreach (IGrouping<int, int> group in layers)
        {
            (string are, string numbers) = group.Count() == 1
                ? ("is", "the scale and the offset")
                : ("are", "the scales and the offsets");
            yield return $"{Prose.Capital(Prose.List([.. group.Select(Named)]))} {are} folded into {Named(group.Key)}: " +
                $"its packed weights contain {numbers}.";
        }

        if (layers.Count > 0)
        {
            yield return "The kernel and the table count only the layers that remain.";
        }
    }

    private static IEnumerable<string> OfStep(KernelPlan plan)
    {
        RecurrentPlan[] phased = [.. plan.Recurrent.Where(static layer => layer is not RegisterLayer)];
        bool isMixed = phased.Length > 0 && phased.Length < plan.Recurrent.Count;
        if (phased.Length < plan.Recurrent.Count)
        {
            yield return
                $"{(isMixed ? "Small layers of one stream keep their" : "A step of one stream keeps its")} gates in registers until the " +
                "new state is computed: the longest chain of dependent operations determines its time, and reading the gates back from " +
                "memory would lengthen that chain.";
        }

        if (phased.Length > 0)
        {
            yield return (isMixed ? "Other layers have " : "A step has ") + PhasesOf(phased, plan.Network.IsQuantized);
        }
    }

    private static string PhasesOf(RecurrentPlan[] layers, bool isQuantized) =>
        isQuantized
            ? "phases: first the pre-activations, tile by tile, those of hidden states in integers; " +
                "then a loop over the units for each function." :
        layers.All(static layer => layer.Cell.IsPlain)
            ? "four phases: pre-activations, tile by tile; sigmoids; candidate and new cell state; new hidden state." :
        "phases: first the pre-activations, tile by tile; then a loop over the units for each function.";

    /// <summary>Says which layers look ahead; nothing of an only layer.</summary>
    private static string LayersAhead(KernelPlan plan)
    {
        bool[] ahead = [.. plan.Recurrent.Select(static layer => layer is TiledLayer { LooksAhead: true })];
        return
            ahead.Length == 1 ? "" :
            ahead.All(static looks => looks) ? " of each layer" :
            ahead.Skip(1).All(static looks => looks) ? " of the upper layers" :
            " of some layers";
    }
}
