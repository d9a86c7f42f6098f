namespace Lstm.Shared;

/// <summary>
/// The layout of a stream's state, in floats: the hidden state and the cell state of each cell, each padded to whole vectors.
/// </summary>
internal sealed class StatePlan(NetworkShape shape)
{
    private const int RandomLength = NetworkShape.Lanes;

    /// <summary>The length of a hidden state, which is also the offset of the cell state.</summary>
    public int Hidden { get; } = NetworkShape.Padded(shape.Cell.Width);

    /// <summary>The distance from one cell's state to the next.</summary>
    public int Cell { get; } = NetworkShape.Padded(shape.Cell.Width) + (shape.Cell.IsLstm ? shape.PaddedHidden : 0);

    /// <summary>The offset of the key and the counter of the random numbers.</summary>
    public int Random => shape.Cells * Cell;

    /// <summary>The length of a state.</summary>
    public int Length => Random + (shape.Cell.StochasticForget ? RandomLength : 0);
}
