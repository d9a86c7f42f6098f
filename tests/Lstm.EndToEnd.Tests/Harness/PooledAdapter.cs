using System;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>The adapter proper: everything goes through <see cref="IPooledLstm{TState}"/>, as a user's generic code does.</summary>
internal sealed class PooledAdapter<TModel, TState>(TModel model) : PooledNetwork(Network.Around(model))
    where TModel : IPooledLstm<TState>
    where TState : unmanaged, ILstmState
{
    public override Trace Predict(float[] inputs, StartState? start = null) =>
        Predict(States<TState>.At(start, model.InitialState), inputs);

    public override float[] PredictWithoutState(float[] inputs)
    {
        float[] output = new float[TModel.OutputSize];
        model.Predict(inputs, output);
        return output;
    }

    public override Trace Continue(Trace before, float[] inputs) => Predict(States<TState>.At(before.State), inputs);

    public override long AllocatedBytes(int rounds)
    {
        TState[] state = new TState[1];
        float[] x = RandomWeights.Inputs(5, TModel.InputSize);
        float[] y = new float[TModel.OutputSize];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < rounds; round++)
        {
            model.Predict(x, y);
            model.Predict(ref state[0], x, y);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public override (ArgumentException? Thrown, ArgumentException? ThrownWithoutState, bool Untouched) Call(int inputs, int output)
    {
        TState[] state = States<TState>.Busy(1);
        byte[] before = MemoryMarshal.AsBytes<TState>(state).ToArray();
        float[] x = RandomWeights.Inputs(inputs, 1);
        float[] y = new float[output];
        ArgumentException? thrown = Refusal(() => model.Predict(ref state[0], x, y));
        ArgumentException? alone = Refusal(() => model.Predict(x, y));
        return (thrown, alone, before.AsSpan().SequenceEqual(MemoryMarshal.AsBytes<TState>(state)) && y.All(static value => value == 0));
    }

    public override (ArgumentException? Thrown, bool Untouched) CallWithin(int floats, int steps, int inputsAt, int outputAt)
    {
        TState[] state = States<TState>.Busy(1);
        byte[] before = MemoryMarshal.AsBytes<TState>(state).ToArray();
        float[] all = RandomWeights.Inputs(floats, 1, seed: 5);
        float[] copy = [.. all];
        ArgumentException? thrown = Refusal(() => model.Predict(
            ref state[0], all.AsSpan(inputsAt, steps * TModel.InputSize), all.AsSpan(outputAt, TModel.OutputSize)));
        return (thrown, before.AsSpan().SequenceEqual(MemoryMarshal.AsBytes<TState>(state)) && copy.AsSpan().SequenceEqual(all));
    }

    private Trace Predict(TState[] state, float[] inputs)
    {
        float[] output = new float[TModel.OutputSize];
        model.Predict(ref state[0], inputs, output);
        return States<TState>.TraceOf(output, state);
    }

    private static ArgumentException? Refusal(Action call) => (ArgumentException?)Record.Exception(call);
}
