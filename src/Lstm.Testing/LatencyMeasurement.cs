using System;
using System.Diagnostics;
using System.Linq;
using System.Runtime;

namespace Lstm.Testing;

/// <summary>Measures the latency of steps of one stream, which repeats the same inputs.</summary>
internal sealed class LatencyMeasurement<TModel, TState>(TModel model)
    where TModel : ILstm<TState>
    where TState : unmanaged, ILstmState
{
    private const int InputSteps = 256;
    private const int WarmUpSteps = 16;
    private const int WarmUpSamples = 64;

    // The JIT compiles optimised code in the background, 0.1 s after the last new method, and later on a busy machine.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_jitIdle = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_longestWarmUp = TimeSpan.FromSeconds(5);

    private readonly float[] _inputs = ProofInputs.Create(InputSteps, TModel.InputSize, seed: 1);
    private readonly float[] _output = new float[TModel.OutputSize];
    private readonly StateMemory<TState> _state = StateMemory<TState>.Of(1, in model.InitialState);
    private int _next;

    public LatencyReport Run(int steps, LatencySampling sampling, TimeSpan limit)
    {
        double reading = MeasurementClock.ReadingNanoseconds();
        double step = WarmUp();
        int perSample = StepsPerSample(step, reading, sampling, steps);
        long[] samples = new long[steps / perSample];

        // Collect garbage of earlier code, so that it does not disturb the measurement.
        GC.Collect();
        int collections = GC.CollectionCount(0);
        int taken = Measure(samples, perSample, limit);
        collections = GC.CollectionCount(0) - collections;

        Array.Sort(samples, 0, taken);
        double[] latencies = Array.ConvertAll(samples[..taken], ticks => MeasurementClock.Nanoseconds(ticks) / perSample);
        NetworkSizes sizes = new(TModel.InputSize, TModel.HiddenSize, TModel.LayerCount, TModel.OutputSize);
        return new LatencyReport(typeof(TModel), sizes, latencies, perSample, reading, collections, sampling);
    }

    /// <summary>Returns the number of steps that are timed together.</summary>
    /// <param name="step">The time of a step, in nanoseconds.</param>
    /// <param name="reading">The time of a clock reading, in nanoseconds.</param>
    /// <param name="sampling">The requested sampling.</param>
    /// <param name="most">The largest number of steps.</param>
    internal static int StepsPerSample(double step, double reading, LatencySampling sampling, int most)
    {
        // Single steps may be ten times shorter, because the user requested them and the report mentions the clock reading.
        double shortest = reading * MeasurementClock.ReadingsPerSample * (sampling == LatencySampling.SingleSteps ? 0.1 : 1);
        if (step >= shortest)
        {
            return 1;
        }

        return (int)Math.Clamp(Math.Ceiling(reading * MeasurementClock.ReadingsPerSample / step), 1, most);
    }

    /// <summary>Runs steps until the JIT is idle, or until a time limit, because other threads may keep the JIT busy.</summary>
    /// <returns>The time of a step in the fastest sample, in nanoseconds.</returns>
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

    /// <summary>Takes samples until the array is full or the time limit is reached.</summary>
    /// <returns>The number of samples, at least one.</returns>
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
