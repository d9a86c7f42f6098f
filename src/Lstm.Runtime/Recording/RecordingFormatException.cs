using System;

namespace Lstm;

/// <summary>
/// The exception for a file that is not a recording, for a recording with a corrupt header, and for a recording of another network or other
/// weights.
/// </summary>
public sealed class RecordingFormatException : LstmException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="expected">What was expected: the words that follow "expected" in the message.</param>
    /// <param name="found">What was found: the words that follow "found" in the message.</param>
    /// <param name="innerException">The cause, or null.</param>
    public RecordingFormatException(string expected, string found, Exception? innerException = null)
        : base($"recording: expected {expected}, found {found}", innerException)
    {
        Expected = expected;
        Found = found;
    }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }
}
