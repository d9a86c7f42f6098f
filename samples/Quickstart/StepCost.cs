using System;
using System.Diagnostics;

namespace Quickstart;

/// <summary>The cost of a call of <c>Step</c> on this machine.</summary>
/// <param name="Rounds">The number of measured rounds.</param>
/// <param name="StepsPerRound">The number of steps per round, large enough that the clock's overhead and resolution do not matter.</param>
/// <param name="MinimumNanoseconds">The time of a step in the fastest round.</param>
/// <param name="MedianNanoseconds">The time of a step in the median round.</param>
/// <param name="AllocatedBytes">The number of bytes that all rounds allocated.</param>
internal sealed record StepCost(
    int Rounds, int StepsPerRound, double MinimumNanoseconds, double MedianNanoseconds, long AllocatedBytes)
{
    private const int RoundCount = 101;
    private const int PassesPerRound = 400;

    // The JIT first compiles a method without optimisation and optimises it after many calls. Half a second is enough for both.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);

    /// <summary>Measures repeated steps over the inputs.</summary>
    public static StepCost Measure(SunspotModel model, float[] inputs)
    {
        var state = new SunspotModel.State();
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp)
        {
            Round(model, ref state, inputs);
        }

        int stepsPerRound = PassesPerRound * inputs.Length;
        double[] nanoseconds = new double[RoundCount];
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < RoundCount; round++)
        {
            nanoseconds[round] = Round(model, ref state, inputs).TotalNanoseconds / stepsPerRound;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        Array.Sort(nanoseconds);
        return new StepCost(RoundCount, stepsPerRound, nanoseconds[0], nanoseconds[RoundCount / 2], allocated);
    }

    private static TimeSpan Round(SunspotModel model, ref SunspotModel.State state, float[] inputs)
    {
        Span<float> y = stackalloc float[SunspotModel.OutputSize];
        long start = Stopwatch.GetTimestamp();
        for (int pass = 0; pass < PassesPerRound; pass++)
        {
            for (int step = 0; step < inputs.Length; step++)
            {
                model.Step(ref state, inputs.AsSpan(step, 1), y);
            }
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
