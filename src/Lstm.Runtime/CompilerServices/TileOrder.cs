using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Lstm.CompilerServices;

/// <summary>The direction in which the next step of this thread iterates over its tiles of weights. Called by generated code.</summary>
/// <remarks>
/// Steps alternate between forward and backward order, so that the weights that were read last are still in the cache. The results are
/// bit-identical in both orders. The direction is stored per thread: a field of the model would be written by all threads, and a field of
/// the state would be part of its value.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TileOrder
{
    [ThreadStatic]
    private static int t_turn;

    /// <summary>Returns the number of the next step and increases the counter. Steps with odd numbers use the backward order.</summary>
    /// <param name="steps">The number of steps that the caller takes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Take(int steps)
    {
        int turn = t_turn;
        t_turn = turn + steps;
        return turn;
    }
}
