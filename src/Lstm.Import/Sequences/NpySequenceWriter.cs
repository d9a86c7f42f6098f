using System;
using System.Buffers.Binary;
using System.IO;

namespace Lstm.Import.Sequences;

/// <summary>A writer of NumPy files, version 1: little-endian floats in the shape [steps, width].</summary>
internal sealed class NpySequenceWriter : SequenceWriter
{
    private readonly OutputFile _file;
    private readonly byte[] _bytes = new byte[1 << 14];
    private long _values;

    /// <summary>Creates a writer that owns the file, whose position can be set.</summary>
    public NpySequenceWriter(OutputFile file, int width)
    {
        Width = width;
        _file = file;

        // The number of steps is not known until the end, but the length of the header does not depend on it.
        _file.Write(NpyHeader.Of(0, width));
    }

    public override int Width { get; }

    public override void Write(ReadOnlySpan<float> values)
    {
        _values += values.Length;
        while (!values.IsEmpty)
        {
            int count = Math.Min(values.Length, _bytes.Length / sizeof(float));
            for (int index = 0; index < count; index++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(_bytes.AsSpan(index * sizeof(float)), values[index]);
            }

            _file.Write(_bytes, 0, count * sizeof(float));
            values = values[count..];
        }
    }

    public override void Complete()
    {
        _file.Seek(0, SeekOrigin.Begin);
        _file.Write(NpyHeader.Of(_values / Width, Width));
        _file.Complete();
    }

    public override void Dispose() => _file.Dispose();
}
