namespace Lstm.TestKit;

/// <summary>A layer that keeps the number of its inputs, so that its attribute has no size: what its attribute says.</summary>
/// <param name="Units">Values that it takes in and puts out.</param>
public abstract record UnitSpec(int Units) : LayerSpec
{
    /// <inheritdoc/>
    public sealed override int Outputs => Units;
}

/// <summary>A layer scale * x + offset, value by value.</summary>
public sealed record AffineSpec(int Units) : UnitSpec(Units);

/// <summary>A layer that normalises the values of each step. A default is that of the attribute.</summary>
public sealed record LayerNormSpec(int Units) : UnitSpec(Units)
{
    public float Epsilon { get; init; } = 1e-5f;
}

/// <summary>An activation as a layer of its own.</summary>
public sealed record ActivationSpec(int Units, FunctionSpec Activation) : UnitSpec(Units)
{
    /// <inheritdoc/>
    public override bool HasWeights => false;
}

/// <summary>A ReLU with a slope below zero for each value.</summary>
public sealed record PReluSpec(int Units) : UnitSpec(Units);

/// <summary>A residual connection around the layers before it.</summary>
/// <param name="Units">Values that it takes in and puts out.</param>
/// <param name="Layers">The number of layers whose input it adds.</param>
public sealed record ResidualSpec(int Units, int Layers) : UnitSpec(Units)
{
    /// <inheritdoc/>
    public override bool HasWeights => false;
}
