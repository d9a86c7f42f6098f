using System;
using System.Linq;

namespace Amp;

/// <summary>A riff on a synthesised guitar: plucked strings as in Karplus and Strong, 1983. Training has not heard it.</summary>
internal static class Guitar
{
    /// <summary>The duration of the riff, in seconds.</summary>
    public const double Seconds = 4;

    private const double LowE = 82.41;
    private const double Loudest = 0.8;

    // Start in seconds, sustain (the part that is left after each period), loudness, and the notes in semitones above the low E.
    private static readonly (double Start, double Sustain, double Loudness, int[] Notes)[] s_strokes =
    [
        (0.05, 0.960, 0.7, [0, 7]), (0.22, 0.960, 0.6, [0, 7]), (0.39, 0.996, 0.9, [0, 7, 12]),
        (0.90, 0.996, 0.8, [3, 10]), (1.15, 0.995, 0.7, [5, 12]), (1.40, 0.965, 0.7, [0, 7]), (1.57, 0.998, 1.0, [10]),
        (1.80, 0.998, 0.6, [12]), (2.02, 0.998, 0.4, [15]), (2.25, 0.998, 0.2, [17]),
        (2.55, 0.997, 1.0, [0, 7, 12, 16, 19]),
    ];

    /// <summary>Returns the riff.</summary>
    /// <param name="rate">The rate, in samples a second.</param>
    public static double[] Riff(int rate)
    {
        double[] riff = new double[(int)(Seconds * rate)];
        Random random = new(7);
        foreach ((double start, double sustain, double loudness, int[] notes) in s_strokes)
        {
            int first = (int)(start * rate);
            foreach (int note in notes)
            {
                double[] period = Noise(random, rate / (LowE * Math.Pow(2, note / 12.0)) - 0.5);
                double share = rate / (LowE * Math.Pow(2, note / 12.0)) - 0.5 - period.Length;
                AddString(riff.AsSpan(first), period, share, sustain, loudness / Math.Sqrt(notes.Length));
            }
        }

        double most = riff.Max(Math.Abs);
        int fade = rate / 4;
        for (int sample = 0; sample < riff.Length; sample++)
        {
            riff[sample] *= Loudest / most * Math.Min(1, (double)(riff.Length - 1 - sample) / fade);
        }

        return riff;
    }

    /// <summary>Returns one period of smoothed noise, minus itself at the distance of the pick from the bridge.</summary>
    private static double[] Noise(Random random, double length)
    {
        double[] noise = new double[(int)length];
        double smooth = 0;
        for (int turn = 0; turn < 2 * noise.Length; turn++)
        {
            smooth += 0.3 * (2 * random.NextDouble() - 1 - smooth);
            noise[turn % noise.Length] = smooth;
        }

        int pick = noise.Length / 5;
        return [.. noise.Select((value, index) => value - noise[(index + pick) % noise.Length])];
    }

    /// <summary>Adds a string, which feeds its last period back, averaged over two samples.</summary>
    private static void AddString(Span<double> output, double[] line, double share, double sustain, double loudness)
    {
        double gain = loudness / line.Max(Math.Abs);
        double before = 0;
        double average = 0;
        for (int sample = 0; sample < output.Length; sample++)
        {
            double value = line[sample % line.Length];
            output[sample] += gain * value;
            double now = (1 - share) * value + share * before;
            line[sample % line.Length] = sustain * 0.5 * (now + average);
            before = value;
            average = now;
        }
    }
}
