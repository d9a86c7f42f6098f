using System;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.Tests;

namespace Lstm.EndToEnd.Tests;

/// <summary>The adapter proper: everything goes through <see cref="ILstm{TState}"/>, as a user's generic code does.</summary>
internal sealed class NetworkAdapter<TModel, TState>(TModel model) : Network
    where TModel : ILstm<TState>
    where TState : unmanaged, ILstmState
{
    public override int InputSize => TModel.InputSize;

    public override int HiddenSize => TModel.HiddenSize;

    public override int OutputSize => TModel.OutputSize;

    public override int LayerCount => TModel.LayerCount;

    public override Trace Steps(float[] inputs, StartState? start = null)
    {
        TState[] state = StateAt(start);
        int steps = inputs.Length / InputSize;
        float[] outputs = new float[steps * OutputSize];
        for (int step = 0; step < steps; step++)
        {
            model.Step(ref state[0], inputs.AsSpan(step * InputSize, InputSize), outputs.AsSpan(step * OutputSize, OutputSize));
        }

        return TraceOf(outputs, ref state[0]);
    }

    public override Trace Run(float[] inputs, StartState? start = null, params int[] pieces)
    {
        TState[] state = StateAt(start);
        int steps = inputs.Length / InputSize;
        float[] outputs = new float[steps * OutputSize];
        int done = 0;
        foreach (int piece in pieces.Append(steps - pieces.Sum()))
        {
            model.Run(ref state[0], inputs.AsSpan(done * InputSize, piece * InputSize), outputs.AsSpan(done * OutputSize, piece * OutputSize));
            done += piece;
        }

        return TraceOf(outputs, ref state[0]);
    }

    public override Trace[] StepMany(float[][] inputs, StartState[] starts)
    {
        int streams = inputs.Length;
        int steps = streams == 0 ? 1 : inputs[0].Length / InputSize;
        TState[] states = new TState[streams];
        for (int stream = 0; stream < streams; stream++)
        {
            Write(ref states[stream], starts[stream]);
        }

        float[][] outputs = [.. inputs.Select(_ => new float[steps * OutputSize])];
        float[] x = new float[streams * InputSize];
        float[] y = new float[streams * OutputSize];
        for (int step = 0; step < steps; step++)
        {
            for (int stream = 0; stream < streams; stream++)
            {
                inputs[stream].AsSpan(step * InputSize, InputSize).CopyTo(x.AsSpan(stream * InputSize));
            }

            model.StepMany(states, x, y);
            for (int stream = 0; stream < streams; stream++)
            {
                y.AsSpan(stream * OutputSize, OutputSize).CopyTo(outputs[stream].AsSpan(step * OutputSize));
            }
        }

        return [.. outputs.Select((values, stream) => TraceOf(values, ref states[stream]))];
    }

    public override long AllocatedBytes(Verb verb, int rounds)
    {
        const int streams = 3;
        TState[] states = new TState[streams];
        float[] x = RandomWeights.Inputs(streams, InputSize);
        float[] y = new float[streams * OutputSize];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < rounds; round++)
        {
            switch (verb)
            {
                case Verb.Step:
                    model.Step(ref states[0], x.AsSpan(0, InputSize), y.AsSpan(0, OutputSize));
                    break;
                case Verb.Run:
                    model.Run(ref states[0], x, y);
                    break;
                default:
                    model.StepMany(states, x, y);
                    break;
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public override (ArgumentException? Thrown, bool Untouched) Call(Verb verb, int inputs, int outputs, int streams = 1)
    {
        TState[] states = new TState[streams];
        foreach (ref TState state in states.AsSpan())
        {
            Write(ref state, StartState.Create(LayerCount, HiddenSize, seed: 3));
        }

        byte[] before = MemoryMarshal.AsBytes<TState>(states).ToArray();
        float[] x = RandomWeights.Inputs(inputs, 1);
        float[] y = new float[outputs];
        ArgumentException? thrown = null;
        try
        {
            switch (verb)
            {
                case Verb.Step:
                    model.Step(ref states[0], x, y);
                    break;
                case Verb.Run:
                    model.Run(ref states[0], x, y);
                    break;
                default:
                    model.StepMany(states, x, y);
                    break;
            }
        }
        catch (ArgumentException exception)
        {
            thrown = exception;
        }

        bool untouched = before.AsSpan().SequenceEqual(MemoryMarshal.AsBytes<TState>(states)) && y.All(static value => value == 0);
        return (thrown, untouched);
    }

    /// <summary>One state, in an array: the largest are 64 KB, too much to hand around by value.</summary>
    private TState[] StateAt(StartState? start)
    {
        TState[] states = new TState[1];
        if (start is not null)
        {
            Write(ref states[0], start);
        }

        return states;
    }

    private void Write(ref TState state, StartState start)
    {
        for (int layer = 0; layer < LayerCount; layer++)
        {
            start.Hidden[layer].CopyTo(state.Hidden(layer));
            start.Cell[layer].CopyTo(state.Cell(layer));
        }
    }

    private Trace TraceOf(float[] outputs, ref TState state)
    {
        float[][] hidden = new float[LayerCount][];
        float[][] cell = new float[LayerCount][];
        for (int layer = 0; layer < LayerCount; layer++)
        {
            hidden[layer] = state.Hidden(layer).ToArray();
            cell[layer] = state.Cell(layer).ToArray();
        }

        return new Trace(outputs, hidden, cell, MemoryMarshal.AsBytes(new ReadOnlySpan<TState>(in state)).ToArray());
    }
}
