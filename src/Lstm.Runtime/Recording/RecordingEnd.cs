namespace Lstm;

/// <summary>The way in which a recording ends.</summary>
public enum RecordingEnd
{
    /// <summary>It ends after a complete step.</summary>
    Whole,

    /// <summary>
    /// It is truncated: it ends within a step, or with zeros, because its writer was stopped. The steps before are complete.
    /// </summary>
    Torn,

    /// <summary>It is corrupt: a step is not valid, and more data follows, which is not used. The steps before are complete.</summary>
    Damaged,
}
