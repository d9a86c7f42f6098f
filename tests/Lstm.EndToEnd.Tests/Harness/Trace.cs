using System;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>What a network made of a sequence.</summary>
/// <param name="Outputs">Every output, row-major [steps, output].</param>
/// <param name="Hidden">The final hidden state of each layer and direction, [layers·directions][hidden or projection].</param>
/// <param name="Cell">The final cell state of each layer and direction, [layers·directions][hidden]; a GRU's are empty.</param>
/// <param name="State">Every byte of the final state, padding included.</param>
/// <param name="Rest">The same with all states of cells cleared: the padding and, at the end, what random numbers
/// are drawn from.</param>
internal sealed record Trace(float[] Outputs, float[][] Hidden, float[][] Cell, byte[] State, byte[] Rest)
{
    /// <summary>All final states of each cell, h and c among them, [cells][states][width].</summary>
    public required float[][][] States { get; init; }

    /// <summary>The last inputs of each convolution.</summary>
    public required float[][] Windows { get; init; }

    /// <summary>Whether two networks did the same in every bit.</summary>
    public bool SameBits(Trace other) =>
        Bits.Equal(Outputs, other.Outputs) && State.AsSpan().SequenceEqual(other.State);
}
