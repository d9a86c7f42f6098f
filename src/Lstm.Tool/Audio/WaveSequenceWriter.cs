using System;
using System.IO;
using System.Runtime.InteropServices;
using Lstm.Import.Sequences;
using NAudio.Wave;

namespace Lstm.Tool.Audio;

/// <summary>A writer of sequences as wave files of 32-bit floats: a step is a frame, a value is a channel. Nothing is clipped.</summary>
internal sealed class WaveSequenceWriter : SequenceWriter
{
    private readonly OutputFile _file;
    private readonly WaveFileWriter _wave;
    private bool _isClosed;

    /// <summary>Creates a writer that owns the file, whose position can be set.</summary>
    public WaveSequenceWriter(OutputFile file, int width, int sampleRate)
    {
        Width = width;
        _file = file;
        _wave = new WaveFileWriter(file, WaveFormat.CreateIeeeFloatWaveFormat(sampleRate, width));
    }

    public override int Width { get; }

    public override void Write(ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            _wave.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        foreach (float value in values)
        {
            _wave.WriteSample(value);
        }
    }

    public override void Complete()
    {
        // Dispose writes the lengths into the header, and leaves the file open.
        _isClosed = true;
        _wave.Dispose();
        _file.Complete();
    }

    public override void Dispose()
    {
        try
        {
            if (!_isClosed)
            {
                _isClosed = true;
                _wave.Dispose();
            }
        }
        catch (IOException)
        {
            // After a failed write. This exception would hide the original one.
        }
        finally
        {
            _file.Dispose();
        }
    }
}
