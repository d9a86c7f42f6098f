using System;
using System.Threading;
using System.Threading.Tasks;

namespace Lstm.Extensions.DependencyInjection.Tests.Harness;

/// <summary>A clock with one timer, which elapses when a test says so.</summary>
internal sealed class HandClock : TimeProvider
{
    private HandTimer? _timer;

    /// <summary>How often the timer was started.</summary>
    public int Starts => _timer?.Starts ?? 0;

    /// <summary>The time for which the timer was last started.</summary>
    public TimeSpan Delay => _timer!.Delay;

    /// <summary>Whether the timer was disposed of.</summary>
    public bool IsStopped => _timer!.IsStopped;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Xunit.Assert.Null(_timer);
        Xunit.Assert.Equal(Timeout.InfiniteTimeSpan, dueTime);
        return _timer = new HandTimer(() => callback(state));
    }

    /// <summary>Lets the delay elapse.</summary>
    public void Elapse() => _timer!.Elapse();

    private sealed class HandTimer(Action elapse) : ITimer
    {
        private int _starts;

        public int Starts => Volatile.Read(ref _starts);

        public TimeSpan Delay { get; private set; }

        public bool IsStopped { get; private set; }

        public void Elapse() => elapse();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Xunit.Assert.Equal(Timeout.InfiniteTimeSpan, period);
            Delay = dueTime;
            Interlocked.Increment(ref _starts);
            return true;
        }

        public void Dispose() => IsStopped = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
