using System;
using System.IO;

namespace Lstm.Import.Sequences;

/// <summary>Reads and writes sequences, the inputs and outputs of networks: text (.csv, .txt, .tsv) and NumPy's .npy.</summary>
/// <remarks>
/// <para>Text is a line a step, values separated by commas, semicolons, tabs or spaces, numbers with a decimal point whatever the culture; a first line of
/// headings, empty lines and lines that start with # are passed over.</para>
/// <para>.npy is little-endian f2, f4 or f8 in C order, [steps] of one value, [steps, values] or [1, steps, values]. It is told from text by its content.</para>
/// <para>Every value has to be finite: a network never recovers from one that is not.</para>
/// </remarks>
public static class SequenceFile
{
    /// <summary>Opens a sequence to read it in pieces.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Values a step, which the file has to have.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is less than 1.</exception>
    /// <exception cref="SequenceFormatException">The file is not what it must be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static SequenceReader Open(string path, int width)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        FileStream stream = File.OpenRead(path);
        try
        {
            Span<byte> start = stackalloc byte[NpyHeader.Signature.Length];
            int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            stream.Seek(0, SeekOrigin.Begin);
            return start[..length].SequenceEqual(NpyHeader.Signature) ? new NpySequenceReader(path, stream, width) : new CsvSequenceReader(path, stream, width);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads a whole sequence, row-major [steps, width].</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Values a step, which the file has to have.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is less than 1.</exception>
    /// <exception cref="SequenceFormatException">The file is not what it must be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static float[] Read(string path, int width)
    {
        using SequenceReader reader = Open(path, width);
        return reader.ReadToEnd();
    }

    /// <summary>Starts a file: .npy by its extension, and otherwise text.</summary>
    /// <param name="path">The file, which may exist.</param>
    /// <param name="width">Values a step.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is less than 1.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static SequenceWriter Create(string path, int width)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase) ? new NpySequenceWriter(path, width) : new CsvSequenceWriter(path, width);
    }

    /// <summary>Reads inputs and the outputs that belong to them, as a self-test of a network that starts where it does.</summary>
    /// <param name="inputPath">The inputs, [steps, input].</param>
    /// <param name="outputPath">The outputs, [steps, output].</param>
    /// <param name="model">The network.</param>
    /// <exception cref="SequenceFormatException">A file is not what it must be, or they have no step, or not as many.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static LstmSelfTest ReadSelfTest(string inputPath, string outputPath, ModelDescription model)
    {
        ArgumentNullException.ThrowIfNull(model);
        float[] inputs = Read(inputPath, model.Weights.InputSize);
        float[] outputs = Read(outputPath, model.Weights.OutputSize);
        int steps = inputs.Length / model.Weights.InputSize;
        int outputSteps = outputs.Length / model.Weights.OutputSize;
        if (steps == 0)
        {
            throw new SequenceFormatException(inputPath, null, "a step or more", "none");
        }

        return steps == outputSteps
            ? new LstmSelfTest(steps, inputs, outputs)
            : throw new SequenceFormatException(outputPath, null, $"as many steps as '{inputPath}' has, {steps}", $"{outputSteps}");
    }
}
