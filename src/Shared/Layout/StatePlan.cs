using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>
/// The layout of a stream's state, in floats: the states of each cell, the hidden state first, and then the windows of convolutions, each
/// padded to whole vectors.
/// </summary>
internal sealed class StatePlan
{
    private const int RandomLength = NetworkShape.Lanes;

    private readonly List<int> _starts = [];
    private readonly Dictionary<int, int> _windows = [];

    public StatePlan(NetworkShape network)
    {
        foreach (CellPlace cell in network.Cells)
        {
            _starts.Add(Random);
            Random += LengthOf(cell.Shape);
        }

        foreach ((int layer, int length) in network.Windows)
        {
            _windows.Add(layer, Random);
            Random += NetworkShape.Padded(length);
        }

        Length = Random + (network.IsRandom ? RandomLength : 0);
    }

    /// <summary>The offset of the key and the counter of the random numbers.</summary>
    public int Random { get; }

    /// <summary>The length of a state.</summary>
    public int Length { get; }

    /// <summary>Returns the offset of the states of a cell.</summary>
    public int StartOf(int cell) => _starts[cell];

    /// <summary>Returns the offset of the last inputs of a layer.</summary>
    public int WindowOf(int layer) => _windows[layer];

    /// <summary>Returns the length of the states of a cell.</summary>
    public static int LengthOf(CellShape cell) => cell.Definition.States.Sum(static state => NetworkShape.Padded(state.Width));

    /// <summary>Returns the offset of a state among those of its cell.</summary>
    public static int OffsetOf(CellShape cell, char letter) => cell.Definition.States
        .TakeWhile(state => state.Letter != letter)
        .Sum(static state => NetworkShape.Padded(state.Width));
}
