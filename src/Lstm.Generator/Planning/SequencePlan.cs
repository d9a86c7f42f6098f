using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The sequences that one part of a network passes to the next: each recurrent layer, each chain of layers without a state and pooling to
/// what follows. At most two of them are needed at the same time.
/// </summary>
internal sealed class SequencePlan
{
    private readonly List<LayerPlan> _producers = [];

    public SequencePlan(IReadOnlyList<Part> parts)
    {
        foreach (Part part in parts)
        {
            _producers.AddRange(part switch
            {
                FeedForwardChain chain => [chain.Layers[chain.Layers.Count - 1]],
                RecurrentRun run => run.Layers,
                PoolPart pool => [pool.Plan],
                _ => throw new InvalidOperationException("There is no other part."),
            });
        }

        Count = Math.Min(2, _producers.Count - 1);
        Stride = _producers.Take(_producers.Count - 1).Select(static layer =>
            NetworkShape.Padded(OutputsOf(layer))).DefaultIfEmpty(0).Max();
    }

    /// <summary>The number of sequences in memory: 0, 1 or 2.</summary>
    public int Count { get; }

    /// <summary>The number of floats of one step in each sequence, in whole vectors.</summary>
    public int Stride { get; }

    /// <summary>The number of floats of one step in all sequences.</summary>
    public int FloatsPerStep => Count * Stride;

    /// <summary>Returns which of the two sequences receives the output of a layer; null for the network's output.</summary>
    /// <param name="layer">A recurrent layer, or the last of a chain of dense layers.</param>
    public int? OutputOf(LayerPlan layer)
    {
        int index = _producers.IndexOf(layer);
        return index == _producers.Count - 1 ? null : index % 2;
    }

    private static int OutputsOf(LayerPlan layer) => layer switch
    {
        FeedForwardPlan plan => plan.Shape.Units,
        PoolPlan pool => pool.Shape.Units,
        _ => ((RecurrentPlan)layer).Shape.Outputs,
    };
}
