namespace Lstm.Shared;

/// <summary>A layer of a network. The derived records are the kinds of layers.</summary>
internal abstract record LayerShape
{
    /// <summary>The number of outputs of a step.</summary>
    public abstract int Outputs { get; }

    /// <summary>Whether a step depends on earlier steps only. Otherwise the layer needs the whole sequence.</summary>
    public virtual bool IsCausal => true;
}

/// <summary>A dense layer, y = a(W x + b).</summary>
/// <param name="Units">The number of outputs.</param>
/// <param name="Activation">The activation of the outputs.</param>
internal sealed record DenseShape(int Units, ActivationShape Activation) : LayerShape
{
    public override int Outputs => Units;
}

/// <summary>A recurrent layer in one direction or in both, with separate weights for each.</summary>
/// <param name="Cell">The cell.</param>
internal sealed record RecurrentShape(CellShape Cell) : LayerShape
{
    /// <summary>Whether the layer processes the sequence in both directions.</summary>
    public bool Bidirectional { get; init; }

    /// <summary>The direction of a layer that is not bidirectional.</summary>
    public Direction Direction { get; init; }

    /// <summary>The number of directions.</summary>
    public int Directions => Bidirectional ? 2 : 1;

    /// <summary>The hidden states of the directions, concatenated.</summary>
    public override int Outputs => Directions * Cell.Width;

    public override bool IsCausal => !Bidirectional && Direction == Direction.Forward;
}
