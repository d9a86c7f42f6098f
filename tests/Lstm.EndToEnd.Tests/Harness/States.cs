using System;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using Lstm.CompilerServices;
using Lstm.Shared;
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

    // Where the states of each cell are, in floats. Not all are shown by members that every state has.
    private static readonly (int Start, int Length)[][] s_places = PlacesOf(NetworkDescription.Of<TState>().Shape);

    private static readonly (int Start, int Length)[] s_windows = WindowsOf(NetworkDescription.Of<TState>().Shape);

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
            for (int vector = 0; start.States is not null && vector < s_places[cell].Length; vector++)
            {
                start.States[cell][vector].CopyTo(FloatsOf(ref state)[s_places[cell][vector].Start..]);
            }
        }

        for (int window = 0; start.Windows is not null && window < s_windows.Length; window++)
        {
            start.Windows[window].CopyTo(FloatsOf(ref state)[s_windows[window].Start..]);
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

        return new Trace(outputs, hidden, cell, bytes, RestOf(bytes))
        {
            States =
            [
                .. s_places.Select(states => states
                    .Select(place => FloatsOf(bytes).Slice(place.Start, place.Length).ToArray())
                    .ToArray()),
            ],
            Windows = [.. s_windows.Select(place => FloatsOf(bytes).Slice(place.Start, place.Length).ToArray())],
        };
    }

    /// <summary>A stream's states, each starting anywhere but at zero, for calls that must not touch them.</summary>
    public static TState[] Busy(int count)
    {
        TState[] states = new TState[count];
        foreach (ref TState state in states.AsSpan())
        {
            RandomWeights.Inputs(1, MemoryMarshal.AsBytes(new Span<TState>(ref state)).Length / sizeof(float), seed: 3)
                .CopyTo(FloatsOf(ref state));
        }

        return states;
    }

    private static byte[] BytesOf(TState[] states, int index) => MemoryMarshal.AsBytes<TState>(states.AsSpan(index, 1)).ToArray();

    private static Span<float> FloatsOf(ref TState state) => MemoryMarshal.Cast<TState, float>(new Span<TState>(ref state));

    private static Span<float> FloatsOf(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes.AsSpan());

    // What remains when every state of a cell and every window of a convolution is cleared.
    private static byte[] RestOf(byte[] bytes)
    {
        byte[] rest = [.. bytes];
        foreach ((int start, int length) in s_places.SelectMany(static states => states).Concat(s_windows))
        {
            FloatsOf(rest).Slice(start, length).Clear();
        }

        return rest;
    }

    private static (int Start, int Length)[] WindowsOf(NetworkShape network)
    {
        StatePlan plan = new(network);
        return [.. network.Windows.Select(window => (plan.WindowOf(window.Layer), window.Length))];
    }

    private static (int Start, int Length)[][] PlacesOf(NetworkShape network)
    {
        StatePlan plan = new(network);
        return
        [
            .. network.Cells.Select(cell => cell.Shape.Definition.States
                .Select(state => (plan.StartOf(cell.Number) + StatePlan.OffsetOf(cell.Shape, state.Letter), state.Width))
                .ToArray()),
        ];
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
