using System;

namespace Lstm.Import.Sequences;

/// <summary>A file of inputs or outputs is not what it must be; failures to reach the file stay the <see cref="System.IO.IOException"/> they are.</summary>
public sealed class SequenceFormatException : LstmException
{
    /// <summary>Reports one finding.</summary>
    /// <param name="file">The file.</param>
    /// <param name="place">Where in it, such as "line 3, column 2"; null when the fault is not in one place.</param>
    /// <param name="expected">What should be there, to be read after the word "expected".</param>
    /// <param name="found">What is there, to be read after the word "found".</param>
    /// <param name="innerException">What was thrown underneath, if anything.</param>
    public SequenceFormatException(string file, string? place, string expected, string found, Exception? innerException = null)
        : base($"{file}: {(place is null ? "" : place + ": ")}expected {expected}, found {found}", innerException)
    {
        File = file;
        Place = place;
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>Where in it; null when the fault is not in one place.</summary>
    public string? Place { get; }
}
