using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// A method for the units of a layer, from their pre-activations in memory to the new state. All layers of a run share it, unless it reads
/// weights of one.
/// </summary>
/// <param name="name">The method's name.</param>
/// <param name="readsWeights">Whether it reads weights of its layer.</param>
internal sealed class UnitsMethod(string name, bool readsWeights)
{
    /// <summary>Returns the method that a kernel has for the layers of a run; null if each layer's own method has its units.</summary>
    /// <remarks>
    /// A call costs 1 to 2 ns. That is negligible where a layer calls methods for its sums too, and it spares two copies of the same code,
    /// for the upper layers and for a step of many streams.
    /// </remarks>
    public static UnitsMethod? Of(KernelPlan plan, RecurrentRun run) =>
        plan.Trace is null && ReadsNoWeights(run.First.Definition) && run.First is TiledLayer layer && layer.Sums switch
        {
            TileMethods => true,
            CalledSums => run.Upper is not null,
            _ => false,
        }
        ? For(run, run.First) : null;

    /// <summary>Returns the method of a layer: the same for all layers of a run, unless it reads weights of its layer.</summary>
    public static UnitsMethod For(RecurrentRun run, RecurrentPlan layer) =>
        ReadsNoWeights(layer.Definition)
            ? new UnitsMethod(run.IsOnly ? "Units" : $"Units{Text.Int(run.First.Layer)}", readsWeights: false)
            : new UnitsMethod(run.NameOf(layer).Replace("Layer", "Units"), readsWeights: true);

    /// <summary>Whether it reads weights of its layer, so that each layer has a method of its own.</summary>
    public bool ReadsWeights => readsWeights;

    public string Signature => $"private static void {name}({(readsWeights ? "ref float weights, " : "")}ref float h, ref float sums)";

    /// <summary>Returns a call.</summary>
    /// <param name="state">The first value of the state.</param>
    /// <param name="sums">The pre-activations.</param>
    public string Call(string state, string sums) => $"{name}({(readsWeights ? "ref weights, " : "")}ref {state}, ref {sums});";

    private static bool ReadsNoWeights(Cell cell) =>
        cell is { PeepholeGates: "", NormalisedSums: "", NormalisedStates: "", LateSums: "", IsProjected: false };
}
