namespace Streams.Metrics;

/// <summary>What goes wrong with a metric.</summary>
internal enum IncidentKind
{
    /// <summary>Up for 1 to 4 minutes.</summary>
    Spike,

    /// <summary>Down for 5 to 19 minutes.</summary>
    Dip,

    /// <summary>On another level for 120 to 479 minutes.</summary>
    Shift,
}
