namespace Lstm.Shared;

/// <summary>A layer that turns the vectors of all steps into one. The layers after it run once for each sequence.</summary>
/// <param name="Pooling">How.</param>
/// <param name="Units">The number of inputs and outputs.</param>
internal sealed record PoolShape(Pooling Pooling, int Units) : LayerShape
{
    /// <summary>The name of the attribute.</summary>
    public const string Name = "Pool";

    public override int Outputs => Units;

    public override bool HasWeights => false;

    /// <summary>
    /// Whether the result is that of the last step. Then each step can give the result of a sequence that ends with it. The final states
    /// of a network with one direction are those of the last step too.
    /// </summary>
    public override bool IsCausal => Pooling is Pooling.Last or Pooling.Final;
}
