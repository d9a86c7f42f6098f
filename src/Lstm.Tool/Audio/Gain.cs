using System;

namespace Lstm.Tool.Audio;

/// <summary>Amplifies audio samples by a gain in decibels.</summary>
internal static class Gain
{
    public static void Apply(Span<float> samples, double decibels)
    {
        if (decibels == 0)
        {
            return;
        }

        float factor = (float)Math.Pow(10, decibels / 20);
        for (int index = 0; index < samples.Length; index++)
        {
            samples[index] *= factor;
        }
    }
}
