namespace Lstm.TestKit;

/// <summary>
/// A layer of a network to test: <see cref="DenseSpec"/>, <see cref="Conv1DSpec"/>, <see cref="EmbeddingSpec"/>,
/// <see cref="RecurrentSpec"/>, a <see cref="UnitSpec"/>, a <see cref="MergeSpec"/> or a <see cref="PoolSpec"/>.
/// </summary>
public abstract record LayerSpec
{
    /// <summary>Values that a step puts out.</summary>
    public abstract int Outputs { get; }

    /// <summary>Whether a step needs earlier steps only.</summary>
    public virtual bool IsCausal => true;

    /// <summary>Whether it has tensors, and with them a number in files.</summary>
    public virtual bool HasWeights => true;
}
