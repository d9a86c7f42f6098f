using System;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.Tests;

namespace Lstm.EndToEnd.Tests;

/// <summary>The adapter proper: everything goes through <see cref="ILstm{TState}"/>, as a user's generic code does.</summary>
internal sealed class StepAdapter<TModel, TState>(TModel model) : StepNetwork
    where TModel : ILstm<TState>
    where TState : unmanaged, ILstmState
{
    public override int InputSize => TModel.InputSize;

    public override int HiddenSize => TModel.HiddenSize;

    public override int OutputSize => TModel.OutputSize;

    public override int LayerCount => TModel.LayerCount;

    public override Trace Steps(float[] inputs, StartState? start = null)
    {
        TState[] state = States<TState>.At(start, model.InitialState);
        int steps = inputs.Length / InputSize;
        float[] outputs = new float[steps * OutputSize];
        for (int step = 0; step < steps; step++)
        {
            model.Step(ref state[0], inputs.AsSpan(step * InputSize, InputSize), outputs.AsSpan(step * OutputSize, OutputSize));
        }

        return States<TState>.TraceOf(outputs, state);
    }

    public override Trace RunInPieces(float[] inputs, StartState? start, params int[] pieces) => Run(States<TState>.At(start, model.InitialState), inputs, pieces);

    public override Trace Continue(Trace before, float[] inputs) => Run(States<TState>.At(before.State), inputs, []);

    public override Trace[] StepMany(float[][] inputs, StartState[] starts)
    {
        int streams = inputs.Length;
        int steps = streams == 0 ? 1 : inputs[0].Length / InputSize;
        TState[] states = new TState[streams];
        for (int stream = 0; stream < streams; stream++)
        {
            States<TState>.Write(ref states[stream], starts[stream]);
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

        return [.. outputs.Select((values, stream) => States<TState>.TraceOf(values, states, stream))];
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
                case Verb.StepMany:
                    model.StepMany(states, x, y);
                    break;
                default:
                    throw Unknown(verb);
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public override (ArgumentException? Thrown, bool Untouched) Call(Verb verb, int inputs, int outputs, int streams = 1)
    {
        TState[] states = States<TState>.Busy(streams);
        byte[] before = MemoryMarshal.AsBytes<TState>(states).ToArray();
        float[] x = RandomWeights.Inputs(inputs, 1);
        float[] y = new float[outputs];
        Action call = verb switch
        {
            Verb.Step => () => model.Step(ref states[0], x, y),
            Verb.Run => () => model.Run(ref states[0], x, y),
            Verb.StepMany => () => model.StepMany(states, x, y),
            _ => throw Unknown(verb),
        };

        ArgumentException? thrown = Refusal(call);
        bool untouched = before.AsSpan().SequenceEqual(MemoryMarshal.AsBytes<TState>(states)) && y.All(static value => value == 0);
        return (thrown, untouched);
    }

    private Trace Run(TState[] state, float[] inputs, int[] pieces)
    {
        int steps = inputs.Length / InputSize;
        float[] outputs = new float[steps * OutputSize];
        int done = 0;
        foreach (int piece in pieces.Append(steps - pieces.Sum()))
        {
            model.Run(ref state[0], inputs.AsSpan(done * InputSize, piece * InputSize), outputs.AsSpan(done * OutputSize, piece * OutputSize));
            done += piece;
        }

        return States<TState>.TraceOf(outputs, state);
    }

    private static ArgumentOutOfRangeException Unknown(Verb verb) => new(nameof(verb), verb, "No verb of a network that can step.");
}
