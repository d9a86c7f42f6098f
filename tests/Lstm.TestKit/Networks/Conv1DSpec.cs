namespace Lstm.TestKit;

/// <summary>A causal convolution to test: what its attribute says.</summary>
public sealed record Conv1DSpec(int Filters, int Kernel, FunctionSpec Activation) : LayerSpec
{
    public int Dilation { get; init; } = 1;

    /// <inheritdoc/>
    public override int Outputs => Filters;
}

/// <summary>An embedding to test: what its attribute says. Its network has one input, the number of a token.</summary>
public sealed record EmbeddingSpec(int Vocabulary, int Size) : LayerSpec
{
    /// <inheritdoc/>
    public override int Outputs => Size;
}
