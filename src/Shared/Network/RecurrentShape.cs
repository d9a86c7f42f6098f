namespace Lstm.Shared;

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
