using System;
using System.IO;

namespace Lstm.Import.Sequences;

/// <summary>
/// Writes the steps of a sequence one piece after the other. The file appears when it is complete: what is disposed without <see cref="Complete"/> leaves
/// whatever stood there before.
/// </summary>
public abstract class SequenceWriter : IDisposable
{
    /// <summary>Values a step.</summary>
    public abstract int Width { get; }

    /// <summary>Writes steps.</summary>
    /// <param name="values">The steps, row-major [steps, width].</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public abstract void Write(ReadOnlySpan<float> values);

    /// <summary>Puts the file in its place.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public abstract void Complete();

    /// <summary>Closes the file, and forgets it when it is not complete.</summary>
    public abstract void Dispose();
}
