using System.Collections.Generic;

namespace Lstm.Shared;

/// <summary>A layer that makes one vector of the two directions of a recurrent layer.</summary>
/// <param name="Merging">How.</param>
/// <param name="Units">The number of outputs: half the number of inputs.</param>
internal sealed record MergeShape(Merging Merging, int Units) : FeedForwardShape(Units)
{
    /// <summary>The name of the attribute.</summary>
    public const string Name = "Merge";

    public override string Attribute => Name;

    public override IReadOnlyList<LayerTensor> Tensors => [];
}
