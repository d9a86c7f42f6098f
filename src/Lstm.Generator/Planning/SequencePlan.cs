using System;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The sequences that one part of the network passes to the next: from the stem to the first layer, from each layer to the next, and from
/// the last layer to the head. At most two of them are needed at the same time.
/// </summary>
internal sealed class SequencePlan(StackShape shape)
{
    /// <summary>The number of sequences in memory: 0, 1 or 2.</summary>
    public int Count { get; } = Math.Min(2, (shape.Stem is null ? 0 : 1) + (shape.Layers - 1) + (shape.Head is null ? 0 : 1));

    /// <summary>The number of floats of one step in each sequence, in whole vectors.</summary>
    public int Stride { get; } = Math.Max(
        NetworkShape.Padded(shape.Stem?.Last.Units ?? 0),
        shape.Layers > 1 || shape.Head is not null ? NetworkShape.Padded(shape.RecurrentOutput) : 0);

    /// <summary>The number of floats of one step in all sequences.</summary>
    public int FloatsPerStep => Count * Stride;

    /// <summary>Returns which of the two sequences receives a layer's output; null for the network's output.</summary>
    public int? OutputOf(int layer)
    {
        bool last = layer == shape.Layers - 1;
        return last && shape.Head is null ? null : (layer + (shape.Stem is null ? 0 : 1)) % 2;
    }
}
