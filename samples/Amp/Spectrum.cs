using System;
using System.Numerics;

namespace Amp;

/// <summary>Computes the power of a signal in bands of a sixth of an octave.</summary>
internal static class Spectrum
{
    private const int Size = 8192;
    private const double Lowest = 50;
    private const int BandsEachOctave = 6;
    private const int Bands = 51;

    /// <summary>Returns the middle of a band and its power, for each band from 50 Hz to 18 kHz.</summary>
    /// <param name="signal">The signal, at the rate of the training.</param>
    public static (double Hertz, double Power)[] Of(ReadOnlySpan<float> signal)
    {
        double[] power = new double[Size / 2];
        Complex[] values = new Complex[Size];
        for (int start = 0; start + Size <= signal.Length; start += Size / 2)
        {
            for (int sample = 0; sample < Size; sample++)
            {
                double window = 0.5 - 0.5 * Math.Cos(2 * Math.PI * sample / Size);
                values[sample] = window * signal[start + sample];
            }

            Transform(values);
            for (int bin = 0; bin < power.Length; bin++)
            {
                power[bin] += values[bin].Real * values[bin].Real + values[bin].Imaginary * values[bin].Imaginary;
            }
        }

        (double Hertz, double Power)[] bands = new (double, double)[Bands];
        for (int band = 0; band < Bands; band++)
        {
            double middle = Lowest * Math.Pow(2, (double)band / BandsEachOctave);
            double half = Math.Pow(2, 0.5 / BandsEachOctave);
            int first = (int)Math.Round(middle / half * Size / Models.TrainedRate);
            int last = Math.Max(first, (int)Math.Round(middle * half * Size / Models.TrainedRate) - 1);
            double sum = 0;
            for (int bin = first; bin <= last; bin++)
            {
                sum += power[bin] / (last - first + 1);
            }

            bands[band] = (middle, sum);
        }

        return bands;
    }

    /// <summary>Computes the discrete Fourier transform in place (Cooley and Tukey, 1965). The length is a power of two.</summary>
    internal static void Transform(Span<Complex> values)
    {
        for (int index = 1, reversed = 0; index < values.Length; index++)
        {
            int bit = values.Length >> 1;
            for (; (reversed & bit) != 0; bit >>= 1)
            {
                reversed ^= bit;
            }

            reversed ^= bit;
            if (index < reversed)
            {
                (values[index], values[reversed]) = (values[reversed], values[index]);
            }
        }

        for (int length = 2; length <= values.Length; length *= 2)
        {
            for (int turn = 0; turn < length / 2; turn++)
            {
                (double sine, double cosine) = Math.SinCos(-2 * Math.PI * turn / length);
                Complex factor = new(cosine, sine);
                for (int index = turn; index < values.Length; index += length)
                {
                    Complex product = factor * values[index + length / 2];
                    values[index + length / 2] = values[index] - product;
                    values[index] += product;
                }
            }
        }
    }
}
