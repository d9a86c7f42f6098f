namespace Lstm.EndToEnd.Tests;

/// <summary>The verbs, for tests that treat them alike.</summary>
public enum Verb
{
    Step,
    Run,
    StepMany,

    /// <summary>The Run of a sequence that starts where the network does.</summary>
    RunWithoutState,

    /// <summary>The Run of a sequence in memory of the caller's.</summary>
    RunInScratch,
}
