namespace Streams.Metrics;

/// <summary>The kinds of incidents of a metric.</summary>
internal enum IncidentKind
{
    /// <summary>Higher values for 1 to 4 minutes.</summary>
    Spike,

    /// <summary>Lower values for 5 to 19 minutes.</summary>
    Dip,

    /// <summary>Another level for 120 to 479 minutes.</summary>
    Shift,
}
