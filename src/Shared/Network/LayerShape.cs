namespace Lstm.Shared;

/// <summary>A layer of a network. The derived records are the kinds of layers.</summary>
internal abstract record LayerShape
{
    /// <summary>The number of outputs of a step.</summary>
    public abstract int Outputs { get; }

    /// <summary>Whether a step depends on earlier steps only. Otherwise the layer needs the whole sequence.</summary>
    public virtual bool IsCausal => true;

    /// <summary>Whether the layer has weights.</summary>
    public virtual bool HasWeights => true;
}
