using System;

namespace Lstm;

/// <summary>
/// The exception for a file that is not a recording, for a recording with a corrupt header, and for a recording of another network or other
/// weights.
/// </summary>
public sealed class RecordingFormatException : LstmException
{
    private const string InMemory = "recording";

    /// <summary>Creates the exception.</summary>
    /// <param name="expected">What was expected: the words that follow "expected" in the message.</param>
    /// <param name="found">What was found: the words that follow "found" in the message.</param>
    /// <param name="innerException">The cause, or null.</param>
    /// <param name="name">The name of the recording. Null means "recording".</param>
    public RecordingFormatException(string expected, string found, Exception? innerException = null, string? name = null)
        : base($"{name ?? InMemory}: expected {expected}, found {found}", innerException)
    {
        Name = name ?? InMemory;
        Expected = expected;
        Found = found;
    }

    /// <summary>The path or the name of the recording, or "recording".</summary>
    public string Name { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }
}
