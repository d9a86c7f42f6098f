using System;
using System.Buffers.Binary;
using System.IO;
using NAudio.Wave;

namespace Amp;

/// <summary>A signal of one or more channels.</summary>
/// <param name="Rate">The rate, in samples a second.</param>
/// <param name="Channels">The channels, each of the same length.</param>
internal sealed record Sound(int Rate, float[][] Channels);

/// <summary>Reads and writes wave files.</summary>
internal static class WaveFile
{
    // The values of the subformats of WAVE_FORMAT_EXTENSIBLE.
    private static readonly Guid s_pcm = new("00000001-0000-0010-8000-00aa00389b71");
    private static readonly Guid s_float = new("00000003-0000-0010-8000-00aa00389b71");

    /// <summary>Reads a file of PCM with 16, 24 or 32 bits, or of 32-bit floats.</summary>
    /// <exception cref="InvalidDataException">The file is corrupt, or has another format.</exception>
    public static Sound Read(string path)
    {
        try
        {
            using WaveFileReader reader = new(path);
            WaveFormat format = reader.WaveFormat;
            Guid? extended = (format as WaveFormatExtensible)?.SubFormat;
            bool isFloat = format.Encoding == WaveFormatEncoding.IeeeFloat || extended == s_float;
            bool isPcm = format.Encoding == WaveFormatEncoding.Pcm || extended == s_pcm;
            if (!(isFloat && format.BitsPerSample == 32) && !(isPcm && format.BitsPerSample is 16 or 24 or 32))
            {
                throw new InvalidDataException(
                    $"{path}: expected PCM of 16, 24 or 32 bits, or 32-bit floats, " +
                    $"found {format.Encoding} of {format.BitsPerSample} bits.");
            }

            byte[] bytes = new byte[reader.Length];
            int length = reader.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return new Sound(format.SampleRate, Split(bytes.AsSpan(0, length), format.Channels, format.BitsPerSample / 8, isFloat));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or EndOfStreamException or OverflowException)
        {
            throw new InvalidDataException($"{path}: expected a wave file, found another or a corrupt one: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a file of PCM with 16 or 24 bits, or of 32-bit floats. PCM is limited to full scale.</summary>
    public static void Write(string path, Sound sound, int bits)
    {
        int channels = sound.Channels.Length;
        WaveFormat format = bits == 32
            ? WaveFormat.CreateIeeeFloatWaveFormat(sound.Rate, channels)
            : new WaveFormat(sound.Rate, bits, channels);
        using WaveFileWriter writer = new(path, format);
        int sampleBytes = bits / 8;
        byte[] bytes = new byte[sound.Channels[0].Length * channels * sampleBytes];
        Span<byte> rest = bytes;
        for (int sample = 0; sample < sound.Channels[0].Length; sample++)
        {
            foreach (float[] channel in sound.Channels)
            {
                Encode(channel[sample], rest[..sampleBytes]);
                rest = rest[sampleBytes..];
            }
        }

        writer.Write(bytes, 0, bytes.Length);
    }

    private static float[][] Split(ReadOnlySpan<byte> bytes, int channels, int sampleBytes, bool isFloat)
    {
        int count = bytes.Length / (channels * sampleBytes);
        float[][] split = new float[channels][];
        for (int channel = 0; channel < channels; channel++)
        {
            split[channel] = new float[count];
            for (int sample = 0; sample < count; sample++)
            {
                split[channel][sample] = Decode(bytes.Slice((sample * channels + channel) * sampleBytes, sampleBytes), isFloat);
            }
        }

        return split;
    }

    private static float Decode(ReadOnlySpan<byte> bytes, bool isFloat) => bytes.Length switch
    {
        2 => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768f,
        3 => (bytes[0] | bytes[1] << 8 | (sbyte)bytes[2] << 16) / 8388608f,
        _ when isFloat => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        _ => (float)(BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648.0),
    };

    private static void Encode(float value, Span<byte> bytes)
    {
        switch (bytes.Length)
        {
            case 2:
                BinaryPrimitives.WriteInt16LittleEndian(bytes, (short)Math.Clamp(MathF.Round(value * 32768), -32768, 32767));
                break;
            case 3:
                int pcm = (int)Math.Clamp(Math.Round(value * 8388608.0), -8388608, 8388607);
                (bytes[0], bytes[1], bytes[2]) = ((byte)pcm, (byte)(pcm >> 8), (byte)(pcm >> 16));
                break;
            default:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
                break;
        }
    }
}
