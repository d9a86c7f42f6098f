using System;

namespace Lstm;

/// <summary>A recording is not what it must be: no recording, damaged before its first step, or of another network or other weights than those that are to replay it.</summary>
public sealed class RecordingFormatException : LstmException
{
    /// <summary>Reports one finding.</summary>
    /// <param name="expected">What should be there, to be read after the word "expected".</param>
    /// <param name="found">What is there, to be read after the word "found".</param>
    /// <param name="innerException">What was thrown underneath, if anything.</param>
    public RecordingFormatException(string expected, string found, Exception? innerException = null)
        : base($"recording: expected {expected}, found {found}", innerException)
    {
        Expected = expected;
        Found = found;
    }

    /// <summary>What should be there.</summary>
    public string Expected { get; }

    /// <summary>What is there.</summary>
    public string Found { get; }
}
