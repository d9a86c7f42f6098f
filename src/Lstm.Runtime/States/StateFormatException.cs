using System;

namespace Lstm;

/// <summary>A stored state is not what it must be: torn, damaged, of another network, or no state at all.</summary>
public sealed class StateFormatException : LstmException
{
    /// <summary>Reports one finding.</summary>
    /// <param name="expected">What should be there, to be read after the word "expected".</param>
    /// <param name="found">What is there, to be read after the word "found".</param>
    /// <param name="innerException">What was thrown underneath, if anything.</param>
    public StateFormatException(string expected, string found, Exception? innerException = null)
        : base($"stored state: expected {expected}, found {found}", innerException)
    {
        Expected = expected;
        Found = found;
    }

    /// <summary>What should be there.</summary>
    public string Expected { get; }

    /// <summary>What is there.</summary>
    public string Found { get; }
}
