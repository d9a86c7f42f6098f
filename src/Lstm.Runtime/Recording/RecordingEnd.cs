namespace Lstm;

/// <summary>How a recording ends.</summary>
public enum RecordingEnd
{
    /// <summary>With its last step.</summary>
    Whole,

    /// <summary>Within a step, or with bytes that were never written: its writer was stopped. What came before is whole.</summary>
    Torn,

    /// <summary>With bytes that are not what was written, and more after them, which cannot be trusted. What came before is whole.</summary>
    Damaged,
}
