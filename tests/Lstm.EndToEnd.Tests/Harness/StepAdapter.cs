using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>The adapter proper: everything goes through <see cref="ILstm{TState}"/>, as a user's generic code does.</summary>
internal sealed partial class StepAdapter<TModel, TState>(TModel model)
    : StepNetwork(new NetworkCalls<TModel, TState>(model))
    where TModel : ILstm<TState>
    where TState : unmanaged, ILstmState
{
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

    public override Trace RunInPieces(float[] inputs, StartState? start, params int[] pieces) =>
        Run(States<TState>.At(start, model.InitialState), inputs, pieces);

    public override Trace[] StepMany(float[][] inputs, StartState[] starts, Verb verb = Verb.StepMany)
    {
        int streams = inputs.Length;
        int steps = streams == 0 ? 1 : inputs[0].Length / InputSize;
        TState[] states = new TState[streams];
        for (int stream = 0; stream < streams; stream++)
        {
            States<TState>.Write(ref states[stream], starts[stream]);
        }

        StateBlock<TState> block = new(streams);
        block.CopyFrom(states);

        float[][] outputs = [.. inputs.Select(_ => new float[steps * OutputSize])];
        float[] x = new float[streams * InputSize];
        float[] y = new float[streams * OutputSize];
        for (int step = 0; step < steps; step++)
        {
            for (int stream = 0; stream < streams; stream++)
            {
                inputs[stream].AsSpan(step * InputSize, InputSize).CopyTo(x.AsSpan(stream * InputSize));
            }

            StepMany(verb, states, block, x, y);
            for (int stream = 0; stream < streams; stream++)
            {
                y.AsSpan(stream * OutputSize, OutputSize).CopyTo(outputs[stream].AsSpan(step * OutputSize));
            }
        }

        if (verb != Verb.StepMany)
        {
            block.CopyTo(states);
        }

        return [.. outputs.Select((values, stream) => States<TState>.TraceOf(values, states, stream))];
    }

    public override bool BlockKeepsBits(int streams)
    {
        TState[] states = States<TState>.Busy(streams);
        for (int stream = 0; stream < streams; stream++)
        {
            MemoryMarshal.AsBytes(states.AsSpan(stream, 1))[0] = (byte)stream;
        }

        StateBlock<TState> block = new(streams);
        StateBlock<TState> single = new(streams);
        StateBlock<TState> filled = new(streams);
        block.CopyFrom(states);
        for (int stream = 0; stream < streams; stream++)
        {
            single[stream] = states[stream];
        }

        filled.Fill(states[^1]);
        TState[] copied = new TState[streams];
        TState[] copiedOfSingle = new TState[streams];
        block.CopyTo(copied);
        single.CopyTo(copiedOfSingle);
        return MemoryMarshal.AsBytes<TState>(states).SequenceEqual(MemoryMarshal.AsBytes<TState>(copied))
            && MemoryMarshal.AsBytes<TState>(states).SequenceEqual(MemoryMarshal.AsBytes<TState>(copiedOfSingle))
            && Enumerable.Range(0, streams)
                .All(stream => Bits.Equal(block[stream], states[stream]) && Bits.Equal(filled[stream], states[^1]));
    }

    public override float[] OutputsOfMany(int streams, int steps)
    {
        float[] ofStates = new float[streams * OutputSize];
        float[] ofBlock = new float[streams * OutputSize];
        TState[] states = new TState[streams];
        StateBlock<TState> block = new(streams);
        for (int step = 0; step < steps; step++)
        {
            float[] x = RandomWeights.Inputs(streams, InputSize, seed: step);
            model.StepMany(states, x, ofStates);
            model.StepMany(block, x, ofBlock);
        }

        return [.. ofStates, .. ofBlock];
    }

    public override bool InPlaceGivesTheSame(int streams)
    {
        float[] x = RandomWeights.Inputs(streams, InputSize);
        float[] y = new float[streams * OutputSize];
        float[] ofStates = [.. x];
        float[] ofBlock = [.. x];
        model.StepMany(new TState[streams], x, y);
        model.StepMany(new TState[streams], ofStates, ofStates);
        model.StepMany(new StateBlock<TState>(streams), ofBlock, ofBlock);
        bool many = y.AsSpan().SequenceEqual(ofStates) && y.AsSpan().SequenceEqual(ofBlock);

        float[] ofRun = [.. x];
        TState apart = default;
        TState same = default;
        model.Run(ref apart, x, y);
        model.Run(ref same, ofRun, ofRun);
        return many && y.AsSpan().SequenceEqual(ofRun);
    }

    public override (ArgumentException? Thrown, bool[] Moved) StepRange(int streams, int first, int count)
    {
        TState[] states = States<TState>.Busy(streams);
        StateBlock<TState> block = new(streams);
        block.CopyFrom(states);
        int safe = Math.Max(count, 0);
        float[] x = RandomWeights.Inputs(safe, InputSize);
        float[] y = new float[safe * OutputSize];
        ArgumentException? thrown = Refusal(() => model.StepMany(block, first, count, x, y));
        return (thrown, [.. states.Select((state, stream) => !Bits.Equal(state, block[stream]))]);
    }

    public override long AllocatedBytes(Verb verb, int rounds)
    {
        // A whole group of lanes and a part of one, three groups of shared loads and a rest.
        const int streams = 11;
        TState[] states = new TState[streams];
        StateBlock<TState> block = new(streams);
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
                case Verb.StepBlock:
                    model.StepMany(block, x, y);
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
        StateBlock<TState> block = new(streams);
        block.CopyFrom(states);
        byte[] before = MemoryMarshal.AsBytes<TState>(states).ToArray();
        float[] x = RandomWeights.Inputs(inputs, 1);
        float[] y = new float[outputs];
        Action call = verb switch
        {
            Verb.Step => () => model.Step(ref states[0], x, y),
            Verb.Run => () => model.Run(ref states[0], x, y),
            Verb.StepMany => () => model.StepMany(states, x, y),
            Verb.StepBlock => () => model.StepMany(block, x, y),
            _ => throw Unknown(verb),
        };

        ArgumentException? thrown = Refusal(call);
        if (verb == Verb.StepBlock)
        {
            block.CopyTo(states);
        }

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
            model.Run(
                ref state[0],
                inputs.AsSpan(done * InputSize, piece * InputSize),
                outputs.AsSpan(done * OutputSize, piece * OutputSize));
            done += piece;
        }

        return States<TState>.TraceOf(outputs, state);
    }

    private void StepMany(Verb verb, TState[] states, StateBlock<TState> block, float[] x, float[] y)
    {
        if (verb == Verb.StepMany)
        {
            model.StepMany(states, x, y);
        }
        else if (verb == Verb.StepBlock)
        {
            model.StepMany(block, x, y);
        }
        else
        {
            int half = block.Count / 2 / StateBlock.GroupSize * StateBlock.GroupSize;
            void Range(int first, int count) =>
                model.StepMany(
                    block, first, count, x.AsSpan(first * InputSize, count * InputSize), y.AsSpan(first * OutputSize, count * OutputSize));
            Parallel.Invoke(() => Range(0, half), () => Range(half, block.Count - half));
        }
    }

    private static ArgumentOutOfRangeException Unknown(Verb verb) => new(nameof(verb), verb, "No verb of a network that can step.");
}
