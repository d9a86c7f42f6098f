using System;

namespace Lstm.Benchmarks.Parts;

/// <summary>One chapter of the benchmark.</summary>
/// <param name="name">What the command line calls it.</param>
/// <param name="expected">How long it takes, roughly, for the time that is left.</param>
internal abstract class Part(string name, TimeSpan expected)
{
    public string Name => name;

    /// <summary>How long it takes, roughly.</summary>
    public TimeSpan Expected => expected;

    /// <summary>Measures it.</summary>
    /// <param name="progress">Told what is going on.</param>
    public abstract Chapter Measure(Action<string> progress);
}
