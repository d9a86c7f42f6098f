using System;

namespace Lstm;

/// <summary>The rows of the steps of a batch.</summary>
internal readonly ref struct BatchRows
{
    private readonly int? _longest;

    /// <summary>Creates the rows of sequences without padding.</summary>
    public BatchRows(ReadOnlySpan<int> lengths) => Lengths = lengths;

    /// <summary>Creates the rows of sequences that are padded to one length.</summary>
    public BatchRows(ReadOnlySpan<int> lengths, int longest)
    {
        Lengths = lengths;
        _longest = longest;
    }

    /// <summary>The number of steps of each sequence.</summary>
    public ReadOnlySpan<int> Lengths { get; }

    /// <summary>Returns the number of rows from the start of a sequence to that of the next.</summary>
    public int RoomOf(int sequence) => _longest ?? Lengths[sequence];

    /// <summary>Sorts the sequences, the longest first. Those of one length stay in their order.</summary>
    /// <param name="order">Receives the sequence at each place, in its lower half.</param>
    /// <param name="starts">Receives the first row of the sequence at each place.</param>
    public void Sort(Span<long> order, Span<int> starts)
    {
        for (int sequence = 0, start = 0; sequence < order.Length; start += RoomOf(sequence), sequence++)
        {
            order[sequence] = ((long)(int.MaxValue - Lengths[sequence]) << 32) | (uint)sequence;
            starts[sequence] = start;
        }

        order.Sort(starts);
    }
}
