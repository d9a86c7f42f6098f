using System;

namespace Amp;

/// <summary>Numbers about signals.</summary>
internal static class Measure
{
    /// <summary>Returns the error to signal ratio (ESR): the energy of the error, divided by the energy of the target.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="target">What it should be, of the same length.</param>
    public static double ErrorToSignal(ReadOnlySpan<float> signal, ReadOnlySpan<float> target)
    {
        double error = 0;
        double energy = 0;
        for (int sample = 0; sample < target.Length; sample++)
        {
            double difference = (double)signal[sample] - target[sample];
            error += difference * difference;
            energy += (double)target[sample] * target[sample];
        }

        return error / energy;
    }

    /// <summary>Returns a ratio of energies in decibels.</summary>
    public static double Decibels(double ratio) => 10 * Math.Log10(ratio);

    /// <summary>Returns the largest distance from a level.</summary>
    public static float Largest(ReadOnlySpan<float> signal, float level)
    {
        float largest = 0;
        foreach (float value in signal)
        {
            largest = Math.Max(largest, Math.Abs(value - level));
        }

        return largest;
    }

    /// <summary>Returns the largest difference of two neighbouring samples.</summary>
    public static float LargestStep(ReadOnlySpan<float> signal)
    {
        float largest = 0;
        for (int sample = 1; sample < signal.Length; sample++)
        {
            largest = Math.Max(largest, Math.Abs(signal[sample] - signal[sample - 1]));
        }

        return largest;
    }
}
