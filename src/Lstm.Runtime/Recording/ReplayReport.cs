namespace Lstm;

/// <summary>How a replay ended.</summary>
/// <param name="Steps">Steps that were replayed: all that can be trusted, or up to and with the one that differs.</param>
/// <param name="End">How the recording ends, or ends to be trusted; whole where a step differs, after which it is not read.</param>
/// <param name="Difference">Where the replay has left the recording; null where every bit was the same.</param>
public readonly record struct ReplayReport(long Steps, RecordingEnd End, ReplayDifference? Difference)
{
    /// <summary>Whether every bit was the same.</summary>
    public bool Same => Difference is null;
}
