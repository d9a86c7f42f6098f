using System;
using System.Linq;
using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>Where the outputs of the layers of a step are: hidden states are in the state, others in the scratch memory.</summary>
internal static class StepPlaces
{
    /// <summary>Returns the places in a step of one stream.</summary>
    /// <param name="plan">The network.</param>
    public static ChainPlaces Of(KernelPlan plan) => new("sums", "state", layer => Find(
        plan, layer, "x", cell => RunCalls.StateOf(plan, cell, lanes: 1), other => Text.At("sums", plan.Scratch.OutputOf(other)!.Value)));

    /// <summary>Returns the outputs of a layer.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="layer">The index of the layer; -1 for the inputs of the network.</param>
    /// <param name="input">The inputs of the network.</param>
    /// <param name="stateOf">Returns the outputs of a recurrent layer.</param>
    /// <param name="memoryOf">Returns the outputs of another layer.</param>
    public static string Find(
        KernelPlan plan, int layer, string input, Func<RecurrentPlan, string> stateOf, Func<FeedForwardPlan, string> memoryOf) =>
        layer < 0 ? input
        : plan.Recurrent.FirstOrDefault(cell => cell.Layer == layer) is { } recurrent ? stateOf(recurrent)
        : memoryOf(plan.FeedForward.First(other => other.Layer == layer));
}
