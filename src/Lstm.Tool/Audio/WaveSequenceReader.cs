using System;
using System.Buffers.Binary;
using System.IO;
using Lstm.Import.Sequences;
using Lstm.Tool.Output;
using NAudio.Wave;

namespace Lstm.Tool.Audio;

/// <summary>A reader of wave files as sequences: a frame is a step, a channel is a value of it, full scale is ±1.</summary>
internal sealed class WaveSequenceReader : SequenceReader
{
    /// <summary>The number of bytes that show whether a file is a wave file.</summary>
    public const int HeaderBytes = 12;

    private static readonly Guid PcmSubFormat = Guid.Parse("00000001-0000-0010-8000-00aa00389b71");
    private static readonly Guid FloatSubFormat = Guid.Parse("00000003-0000-0010-8000-00aa00389b71");

    private readonly string _file;
    private readonly Stream _stream;
    private readonly WaveFileReader _wave;
    private readonly int _sampleBytes;
    private readonly bool _isFloat;
    private byte[] _bytes = [];

    private WaveSequenceReader(string file, Stream stream, WaveFileReader wave)
    {
        _file = file;
        _stream = stream;
        _wave = wave;
        WaveFormat format = wave.WaveFormat;
        _isFloat = IsFloat(format);
        _sampleBytes = format.BitsPerSample / 8;
    }

    public override int Width => _wave.WaveFormat.Channels;

    public override long? Steps => _wave.Length / (Width * _sampleBytes);

    /// <summary>Gets the sample rate in frames per second.</summary>
    public int SampleRate => _wave.WaveFormat.SampleRate;

    /// <summary>Checks the first bytes of a file for the header of a wave file.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start) => start.Length == HeaderBytes
        && (start.StartsWith("RIFF"u8) || start.StartsWith("RF64"u8)) && start[8..].SequenceEqual("WAVE"u8);

    /// <summary>Opens a wave file.</summary>
    /// <exception cref="SequenceFormatException">The file is corrupt, or it stores neither PCM of 16, 24 or 32 bits nor floats.</exception>
    public static WaveSequenceReader Open(string path) => Open(File.OpenRead(path), path);

    /// <summary>Opens a wave file in a stream, which the reader owns.</summary>
    /// <param name="stream">The stream. If it cannot seek, it is copied to a temporary file first.</param>
    /// <param name="name">The name for messages.</param>
    /// <exception cref="SequenceFormatException">The file is corrupt, or it stores neither PCM of 16, 24 or 32 bits nor floats.</exception>
    public static WaveSequenceReader Open(Stream stream, string name)
    {
        stream = Seekable(stream);
        try
        {
            var wave = new WaveFileReader(stream);
            WaveFormat format = wave.WaveFormat;
            bool isPcm = format.Encoding == WaveFormatEncoding.Pcm || (format as WaveFormatExtensible)?.SubFormat == PcmSubFormat;
            bool isKnown = IsFloat(format) ? format.BitsPerSample == 32 : isPcm && format.BitsPerSample is 16 or 24 or 32;
            return isKnown && format.Channels > 0 && format.BlockAlign == format.Channels * format.BitsPerSample / 8
                ? new WaveSequenceReader(name, stream, wave)
                : throw new SequenceFormatException(
                    name,
                    null,
                    "PCM of 16, 24 or 32 bits, or 32-bit floats",
                    $"{format.Encoding} of {format.BitsPerSample} bits and {Numbers.Of(format.Channels, "channel")}");
        }
        catch (Exception exception) when (exception is not SequenceFormatException and not OutOfMemoryException)
        {
            // NAudio throws exceptions of many types for corrupt files.
            stream.Dispose();
            throw exception is IOException and not EndOfStreamException
                ? exception
                : new SequenceFormatException(name, null, "a wave file", exception.Message.ReplaceLineEndings(" "), exception);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public override int Read(Span<float> values)
    {
        int frame = Width * _sampleBytes;
        int wanted = values.Length / Width * frame;
        if (_bytes.Length < wanted)
        {
            _bytes = new byte[wanted];
        }

        int length = 0;
        for (int read = 1; length < wanted && read > 0; length += read)
        {
            read = _wave.Read(_bytes, length, wanted - length);
        }

        // A truncated file may end within a frame.
        int samples = length / frame * Width;
        for (int index = 0; index < samples; index++)
        {
            values[index] = Decode(_bytes.AsSpan(index * _sampleBytes, _sampleBytes));
        }

        return samples / Width;
    }

    public override void Dispose()
    {
        _wave.Dispose();
        _stream.Dispose();
    }

    private static Stream Seekable(Stream stream)
    {
        if (stream.CanSeek)
        {
            return stream;
        }

        using (stream)
        {
            FileStream copy = TemporaryFile.Create();
            stream.CopyTo(copy);
            copy.Position = 0;
            return copy;
        }
    }

    private static bool IsFloat(WaveFormat format) =>
        format.Encoding == WaveFormatEncoding.IeeeFloat || (format as WaveFormatExtensible)?.SubFormat == FloatSubFormat;

    private float Decode(ReadOnlySpan<byte> bytes)
    {
        const float full16 = 1 << 15;
        const float full24 = 1 << 23;
        const double full32 = 1L << 31;
        if (_isFloat)
        {
            float value = BinaryPrimitives.ReadSingleLittleEndian(bytes);
            return float.IsFinite(value) ? value : throw new SequenceFormatException(_file, null, "finite samples", "a NaN or an infinity");
        }

        return bytes.Length switch
        {
            2 => BinaryPrimitives.ReadInt16LittleEndian(bytes) / full16,
            3 => ((sbyte)bytes[2] << 16 | bytes[1] << 8 | bytes[0]) / full24,
            _ => (float)(BinaryPrimitives.ReadInt32LittleEndian(bytes) / full32),
        };
    }
}
