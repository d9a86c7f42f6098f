namespace Lstm;

/// <summary>The result of a replay.</summary>
/// <param name="Steps">The number of steps replayed: all valid steps, or all up to and including the first one that differs.</param>
/// <param name="End">
/// The way in which the recording ends. If a step differs, the rest is not read, and this is <see cref="RecordingEnd.Whole"/>.
/// </param>
/// <param name="Difference">The first difference from the recording; null if every step was bit-identical.</param>
public readonly record struct ReplayReport(long Steps, RecordingEnd End, ReplayDifference? Difference)
{
    /// <summary>Whether every step was bit-identical.</summary>
    public bool Same => Difference is null;
}
