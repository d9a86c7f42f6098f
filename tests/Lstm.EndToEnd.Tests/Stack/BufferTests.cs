using System;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading;
using Lstm.CompilerServices;
using Lstm.Testing;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Stack;

/// <summary>Calls in buffers of the model: nothing of an earlier call is in the results, and nothing is allocated.</summary>
public sealed class BufferTests
{
    private const int Streams = 11;
    private const int Steps = 7;

    [Fact]
    public void A_buffer_is_written_before_it_is_read()
    {
        Check<StackAhead, StackAhead.State>(new(RandomWeights.Create(256, 256, 2)));
        Check<StackLanes, StackLanes.State>(new(RandomWeights.Create(new NetworkSpec(4096, 20)
        {
            Layers = 8,
            Head = [new DenseSpec(128, Activation.Tanh), new DenseSpec(128, Activation.Tanh)],
        })));
        Check<BufferInt8, BufferInt8.State>(new(RandomWeights.Create(5, 520, 2)));
        Check<BufferGru, BufferGru.State>(new(RandomWeights.Create(new NetworkSpec(5, 520) { Gru = true })));
        Check<BufferNormalised, BufferNormalised.State>(new(RandomWeights.Create(new NetworkSpec(5, 520)
        {
            LayerNorm = true,
            Projection = 7,
            StochasticForget = true,
            Stem = [new DenseSpec(9, Activation.Tanh)],
            Head = [new DenseSpec(9, Activation.Tanh), new DenseSpec(3, Activation.Softmax)],
        })));
    }

    [Fact]
    public void A_buffer_of_a_whole_sequence_is_written_before_it_is_read()
    {
        BufferBothWays model = new(RandomWeights.Create(
            new NetworkSpec(5, 520) { Layers = 2, Bidirectional = true }, initialStates: true));
        float[] x = RandomWeights.Inputs(Steps, BufferBothWays.InputSize);
        float[] expected = new float[Steps * BufferBothWays.OutputSize];
        float[] found = new float[expected.Length];
        Fill(model, 0);
        model.Run(x, expected);
        Fill(model, float.NaN);
        model.Run(x, found);

        Assert.True(Bits.Equal(expected, found));
        Assert.DoesNotContain(found, float.IsNaN);
    }

    [Fact]
    public void The_proofs_hold_on_many_threads()
    {
        StackAhead model = new(RandomWeights.Create(256, 256, 2));
        LstmProof.GivesTheSameBits<StackAhead, StackAhead.State>(model, steps: 5);
        LstmProof.AllocatesNothing<StackAhead, StackAhead.State>(model);
    }

    /// <summary>The first call of a new thread takes a buffer that exists already, or native memory.</summary>
    [Fact]
    public void The_first_call_of_a_thread_allocates_nothing()
    {
        StackInt8 model = new(RandomWeights.Create(1024, 1024, 2));
        StateMemory<StackInt8.State> state = new(1);
        float[] x = RandomWeights.Inputs(1, StackInt8.InputSize);
        float[] y = new float[StackInt8.OutputSize];
        model.Step(ref state[0], x, y);
        for (int round = 0; round < 5; round++)
        {
            long allocated = -1;
            Thread thread = new(() =>
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                model.Step(ref state[0], x, y);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            });
            thread.Start();
            thread.Join();
            Assert.Equal(0, allocated);
        }
    }

    private static void Check<TModel, TState>(TModel model)
        where TModel : class, ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        byte[] expected = Results<TModel, TState>(model, 0);
        Assert.True(expected.AsSpan().SequenceEqual(Results<TModel, TState>(model, float.NaN)), typeof(TModel).Name);
    }

    /// <summary>Returns the outputs and the states of all verbs, each in a buffer full of one value.</summary>
    private static byte[] Results<TModel, TState>(TModel model, float content)
        where TModel : class, ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        StateMemory<TState> states = new(Streams);
        StateBlock<TState> block = new(Streams);
        float[] x = RandomWeights.Inputs(Streams, TModel.InputSize);
        float[] y = new float[4 * Streams * TModel.OutputSize];
        int size = TModel.OutputSize;
        Fill(model, content);
        model.Step(ref states[0], x.AsSpan(0, TModel.InputSize), y.AsSpan(0, size));
        Fill(model, content);
        model.Run(ref states[1], x.AsSpan(0, Steps * TModel.InputSize), y.AsSpan(Streams * size, Steps * size));
        Fill(model, content);
        model.StepMany(states.Span, x, y.AsSpan(2 * Streams * size, Streams * size));
        Fill(model, content);
        model.StepMany(block, x, y.AsSpan(3 * Streams * size, Streams * size));
        Assert.DoesNotContain(y, float.IsNaN);
        return [.. MemoryMarshal.AsBytes<float>(y), .. MemoryMarshal.AsBytes(states.Span)];
    }

    private static void Fill(object model, float content)
    {
        FieldInfo field = model.GetType().GetField("_weights", BindingFlags.Instance | BindingFlags.NonPublic)!;
        ScratchPool pool = ((PackedWeights)field.GetValue(model)!).Scratch;
        ref float one = ref pool.Rent();
        ref float other = ref pool.Rent();
        MemoryMarshal.CreateSpan(ref one, pool.Length).Fill(content);
        MemoryMarshal.CreateSpan(ref other, pool.Length).Fill(content);
        pool.Return(ref one);
        pool.Return(ref other);
    }
}

[Lstm(input: 5, hidden: 520, Layers = 2, Precision = LstmPrecision.Int8)]
public sealed partial class BufferInt8;

[Gru(input: 5, hidden: 520)]
public sealed partial class BufferGru;

[Dense(9, Activation.Tanh)]
[Lstm(input: 5, hidden: 520, LayerNorm = true, Projection = 7, StochasticForget = true)]
[Dense(9, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
public sealed partial class BufferNormalised;

[Lstm(input: 5, hidden: 520, Layers = 2, Bidirectional = true)]
public sealed partial class BufferBothWays;
