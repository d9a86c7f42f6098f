namespace Lstm.TestKit;

/// <summary>A layer that makes one vector of the two directions of the layer before it: what its attribute says.</summary>
/// <param name="Units">Values that it puts out, half of those that it takes in.</param>
/// <param name="Merging">How.</param>
public sealed record MergeSpec(int Units, Merging Merging) : LayerSpec
{
    /// <inheritdoc/>
    public override int Outputs => Units;

    /// <inheritdoc/>
    public override bool HasWeights => false;
}
