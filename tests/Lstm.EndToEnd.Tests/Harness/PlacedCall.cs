using System;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>What became of a call whose spans lie in one array.</summary>
/// <param name="Thrown">What was thrown.</param>
/// <param name="Untouched">Whether the states and the array are as they were before.</param>
/// <param name="Outputs">What stands where the outputs are.</param>
/// <param name="States">The states, in all their bits.</param>
internal sealed record PlacedCall(ArgumentException? Thrown, bool Untouched, float[] Outputs, byte[] States)
{
    /// <summary>Whether two calls did the same in every bit.</summary>
    public bool SameBits(PlacedCall other) =>
        Bits.Equal(Outputs, other.Outputs) && States.AsSpan().SequenceEqual(other.States);
}
