using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>What a stream's state holds, in floats: for each cell its hidden state and its cell state, each padded to whole vectors.</summary>
internal sealed class StatePlan(NetworkShape shape)
{
    private const int RandomLength = NetworkShape.Lanes;

    /// <summary>Floats of a hidden state: also where the cell state starts.</summary>
    public int Hidden { get; } = NetworkShape.Padded(shape.Cell.Width);

    /// <summary>Floats from one cell's state to the next.</summary>
    public int Cell { get; } = NetworkShape.Padded(shape.Cell.Width) + (shape.Cell.IsLstm ? shape.PaddedHidden : 0);

    /// <summary>Where the key and the counter of the random numbers stand.</summary>
    public int Random => shape.Cells * Cell;

    /// <summary>All of it.</summary>
    public int Length => Random + (shape.Cell.StochasticForget ? RandomLength : 0);
}
