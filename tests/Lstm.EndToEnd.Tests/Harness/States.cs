using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.InteropServices;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// Writes states and reads them, whatever kind of network they belong to. They stand in arrays: the largest are too much to hand around by
/// value.
/// </summary>
internal static class States<TState>
    where TState : unmanaged, ILstmState
{
    private delegate void SeedMethod(ref TState state, ulong seed);

    private static readonly SeedMethod? s_seed =
        typeof(TState).DeclaringType!.GetMethod("Seed", BindingFlags.Public | BindingFlags.Static)?.CreateDelegate<SeedMethod>();

    /// <summary>Hidden states that a state holds: one for each layer and direction.</summary>
    public static int Cells { get; } = CountCells();

    /// <summary>A state that starts where it is told to, or where the network does.</summary>
    public static TState[] At(StartState? start, TState initial)
    {
        TState[] states = [initial];
        if (start is not null)
        {
            Write(ref states[0], start);
        }

        return states;
    }

    /// <summary>A state of these bytes.</summary>
    public static TState[] At(byte[] bytes) => [MemoryMarshal.Read<TState>(bytes)];

    public static void Write(ref TState state, StartState start)
    {
        for (int cell = 0; cell < Cells; cell++)
        {
            start.Hidden[cell].CopyTo(state.Hidden(cell));
            start.Cell[cell].CopyTo(state.Cell(cell));
        }

        if (start.Seed is { } seed)
        {
            SeedMethod method = s_seed ?? throw new InvalidOperationException($"{typeof(TState).DeclaringType} has no Seed.");
            method(ref state, seed);
        }
    }

    public static Trace TraceOf(float[] outputs, TState[] states, int index = 0)
    {
        float[][] hidden = new float[Cells][];
        float[][] cell = new float[Cells][];
        byte[] bytes = BytesOf(states, index);
        for (int n = 0; n < Cells; n++)
        {
            hidden[n] = states[index].Hidden(n).ToArray();
            cell[n] = states[index].Cell(n).ToArray();
        }

        return new Trace(outputs, hidden, cell, bytes, RestOf(bytes));
    }

    /// <summary>A stream's states, each starting anywhere but at zero, for calls that must not touch them.</summary>
    public static TState[] Busy(int count)
    {
        TState[] states = new TState[count];
        foreach (ref TState state in states.AsSpan())
        {
            RandomWeights.Inputs(1, MemoryMarshal.AsBytes(new Span<TState>(ref state)).Length / sizeof(float), seed: 3)
                .CopyTo(MemoryMarshal.Cast<TState, float>(new Span<TState>(ref state)));
        }

        return states;
    }

    private static byte[] BytesOf(TState[] states, int index) => MemoryMarshal.AsBytes<TState>(states.AsSpan(index, 1)).ToArray();

    // What remains when everything that the state shows is cleared.
    private static byte[] RestOf(byte[] bytes)
    {
        TState[] rest = At(bytes);
        for (int n = 0; n < Cells; n++)
        {
            rest[0].Hidden(n).Clear();
            rest[0].Cell(n).Clear();
        }

        return BytesOf(rest, 0);
    }

    // The interface does not tell, and need not.
    private static int CountCells()
    {
        TState[] state = new TState[1];
        for (int count = 0; ; count++)
        {
            try
            {
                state[0].Hidden(count);
            }
            catch (ArgumentOutOfRangeException)
            {
                return count;
            }
        }
    }
}
