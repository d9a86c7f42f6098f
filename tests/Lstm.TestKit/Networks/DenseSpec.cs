namespace Lstm.TestKit;

/// <summary>A dense layer to test: what its attribute says.</summary>
public sealed record DenseSpec(int Units, FunctionSpec Activation) : LayerSpec
{
    /// <inheritdoc/>
    public override int Outputs => Units;
}
