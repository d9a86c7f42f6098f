using System;
using System.Runtime.CompilerServices;

namespace Lstm.Shared;

/// <summary>The memory of a step of eight streams in the lanes of vectors, in floats.</summary>
internal static class LaneMemory
{
    /// <summary>Returns the length: the kernel's scratch memory, the inputs and the states in lane order, and a spare part.</summary>
    /// <param name="scratch">The length of the kernel's scratch memory.</param>
    /// <param name="input">The number of floats in one stream's input.</param>
    /// <param name="output">The number of floats in one stream's output.</param>
    /// <param name="state">The number of floats in one stream's state.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthOf(int scratch, int input, int output, int state) =>
        scratch + NetworkShape.Lanes * (input + state + Math.Max(input + output, state));
}
