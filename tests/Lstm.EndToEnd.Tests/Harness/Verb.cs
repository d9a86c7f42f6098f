namespace Lstm.EndToEnd.Tests;

/// <summary>The three verbs, for tests that treat them alike.</summary>
public enum Verb
{
    Step,
    Run,
    StepMany,
}
