using System;
using System.Collections.Generic;
using System.IO;

namespace Lstm.Import.Sequences;

/// <summary>A reader that returns a sequence in parts. Its memory use does not depend on the size of the file.</summary>
public abstract class SequenceReader : IDisposable
{
    /// <summary>The number of values in each step.</summary>
    public abstract int Width { get; }

    /// <summary>The number of steps in the file; null if it is not known before the file is read.</summary>
    public abstract long? Steps { get; }

    /// <summary>Reads the next steps.</summary>
    /// <param name="values">
    /// The buffer for the values, row-major [steps, width]. Receives as many whole steps as fit, or the remaining ones.
    /// </param>
    /// <returns>The number of steps read; 0 at the end.</returns>
    /// <exception cref="SequenceFormatException">The content of the file is invalid.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public abstract int Read(Span<float> values);

    /// <summary>Reads all remaining steps, row-major [steps, width].</summary>
    /// <exception cref="SequenceFormatException">The content of the file is invalid.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public float[] ReadToEnd()
    {
        const int stepsAtOnce = 4096;
        List<float> all = [];
        float[] piece = new float[stepsAtOnce * Width];
        for (int steps = Read(piece); steps > 0; steps = Read(piece))
        {
            all.AddRange(piece.AsSpan(0, steps * Width));
        }

        return [.. all];
    }

    /// <summary>Closes the file.</summary>
    public abstract void Dispose();
}
