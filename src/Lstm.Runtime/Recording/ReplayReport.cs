namespace Lstm;

/// <summary>How a replay ended.</summary>
/// <param name="Steps">Steps that were replayed: all, or up to and with the one that differs.</param>
/// <param name="Torn">Whether the recording ends within a step, or with damaged bytes: what came before was replayed.</param>
/// <param name="Difference">Where the replay has left the recording; null where every bit was the same.</param>
public readonly record struct ReplayReport(long Steps, bool Torn, ReplayDifference? Difference)
{
    /// <summary>Whether every bit was the same.</summary>
    public bool Same => Difference is null;
}
