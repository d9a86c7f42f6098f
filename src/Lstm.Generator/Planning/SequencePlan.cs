using System;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The sequences that a run hands from one part of the network to the next: what the stem puts out, what each layer hands to the one above, what the last
/// hands to the head. No more than two of them live at a time.
/// </summary>
internal sealed class SequencePlan(NetworkShape shape)
{
    /// <summary>Sequences in memory: 0, 1 or 2.</summary>
    public int Count { get; } = Math.Min(2, (shape.Stem is null ? 0 : 1) + (shape.Layers - 1) + (shape.Head is null ? 0 : 1));

    /// <summary>Floats of one step in each of them, whole vectors.</summary>
    public int Stride { get; } = Math.Max(
        NetworkShape.Padded(shape.Stem?.Last.Units ?? 0),
        shape.Layers > 1 || shape.Head is not null ? NetworkShape.Padded(shape.RecurrentOutput) : 0);

    /// <summary>Floats of a step in all of them.</summary>
    public int FloatsPerStep => Count * Stride;

    /// <summary>Which of the two a layer puts out; null for the network's own output.</summary>
    public int? OutputOf(int layer)
    {
        bool last = layer == shape.Layers - 1;
        return last && shape.Head is null ? null : (layer + (shape.Stem is null ? 0 : 1)) % 2;
    }
}
