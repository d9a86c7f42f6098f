using System;
using System.IO;

namespace Lstm.Import.Sequences;

/// <summary>Reads and writes sequences of inputs and outputs: text files (.csv, .txt, .tsv) and NumPy files (.npy).</summary>
/// <remarks>
/// <para>A text file has one step on each line. Values are separated by commas, semicolons, tabs or spaces. Numbers have a decimal point in
/// any culture. A header line at the start, empty lines and lines that start with # are skipped.</para>
/// <para>A NumPy file contains little-endian f2, f4 or f8 in C order, in the shape [steps] (for one value in each step), [steps, values] or
/// [1, steps, values]. It is recognised by its content.</para>
/// <para>All values must be finite: a network does not recover from a value that is not.</para>
/// </remarks>
public static class SequenceFile
{
    /// <summary>Opens a sequence for reading in parts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">The number of values in each step. The file must have the same number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is less than 1.</exception>
    /// <exception cref="SequenceFormatException">The content of the file is invalid.</exception>
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
            return start[..length].SequenceEqual(NpyHeader.Signature)
                ? new NpySequenceReader(path, stream, width)
                : new CsvSequenceReader(path, stream, width);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads a whole sequence, row-major [steps, width].</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">The number of values in each step. The file must have the same number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is less than 1.</exception>
    /// <exception cref="SequenceFormatException">The content of the file is invalid.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static float[] Read(string path, int width)
    {
        using SequenceReader reader = Open(path, width);
        return reader.ReadToEnd();
    }

    /// <summary>Creates a file for writing: a NumPy file if the extension is .npy, otherwise text.</summary>
    /// <param name="path">The file. An existing file is replaced.</param>
    /// <param name="width">The number of values in each step.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is less than 1.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static SequenceWriter Create(string path, int width)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase)
            ? new NpySequenceWriter(path, width)
            : new CsvSequenceWriter(path, width);
    }

    /// <summary>
    /// Reads inputs and the matching outputs as a self-test for a network. The test starts from the initial state of the network.
    /// </summary>
    /// <param name="inputPath">The inputs, [steps, input].</param>
    /// <param name="outputPath">The outputs, [steps, output].</param>
    /// <param name="model">The network.</param>
    /// <exception cref="SequenceFormatException">
    /// The content of a file is invalid, the inputs have no steps, or the numbers of steps differ.
    /// </exception>
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
            throw new SequenceFormatException(inputPath, null, "at least one step", "none");
        }

        return steps == outputSteps
            ? new LstmSelfTest(steps, inputs, outputs)
            : throw new SequenceFormatException(outputPath, null, $"{steps} steps, as many as in '{inputPath}'", $"{outputSteps}");
    }
}
