using System;
using System.Numerics;

namespace Amp;

/// <summary>Changes the rate of a signal with a windowed sinc of linear phase. The result has no delay.</summary>
internal static class Resampler
{
    // As in training/chain.py: the samples of the lower rate on each side, the window of Kaiser, and the cut-off as a part of half the
    // lower rate.
    private const int Taps = 32;
    private const double Beta = 10;
    private const double Pass = 0.92;

    /// <summary>Returns the signal at another rate.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="from">Its rate, in samples a second.</param>
    /// <param name="to">The other rate.</param>
    public static double[] Resample(double[] signal, int from, int to)
    {
        if (from == to)
        {
            return [.. signal];
        }

        int divisor = (int)BigInteger.GreatestCommonDivisor(from, to);
        (int up, int down) = (to / divisor, from / divisor);
        double scale = Math.Min(1, (double)to / from);
        int half = (int)Math.Ceiling(Taps / scale);

        // The positions between two samples of the input repeat after so many outputs. Few of them are needed for a short signal.
        int length = (int)(((long)signal.Length * up + down - 1) / down);
        double[]?[] kernels = new double[up][];
        double[] output = new double[length];
        for (int index = 0; index < length; index++)
        {
            long place = (long)index * down;
            int middle = (int)(place / up);
            int phase = (int)(place % up);
            double[] kernel = kernels[phase] ??= Kernel((double)phase / up, half, scale);
            double sum = 0;
            int last = Math.Min(signal.Length - 1, middle + half + 1);
            for (int at = Math.Max(0, middle - half); at <= last; at++)
            {
                sum += signal[at] * kernel[at - middle + half];
            }

            output[index] = sum;
        }

        return output;
    }

    /// <summary>Returns floats as doubles.</summary>
    public static double[] ToDouble(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), static value => (double)value);

    /// <summary>Returns doubles as floats.</summary>
    public static float[] ToSingle(double[] values) => Array.ConvertAll(values, static value => (float)value);

    /// <summary>Returns the weights of the samples from half before to half + 1 after a position between two samples.</summary>
    private static double[] Kernel(double position, int half, double scale)
    {
        double[] kernel = new double[2 * half + 2];
        for (int tap = 0; tap < kernel.Length; tap++)
        {
            double t = (tap - half - position) * scale;
            double edge = 1 - t / Taps * (t / Taps);
            kernel[tap] = edge < 0 ? 0 : Pass * scale * Sinc(Pass * t) * Bessel(Beta * Math.Sqrt(edge)) / Bessel(Beta);
        }

        return kernel;
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    /// <summary>Returns the modified Bessel function of order 0, from its series.</summary>
    private static double Bessel(double x)
    {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-17 * sum; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }
}
