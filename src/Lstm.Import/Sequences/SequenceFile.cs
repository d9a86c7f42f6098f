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
        return Open(File.OpenRead(path), path, width);
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
    /// <param name="path">
    /// The file. An existing file is replaced when the new one is complete, and keeps its permissions. The target of a symbolic link is
    /// replaced, and a device or a pipe is written directly.
    /// </param>
    /// <param name="width">The number of values in each step.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is less than 1.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static SequenceWriter Create(string path, int width)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase)
            ? new NpySequenceWriter(new OutputFile(path, seekable: true), width)
            : new CsvSequenceWriter(new OutputFile(path), width);
    }

    /// <summary>
    /// Reads inputs and the matching outputs as a self-test for a network. The test starts from the initial state of the network.
    /// </summary>
    /// <param name="inputPath">The inputs, [steps, input].</param>
    /// <param name="outputPath">The outputs, [steps, output]; [1, output] if the network has one output for a sequence.</param>
    /// <param name="model">The network.</param>
    /// <exception cref="SequenceFormatException">
    /// The content of a file is invalid, the inputs have no steps, or the number of outputs is wrong.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static LstmSelfTest ReadSelfTest(string inputPath, string outputPath, ModelDescription model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using SequenceReader inputs = Open(inputPath, model.Weights.InputSize);
        using SequenceReader outputs = Open(outputPath, model.Weights.OutputSize);
        return ReadSelfTest(model, inputs, inputPath, outputs, outputPath);
    }

    /// <summary>Opens a sequence in a stream, which the reader owns.</summary>
    /// <param name="stream">The stream. It need not be seekable.</param>
    /// <param name="name">The name for messages.</param>
    /// <param name="width">The number of values in each step.</param>
    internal static SequenceReader Open(Stream stream, string name, int width)
    {
        try
        {
            Span<byte> start = stackalloc byte[NpyHeader.Signature.Length];
            stream = PeekedStream.Peek(stream, start, out int length);
            return start[..length].SequenceEqual(NpyHeader.Signature)
                ? new NpySequenceReader(name, stream, width)
                : new CsvSequenceReader(name, stream, width);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads inputs and the matching outputs as a self-test for a network.</summary>
    internal static LstmSelfTest ReadSelfTest(
        ModelDescription model, SequenceReader inputs, string inputName, SequenceReader outputs, string outputName)
    {
        float[] x = inputs.ReadToEnd();
        float[] y = outputs.ReadToEnd();
        int steps = x.Length / inputs.Width;
        int outputSteps = y.Length / outputs.Width;
        if (steps == 0)
        {
            throw new SequenceFormatException(inputName, null, "at least one step", "none");
        }

        bool isPooled = model.Shape.Pool is not null;
        return outputSteps == (isPooled ? 1 : steps)
            ? new LstmSelfTest(steps, x, y)
            : throw new SequenceFormatException(
                outputName,
                null,
                isPooled ? "one row, the output for the whole sequence"
                    : $"{steps} {(steps == 1 ? "step" : "steps")}, as many as in '{inputName}'",
                $"{outputSteps}");
    }
}
