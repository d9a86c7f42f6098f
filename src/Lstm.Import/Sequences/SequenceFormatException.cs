using System;

namespace Lstm.Import.Sequences;

/// <summary>
/// The exception for a file of inputs or outputs with invalid content. A file that cannot be read causes an
/// <see cref="System.IO.IOException"/> instead.
/// </summary>
public sealed class SequenceFormatException : LstmException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="file">The file.</param>
    /// <param name="place">The place in the file, such as "line 3, column 2"; null if the error has no single place.</param>
    /// <param name="expected">The expected content, as a phrase that follows the word "expected".</param>
    /// <param name="found">The actual content, as a phrase that follows the word "found".</param>
    /// <param name="innerException">The cause, if any.</param>
    public SequenceFormatException(string file, string? place, string expected, string found, Exception? innerException = null)
        : base($"{file}: {(place is null ? "" : place + ": ")}expected {expected}, found {found}", innerException)
    {
        File = file;
        Place = place;
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The place in the file; null if the error has no single place.</summary>
    public string? Place { get; }
}
