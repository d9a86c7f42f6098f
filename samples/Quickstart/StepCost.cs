using System;
using System.Diagnostics;

namespace Quickstart;

/// <summary>What a call of <c>Step</c> costs on this machine.</summary>
/// <param name="Rounds">How often the steps of a round were measured.</param>
/// <param name="StepsPerRound">Steps of a round, many, so that the clock's own cost and resolution do not count.</param>
/// <param name="MinimumNanoseconds">A step of the fastest round.</param>
/// <param name="MedianNanoseconds">A step of the round in the middle.</param>
/// <param name="AllocatedBytes">What all the rounds together allocated.</param>
internal sealed record StepCost(
    int Rounds, int StepsPerRound, double MinimumNanoseconds, double MedianNanoseconds, long AllocatedBytes)
{
    private const int RoundCount = 101;
    private const int PassesPerRound = 400;

    // The JIT compiles a method quickly at first, and well once it has been called often: half a second gives it time for both.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);

    /// <summary>Measures steps over the inputs, again and again.</summary>
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
