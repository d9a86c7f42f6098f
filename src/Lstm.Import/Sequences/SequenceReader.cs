using System;
using System.Collections.Generic;
using System.IO;

namespace Lstm.Import.Sequences;

/// <summary>Reads the steps of a sequence one piece after the other, in memory that does not grow with the file.</summary>
public abstract class SequenceReader : IDisposable
{
    /// <summary>Values a step.</summary>
    public abstract int Width { get; }

    /// <summary>The steps of the whole file; null when only reading it can tell.</summary>
    public abstract long? Steps { get; }

    /// <summary>Reads the next steps.</summary>
    /// <param name="values">Receives them, row-major [steps, width]: as many whole steps as fit, or what is left.</param>
    /// <returns>How many steps were read; 0 at the end.</returns>
    /// <exception cref="SequenceFormatException">The file is not what it must be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public abstract int Read(Span<float> values);

    /// <summary>Reads all steps that are left, row-major [steps, width].</summary>
    /// <exception cref="SequenceFormatException">The file is not what it must be.</exception>
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
