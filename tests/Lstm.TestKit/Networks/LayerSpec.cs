namespace Lstm.TestKit;

/// <summary>A layer of a network to test: <see cref="DenseSpec"/> or <see cref="RecurrentSpec"/>.</summary>
public abstract record LayerSpec
{
    /// <summary>Values that a step puts out.</summary>
    public abstract int Outputs { get; }

    /// <summary>Whether a step needs earlier steps only.</summary>
    public virtual bool IsCausal => true;
}
