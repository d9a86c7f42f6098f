using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Lstm.EndToEnd.Tests.Processes;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Contracts;

/// <summary>
/// One model serves any number of threads, each with states of its own, with the bits that it has on one: it keeps nothing of a stream.
/// </summary>
public sealed class ThreadTests
{
    private const int Threads = 8;
    private const int Streams = 1_000;

    [Fact]
    public void A_small_network() => Check<Probe1x8, Probe1x8.State>(new(RandomWeights.Create(1, 8)), steps: 20);

    [Fact]
    public void A_network_of_two_blocks_and_a_head() =>
        Check<Probe1x16, Probe1x16.State>(new(RandomWeights.Create(1, 16, 1, 1)), steps: 20);

    /// <summary>Where vectors have sixteen lanes, their kernel.</summary>
    [Fact]
    public void A_network_for_the_widest_vectors() => Check<Probe1x40, Probe1x40.State>(new(RandomWeights.Create(1, 40, 1, 5)), steps: 9);

    /// <summary>Which way the next step goes is remembered by each thread.</summary>
    [Fact]
    public void A_network_whose_tiles_are_walked_back_and_forth() =>
        Check<Probe8x64, Probe8x64.State>(new(RandomWeights.Create(8, 64)), steps: 5);

    [Fact]
    public void A_network_whose_runs_look_ahead() => Check<Probe64x64, Probe64x64.State>(new(RandomWeights.Create(64, 64)), steps: 5);

    [Fact]
    public void A_network_of_quantized_weights() => Check<ProbeInt8, ProbeInt8.State>(new(RandomWeights.Create(8, 64)), steps: 5);

    [Fact]
    public void A_network_of_many_parts() => Check<ProbeNormalised, ProbeNormalised.State>(
        new(RandomWeights.Create(new NetworkSpec(2, 20) { LayerNorm = true, Projection = 5, Peephole = true })), steps: 5);

    [Fact]
    public void A_network_that_draws_random_numbers() =>
        Check<ProbeStochastic, ProbeStochastic.State>(new(RandomWeights.Create(new NetworkSpec(2, 70))), steps: 3);

    /// <summary>Scratch memory is rented: two threads must never have the same.</summary>
    [Fact]
    public void A_network_that_needs_whole_sequences()
    {
        ProbeQuantizedBothWays model = new(RandomWeights.Create(new NetworkSpec(2, 9) { Layers = 2, Bidirectional = true }));
        Compare(thread =>
        {
            List<float> all = [];
            ProbeQuantizedBothWays.State[] states = new ProbeQuantizedBothWays.State[Streams];
            for (int stream = 0; stream < Streams; stream++)
            {
                // Of several lengths, and so in memory of several sizes.
                int steps = 1 + stream % 7;
                float[] outputs = new float[steps * ProbeQuantizedBothWays.OutputSize];
                model.Run(
                    ref states[stream],
                    RandomWeights.Inputs(steps, ProbeQuantizedBothWays.InputSize, seed: Streams * thread + stream),
                    outputs);
                all.AddRange(outputs);
            }

            return (all.ToArray(), states);
        });
    }

    private static void Check<TModel, TState>(TModel model, int steps)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState, IEquatable<TState>
    {
        // Every stream by Step, step after step; then on by Run; then all together.
        Compare(thread =>
        {
            float[] inputs = RandomWeights.Inputs(Streams, steps * TModel.InputSize, seed: thread);
            float[] outputs = new float[3 * Streams * steps * TModel.OutputSize];
            int size = TModel.InputSize;
            TState[] states = new TState[Streams];
            Results results = new(outputs, TModel.OutputSize);
            for (int step = 0; step < steps; step++)
            {
                for (int stream = 0; stream < Streams; stream++)
                {
                    model.Step(ref states[stream], inputs.AsSpan((stream * steps + step) * size, size), results.Next(1));
                }
            }

            for (int stream = 0; stream < Streams; stream++)
            {
                model.Run(ref states[stream], inputs.AsSpan(stream * steps * size, steps * size), results.Next(steps));
            }

            for (int step = 0; step < steps; step++)
            {
                model.StepMany(states, inputs.AsSpan(step * Streams * size, Streams * size), results.Next(Streams));
            }

            return (outputs, states);
        });
    }

    private static void Compare<TState>(Func<int, (float[] Outputs, TState[] States)> walk)
        where TState : unmanaged, IEquatable<TState>
    {
        (float[] Outputs, TState[] States)[] alone = [.. Enumerable.Range(0, Threads).Select(walk)];
        (float[] Outputs, TState[] States)[] together = new (float[], TState[])[Threads];
        Exception?[] failed = new Exception?[Threads];
        using Barrier start = new(Threads);
        Thread[] threads =
        [
            .. Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
            {
                start.SignalAndWait();
                try
                {
                    together[thread] = walk(thread);
                }
                catch (Exception exception)
                {
                    failed[thread] = exception;
                }
            })),
        ];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());

        Assert.All(failed, Assert.Null);
        for (int thread = 0; thread < Threads; thread++)
        {
            Assert.True(alone[thread].Outputs.AsSpan().SequenceEqual(together[thread].Outputs), $"the outputs of thread {thread}");
            Assert.True(alone[thread].States.AsSpan().SequenceEqual(together[thread].States), $"the states of thread {thread}");
        }
    }

    /// <summary>Hands out an array of outputs from its beginning to its end.</summary>
    private sealed class Results(float[] all, int size)
    {
        private int _next;

        public Span<float> Next(int steps)
        {
            Span<float> next = all.AsSpan(_next, steps * size);
            _next += next.Length;
            return next;
        }
    }
}
