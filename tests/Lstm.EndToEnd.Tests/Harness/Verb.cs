namespace Lstm.EndToEnd.Tests;

/// <summary>The verbs, for tests that treat them alike.</summary>
public enum Verb
{
    Step,
    Run,
    StepMany,

    /// <summary>The StepMany of a block of states.</summary>
    StepBlock,

    /// <summary>The StepMany of ranges of a block, on two threads where they are long enough.</summary>
    StepRanges,

    /// <summary>The Run of a sequence that starts where the network does.</summary>
    RunWithoutState,

    /// <summary>The Run of a sequence in memory of the caller's.</summary>
    RunInScratch,
}
