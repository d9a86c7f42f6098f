namespace Lstm.Benchmarks.Contest;

/// <summary>One thing to be timed against others.</summary>
/// <param name="name">What the reader knows it by.</param>
/// <param name="unitsPerCall">Steps, or multiply-adds, that one call does.</param>
internal abstract class Contestant(string name, int unitsPerCall)
{
    public string Name => name;

    /// <summary>Steps, or multiply-adds, that one <see cref="Call"/> does.</summary>
    public int UnitsPerCall => unitsPerCall;

    /// <summary>Does the work once.</summary>
    /// <returns>A value that depends on the results, so that none of the work can be left out.</returns>
    public abstract float Call();
}
