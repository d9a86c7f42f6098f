using System;
using System.Diagnostics;

namespace Lstm.Benchmarks.Contest;

/// <summary>A timer of single steps, with a limited duration.</summary>
/// <param name="duration">How long to measure.</param>
/// <param name="latencies">Receives each step's time.</param>
internal sealed class StepTimer(TimeSpan duration, LatencyHistogram latencies)
{
    private readonly long _end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
    private long _start;
    private long _stop;

    /// <summary>Whether there is time for another step.</summary>
    public bool Running => _stop < _end;

    public void Start() => _start = Stopwatch.GetTimestamp();

    public void Stop()
    {
        _stop = Stopwatch.GetTimestamp();
        latencies.Add(_stop - _start);
    }
}
