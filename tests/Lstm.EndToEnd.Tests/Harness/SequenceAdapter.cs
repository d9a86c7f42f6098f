using System;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>The adapter proper: everything goes through <see cref="ISequenceLstm{TState}"/>, as a user's generic code does.</summary>
internal sealed class SequenceAdapter<TModel, TState>(TModel model)
    : SequenceNetwork(new NetworkCalls<TModel, TState>(model))
    where TModel : ISequenceLstm<TState>
    where TState : unmanaged, ILstmState
{
    public override int ScratchLength(int steps) => TModel.ScratchLength(steps);

    public override float[] RunWithoutState(float[] inputs)
    {
        float[] outputs = OutputsFor(inputs);
        model.Run(inputs, outputs);
        return outputs;
    }

    public override Trace RunInScratch(float[] inputs, StartState? start, float content, int longer = 0)
    {
        TState[] state = States<TState>.At(start, model.InitialState);
        float[] outputs = OutputsFor(inputs);
        float[] scratch = new float[TModel.ScratchLength(inputs.Length / InputSize) + longer];
        scratch.AsSpan().Fill(content);
        model.Run(ref state[0], inputs, outputs, scratch);
        return States<TState>.TraceOf(outputs, state);
    }

    public override long AllocatedBytes(Verb verb, int rounds)
    {
        const int steps = 5;
        TState[] state = new TState[1];
        float[] x = RandomWeights.Inputs(steps, InputSize);
        float[] y = new float[TModel.OutputSteps(steps) * OutputSize];
        float[] scratch = new float[TModel.ScratchLength(steps)];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < rounds; round++)
        {
            switch (verb)
            {
                case Verb.RunWithoutState:
                    model.Run(x, y);
                    break;
                case Verb.Run:
                    model.Run(ref state[0], x, y);
                    break;
                case Verb.RunInScratch:
                    model.Run(ref state[0], x, y, scratch);
                    break;
                default:
                    throw Unknown(verb);
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public override (ArgumentException? Thrown, bool Untouched) Call(Verb verb, int inputs, int outputs, int scratch = 0)
    {
        TState[] state = States<TState>.Busy(1);
        byte[] before = MemoryMarshal.AsBytes<TState>(state).ToArray();
        float[] x = RandomWeights.Inputs(inputs, 1);
        float[] y = new float[outputs];
        float[] memory = new float[scratch];
        Action call = verb switch
        {
            Verb.RunWithoutState => () => model.Run(x, y),
            Verb.Run => () => model.Run(ref state[0], x, y),
            Verb.RunInScratch => () => model.Run(ref state[0], x, y, memory),
            _ => throw Unknown(verb),
        };

        ArgumentException? thrown = Refusal(call);
        bool untouched = before.AsSpan().SequenceEqual(MemoryMarshal.AsBytes<TState>(state))
            && y.Concat(memory).All(static value => value == 0);
        return (thrown, untouched);
    }

    public override (ArgumentException? Thrown, bool Untouched) CallWithin(
        int floats, int steps, int inputsAt, int outputsAt, int? scratchAt = null)
    {
        TState[] state = States<TState>.Busy(1);
        byte[] before = MemoryMarshal.AsBytes<TState>(state).ToArray();
        float[] all = RandomWeights.Inputs(floats, 1, seed: 5);
        float[] copy = (float[])all.Clone();
        ArgumentException? thrown = Refusal(() =>
        {
            Span<float> x = all.AsSpan(inputsAt, steps * InputSize);
            Span<float> y = all.AsSpan(outputsAt, TModel.OutputSteps(steps) * OutputSize);
            if (scratchAt is { } place)
            {
                model.Run(ref state[0], x, y, all.AsSpan(place, TModel.ScratchLength(steps)));
            }
            else
            {
                model.Run(ref state[0], x, y);
            }
        });

        bool untouched = before.AsSpan().SequenceEqual(MemoryMarshal.AsBytes<TState>(state)) && copy.AsSpan().SequenceEqual(all);
        return (thrown, untouched);
    }

    private float[] OutputsFor(float[] inputs) => new float[TModel.OutputSteps(inputs.Length / InputSize) * OutputSize];

    private static ArgumentOutOfRangeException Unknown(Verb verb) => new(
        nameof(verb),
        verb,
        "No verb of a network that needs whole sequences.");
}
