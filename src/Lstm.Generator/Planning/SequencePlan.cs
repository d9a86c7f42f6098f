using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The sequences that one stage of a network passes to the next: each recurrent layer, each chain of layers without a state and pooling to
/// what follows. At most two of them are needed at the same time, and one for each residual connection that skips a stage.
/// </summary>
internal sealed class SequencePlan
{
    private readonly Dictionary<int, int> _sequences = [];

    public SequencePlan(IReadOnlyList<Part> parts, IReadOnlyDictionary<int, int> kept)
    {
        List<LayerPlan[]> stages = [.. parts.SelectMany(StagesOf)];

        // For each sequence the last stage that reads it.
        List<int> lastReaders = [];
        for (int stage = 0; stage < stages.Count; stage++)
        {
            LayerPlan[] layers = stages[stage];
            bool isLast = stage == stages.Count - 1;
            foreach (LayerPlan layer in layers.Where((layer, index) =>
                index == layers.Length - 1 ? !isLast : kept.ContainsKey(layer.Layer)))
            {
                int reader = kept.TryGetValue(layer.Layer, out int last)
                    ? stages.FindIndex(others => others.Any(other => other.Layer == last))
                    : stage + 1;
                int sequence = lastReaders.FindIndex(end => end < stage);
                if (sequence < 0)
                {
                    sequence = lastReaders.Count;
                    lastReaders.Add(0);
                }

                lastReaders[sequence] = Math.Max(reader, stage + 1);
                _sequences.Add(layer.Layer, sequence);
                Stride = Math.Max(Stride, NetworkShape.Padded(OutputsOf(layer)));
            }
        }

        Count = lastReaders.Count;
    }

    /// <summary>The number of sequences in memory.</summary>
    public int Count { get; }

    /// <summary>The number of floats of one step in each sequence, in whole vectors.</summary>
    public int Stride { get; }

    /// <summary>The number of floats of one step in all sequences.</summary>
    public int FloatsPerStep => Count * Stride;

    /// <summary>Returns which of the sequences receives the output of a layer; null for the network's output.</summary>
    /// <param name="layer">The index of a layer that ends a stage, or whose outputs a later stage adds.</param>
    public int? OutputOf(int layer) => _sequences.TryGetValue(layer, out int sequence) ? sequence : null;

    private static IEnumerable<LayerPlan[]> StagesOf(Part part) => part switch
    {
        FeedForwardChain chain => [[.. chain.Layers]],
        RecurrentRun run => run.Layers.Select(static layer => (LayerPlan[])[layer]),
        PoolPart pool => [[pool.Plan]],
        _ => throw new InvalidOperationException("There is no other part."),
    };

    private static int OutputsOf(LayerPlan layer) => layer switch
    {
        FeedForwardPlan plan => plan.Shape.Units,
        PoolPlan pool => pool.Shape.Units,
        _ => ((RecurrentPlan)layer).Shape.Outputs,
    };
}
