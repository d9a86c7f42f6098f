namespace Lstm.Benchmarks.Contest;

/// <summary>A piece of work that is timed against others.</summary>
/// <param name="name">The name in the tables.</param>
/// <param name="unitsPerCall">Steps, or multiply-adds, of one call.</param>
internal abstract class Contestant(string name, int unitsPerCall)
{
    public string Name => name;

    /// <summary>The steps, or multiply-adds, of one <see cref="Call"/>.</summary>
    public int UnitsPerCall => unitsPerCall;

    /// <summary>Does the work once.</summary>
    /// <returns>A value that depends on the results, so that the compiler cannot remove any work.</returns>
    public abstract float Call();
}
