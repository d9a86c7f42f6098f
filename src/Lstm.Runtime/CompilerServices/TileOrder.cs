using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Lstm.CompilerServices;

/// <summary>Which way the next step of this thread walks over its tiles of weights. Called by generated code.</summary>
/// <remarks>
/// Steps that go back and forth find the weights that were read last still in the cache. No bit of a result depends on the way. It belongs to the
/// thread, as the cache does: a field of the model would be written by all threads, and one of the state would be part of its value.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TileOrder
{
    [ThreadStatic]
    private static int t_turn;

    /// <summary>The turn of the next step; the one after it has the next number. Odd turns go backwards.</summary>
    /// <param name="steps">How many turns are taken.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Take(int steps)
    {
        int turn = t_turn;
        t_turn = turn + steps;
        return turn;
    }
}
