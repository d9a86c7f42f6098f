using System;
using System.Diagnostics;
using System.Linq;
using System.Runtime;

namespace Lstm.Testing;

/// <summary>Times steps of one stream that goes on and on over the same inputs.</summary>
internal sealed class LatencyMeasurement<TModel, TState>(TModel model)
    where TModel : ILstm<TState>
    where TState : unmanaged, ILstmState
{
    private const int InputSteps = 256;
    private const int WarmUpSteps = 16;
    private const int WarmUpSamples = 64;

    // The JIT compiles for good in the background, a tenth of a second after the last new method, and later on a busy machine.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_jitIdle = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_longestWarmUp = TimeSpan.FromSeconds(5);

    private readonly float[] _inputs = ProofInputs.Create(InputSteps, TModel.InputSize, seed: 1);
    private readonly float[] _output = new float[TModel.OutputSize];
    private readonly TState[] _state = [model.InitialState];
    private int _next;

    public LatencyReport Run(int steps, LatencySampling sampling, TimeSpan limit)
    {
        double reading = MeasurementClock.ReadingNanoseconds();
        double step = WarmUp();
        int perSample = StepsPerSample(step, reading, sampling, steps);
        long[] samples = new long[steps / perSample];

        // The garbage of whoever ran before is not this measurement's.
        GC.Collect();
        int collections = GC.CollectionCount(0);
        int taken = Measure(samples, perSample, limit);
        collections = GC.CollectionCount(0) - collections;

        Array.Sort(samples, 0, taken);
        double[] latencies = Array.ConvertAll(samples[..taken], ticks => MeasurementClock.Nanoseconds(ticks) / perSample);
        NetworkSizes sizes = new(TModel.InputSize, TModel.HiddenSize, TModel.LayerCount, TModel.OutputSize);
        return new LatencyReport(typeof(TModel), sizes, latencies, perSample, reading, collections, sampling);
    }

    /// <summary>The steps that are timed together.</summary>
    /// <param name="step">A step, in nanoseconds.</param>
    /// <param name="reading">A reading of the clock, in nanoseconds.</param>
    /// <param name="sampling">What is asked for.</param>
    /// <param name="most">All the steps there are.</param>
    internal static int StepsPerSample(double step, double reading, LatencySampling sampling, int most)
    {
        // A single step may be ten times shorter: who asks for it wants to see each, and knows that a reading is in it.
        double shortest = reading * MeasurementClock.ReadingsPerSample * (sampling == LatencySampling.SingleSteps ? 0.1 : 1);
        if (step >= shortest)
        {
            return 1;
        }

        return (int)Math.Clamp(Math.Ceiling(reading * MeasurementClock.ReadingsPerSample / step), 1, most);
    }

    /// <summary>Goes on until the JIT has nothing more to do, or for as long as that can be waited for: other threads may keep it busy.</summary>
    /// <returns>The nanoseconds of a step, in the best of many samples.</returns>
    private double WarmUp()
    {
        long[] samples = new long[WarmUpSamples];
        long fastest = long.MaxValue;
        long begin = Stopwatch.GetTimestamp();
        long lastCompiled = begin;
        long compiled = JitInfo.GetCompiledMethodCount();
        do
        {
            int taken = Measure(samples, WarmUpSteps, s_longestWarmUp);
            fastest = Math.Min(fastest, samples.Take(taken).Min());
            long count = JitInfo.GetCompiledMethodCount();
            if (count != compiled)
            {
                compiled = count;
                lastCompiled = Stopwatch.GetTimestamp();
            }
        }
        while (Stopwatch.GetElapsedTime(begin) < s_warmUp
            || (Stopwatch.GetElapsedTime(lastCompiled) < s_jitIdle && Stopwatch.GetElapsedTime(begin) < s_longestWarmUp));
        return Math.Max(MeasurementClock.Nanoseconds(fastest) / WarmUpSteps, 1);
    }

    /// <returns>The samples that were taken before the time was over; at least one.</returns>
    private int Measure(long[] samples, int perSample, TimeSpan limit)
    {
        long end = Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency);
        int taken = 0;
        while (taken < samples.Length)
        {
            long start = Stopwatch.GetTimestamp();
            Step(perSample);
            long stop = Stopwatch.GetTimestamp();
            samples[taken++] = stop - start;
            if (stop >= end)
            {
                break;
            }
        }

        return taken;
    }

    private void Step(int steps)
    {
        int inputSize = TModel.InputSize;
        for (int n = 0; n < steps; n++)
        {
            model.Step(ref _state[0], _inputs.AsSpan(_next * inputSize, inputSize), _output);
            _next = (_next + 1) % InputSteps;
        }
    }
}
