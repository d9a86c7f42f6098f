using System;

namespace Lstm.Benchmarks.Parts;

/// <summary>One chapter of the benchmark.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="expected">The approximate time it takes, for the estimate of the time left.</param>
internal abstract class Part(string name, TimeSpan expected)
{
    public string Name => name;

    /// <summary>The approximate time it takes.</summary>
    public TimeSpan Expected => expected;

    /// <summary>Measures the part.</summary>
    /// <param name="progress">Receives progress messages.</param>
    public abstract Chapter Measure(Action<string> progress);
}
