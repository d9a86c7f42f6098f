namespace Lstm;

/// <summary>What became of a network under a constant input.</summary>
public enum RestOutcome
{
    /// <summary>It came to rest.</summary>
    Settled,

    /// <summary>It goes round in circles, or swings without calming down.</summary>
    Oscillating,

    /// <summary>Its state grows, unabated to the last step that was allowed, or is no finite number any more.</summary>
    Diverging,

    /// <summary>It was still calming down after the last step that was allowed: more steps may help.</summary>
    Unsettled,
}
