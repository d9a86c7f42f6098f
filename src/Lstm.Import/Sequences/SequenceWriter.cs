using System;
using System.IO;

namespace Lstm.Import.Sequences;

/// <summary>
/// A writer that takes a sequence in parts. The file appears when it is complete: a writer that is disposed without <see cref="Complete"/>
/// leaves an existing file unchanged.
/// </summary>
public abstract class SequenceWriter : IDisposable
{
    /// <summary>The number of values in each step.</summary>
    public abstract int Width { get; }

    /// <summary>Writes steps.</summary>
    /// <param name="values">The steps, row-major [steps, width].</param>
    /// <exception cref="IOException">The file cannot be written. It can then not be completed.</exception>
    public abstract void Write(ReadOnlySpan<float> values);

    /// <summary>Completes the file and gives it its final name.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public abstract void Complete();

    /// <summary>Closes the file and deletes it if it is not complete.</summary>
    public abstract void Dispose();
}
