using System;

namespace Lstm;

/// <summary>The exception for a stored state that is truncated, corrupt, of another network, or not a stored state at all.</summary>
public sealed class StateFormatException : LstmException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="expected">What was expected: the words that follow "expected" in the message.</param>
    /// <param name="found">What was found: the words that follow "found" in the message.</param>
    /// <param name="innerException">The cause, or null.</param>
    public StateFormatException(string expected, string found, Exception? innerException = null)
        : base($"stored state: expected {expected}, found {found}", innerException)
    {
        Expected = expected;
        Found = found;
    }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }
}
