namespace Lstm.TestKit;

/// <summary>A layer that turns the vectors of all steps into one: what its attribute says.</summary>
/// <param name="Units">Values that it takes in and puts out.</param>
/// <param name="Pooling">How.</param>
public sealed record PoolSpec(int Units, Pooling Pooling) : LayerSpec
{
    /// <inheritdoc/>
    public override int Outputs => Units;

    /// <summary>Whether the vector is that of the last step, so that each step has the result of a sequence that ends with it.</summary>
    public override bool IsCausal => Pooling is Pooling.Last or Pooling.Final;

    /// <inheritdoc/>
    public override bool HasWeights => false;
}
