using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Amp;

/// <summary>Plays files and streams through an amplifier.</summary>
internal static class Player
{
    private const int Block = 64;

    /// <summary>Plays what the options name. Returns the text for the user.</summary>
    /// <exception cref="InvalidDataException">The input is no wave file that can be read.</exception>
    public static string Play(PlayOptions options) =>
        options.Raw is null ? PlayFile(options) : PlayStream(options, Console.OpenStandardInput(), Console.OpenStandardOutput());

    /// <summary>Amplifies a sound, each channel with a state of its own, in blocks as an audio callback does.</summary>
    public static Sound Amplify(Sound sound, string model, int rate)
    {
        float[][] outputs = new float[sound.Channels.Length][];
        for (int channel = 0; channel < outputs.Length; channel++)
        {
            Effect effect = Effect.Create(model, rate);
            float[] samples = sound.Rate == rate
                ? sound.Channels[channel]
                : Resampler.ToSingle(Resampler.Resample(Resampler.ToDouble(sound.Channels[channel]), sound.Rate, rate));
            outputs[channel] = new float[samples.Length];
            for (int start = 0; start < samples.Length; start += Block)
            {
                int count = Math.Min(Block, samples.Length - start);
                effect.Process(samples.AsSpan(start, count), outputs[channel].AsSpan(start, count));
            }
        }

        return new Sound(rate, outputs);
    }

    /// <summary>Amplifies raw samples until the input ends. Each block is written before the next one is read.</summary>
    internal static string PlayStream(PlayOptions options, Stream input, Stream output)
    {
        int rate = options.Rate ?? Models.TrainedRate;
        bool isFloat = options.Raw == "f32";
        int size = isFloat ? sizeof(float) : sizeof(short);
        Effect effect = Effect.Create(options.Model, rate);
        byte[] bytes = new byte[Block * size];
        float[] samples = new float[Block];
        long played = 0;
        while (true)
        {
            // Only the end of the input makes a block shorter. What is left of a sample there is dropped.
            int count = input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) / size;
            for (int sample = 0; sample < count; sample++)
            {
                ReadOnlySpan<byte> place = bytes.AsSpan(sample * size);
                samples[sample] = isFloat
                    ? BinaryPrimitives.ReadSingleLittleEndian(place)
                    : BinaryPrimitives.ReadInt16LittleEndian(place) / 32768f;
            }

            effect.Process(samples.AsSpan(0, count), samples.AsSpan(0, count));
            for (int sample = 0; sample < count; sample++)
            {
                Span<byte> place = bytes.AsSpan(sample * size);
                if (isFloat)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(place, samples[sample]);
                }
                else
                {
                    short value = (short)Math.Clamp(MathF.Round(samples[sample] * 32768), short.MinValue, short.MaxValue);
                    BinaryPrimitives.WriteInt16LittleEndian(place, value);
                }
            }

            output.Write(bytes, 0, count * size);
            output.Flush();
            played += count;
            if (count < Block)
            {
                double seconds = (double)played / rate;
                return string.Create(CultureInfo.InvariantCulture, $"played {seconds:0.00} s at {rate} Hz through {options.Model}");
            }
        }
    }

    private static string PlayFile(PlayOptions options)
    {
        Sound sound = WaveFile.Read(options.Input);
        int rate = options.Rate ?? Math.Max(sound.Rate, Models.TrainedRate);
        long start = Stopwatch.GetTimestamp();
        Sound amplified = Amplify(sound, options.Model, rate);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        WaveFile.Write(options.Output, amplified, options.Bits);
        double duration = (double)amplified.Channels[0].Length / rate;
        float peak = amplified.Channels.Max(static channel => Measure.Largest(channel, 0));
        string channels = sound.Channels.Length == 1 ? "1 channel" : $"{sound.Channels.Length} channels";
        string clipped = peak > 1 && options.Bits != 32 ? "; samples above full scale are limited: use --bits 32" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"wrote {options.Output}: {duration:0.00} s, {channels}, {rate} Hz, {options.Model}, " +
            $"the recurrence delayed by {Math.Max(1, (double)rate / Models.TrainedRate):0.####}, " +
            $"in {seconds:0.00} s, peak {peak:0.00}{clipped}");
    }
}
