namespace Lstm;

/// <summary>The outcome of a search for a steady state under a constant input.</summary>
public enum RestOutcome
{
    /// <summary>The network reached a steady state.</summary>
    Settled,

    /// <summary>The state repeats, or oscillates without converging.</summary>
    Oscillating,

    /// <summary>The state still grew at the last step allowed, as fast as before, or is no longer finite.</summary>
    Diverging,

    /// <summary>The network was still converging after the last step allowed. More steps may help.</summary>
    Unsettled,
}
