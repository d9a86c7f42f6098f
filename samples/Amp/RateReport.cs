using System;
using System.Globalization;
using Lstm;

namespace Amp;

/// <summary>Runs a network, which was trained at 48 kHz, at other rates, with the correction and without.</summary>
internal static class RateReport
{
    // Whole ratios, that of 88.2 to 48 kHz, and that of 48 to 44.1 kHz.
    private static readonly int[] s_rates = [96_000, 192_000, 88_200, 52_245];

    // A whole ratio has to be better by this factor.
    private const double Gain = 30;

    /// <summary>
    /// Prints the errors. Returns whether the correction works, and whether with a ratio of 2 it has the bits of two streams.
    /// </summary>
    public static bool Show(Material material, OneLayerAmp model)
    {
        Console.WriteLine("One layer at other rates than the 48 kHz of its training. The riff is resampled to the rate, and the output");
        Console.WriteLine("back to 48 kHz. ESR to the same network at 48 kHz, and to the circuit:");
        Console.WriteLine();
        Console.WriteLine($"{"",-22}{"ratio",10}{"corrected",13}{"not",10}{"circuit: corrected",23}{"not",10}");
        float[] own = Run(model, material.Input, Models.TrainedRate, isCorrected: false);
        bool isBetter = true;
        foreach (int rate in s_rates)
        {
            float[] corrected = AtRate(model, material.Riff, rate, isCorrected: true);
            float[] plain = AtRate(model, material.Riff, rate, isCorrected: false);
            double error = Measure.ErrorToSignal(corrected, own);
            double plainError = Measure.ErrorToSignal(plain, own);
            isBetter &= error * (rate % Models.TrainedRate == 0 ? Gain : 1) < plainError;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{rate,19:N0} Hz{(double)rate / Models.TrainedRate,10:0.####}{error,13:0.000000}{plainError,10:0.0000}") +
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Measure.ErrorToSignal(corrected, material.Amplified),23:0.0000}") +
                string.Create(CultureInfo.InvariantCulture, $"{Measure.ErrorToSignal(plain, material.Amplified),10:0.0000}"));
        }

        bool sameBits = HasBitsOfTwoStreams(model, material.Input);
        string bits = sameBits ? "the bits" : "OTHER BITS than those";
        Console.WriteLine();
        Console.WriteLine($"At twice the rate, the even and the odd samples have {bits} of two streams.");
        return isBetter && sameBits;
    }

    /// <summary>Returns what a network makes of a signal of 48 kHz at another rate, at 48 kHz again.</summary>
    internal static float[] AtRate(OneLayerAmp model, double[] signal, int rate, bool isCorrected)
    {
        float[] input = Resampler.ToSingle(Resampler.Resample(signal, Models.TrainedRate, rate));
        double[] output = Resampler.ToDouble(Run(model, input, rate, isCorrected));
        return Resampler.ToSingle(Resampler.Resample(output, rate, Models.TrainedRate))[..signal.Length];
    }

    /// <summary>Returns whether the even and the odd samples of a stream at twice the rate have the bits of a stream each.</summary>
    internal static bool HasBitsOfTwoStreams(OneLayerAmp model, float[] input)
    {
        float[] output = Run(model, input, 2 * Models.TrainedRate, isCorrected: true);
        for (int first = 0; first < 2; first++)
        {
            OneLayerAmp.State state = model.RestState([0]);
            for (int sample = first; sample < input.Length; sample += 2)
            {
                if (output[sample] != model.Step(ref state, input[sample]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static float[] Run(OneLayerAmp model, float[] input, int rate, bool isCorrected)
    {
        double ratio = isCorrected ? (double)rate / Models.TrainedRate : 1;
        RateCorrectedStream<OneLayerAmp, OneLayerAmp.State> stream = new(model, ratio, model.RestState([0]));
        float[] output = new float[input.Length];
        stream.Run(input, output);
        return output;
    }
}
