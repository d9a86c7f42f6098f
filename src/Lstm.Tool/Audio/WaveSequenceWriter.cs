using System;
using System.Runtime.InteropServices;
using Lstm.Import.Sequences;
using NAudio.Wave;

namespace Lstm.Tool.Audio;

/// <summary>A writer of sequences as wave files of 32-bit floats: a step is a frame, a value is a channel. Nothing is clipped.</summary>
internal sealed class WaveSequenceWriter : SequenceWriter
{
    private readonly PendingFile _file;
    private readonly WaveFileWriter _wave;
    private bool _isClosed;

    public WaveSequenceWriter(string path, int width, int sampleRate)
    {
        Width = width;
        _file = new PendingFile(path);
        _wave = new WaveFileWriter(_file.Stream, WaveFormat.CreateIeeeFloatWaveFormat(sampleRate, width));
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
        // Dispose writes the lengths into the header and closes the underlying stream.
        _isClosed = true;
        _wave.Dispose();
        _file.Complete();
    }

    public override void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _wave.Dispose();
        }

        _file.Dispose();
    }
}
