using System;
using System.Globalization;
using Lstm;

namespace Amp;

/// <summary>Compares the networks and the baseline with the circuit.</summary>
internal static class AccuracyReport
{
    // A trained network that misses this has been changed.
    private const double MostError = 0.01;

    /// <summary>Prints the errors. Returns whether both networks are nearer to the circuit than the baseline and the limit.</summary>
    public static bool Show(Material material, OneLayerAmp oneLayer, TwoLayerAmp twoLayers)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Guitar.Seconds} s of guitar that training has not heard, at 48 kHz, compared with the simulated circuit:"));
        Console.WriteLine();
        Console.WriteLine($"{"",-48}{"weights",10}{"ESR",10}{"dB",9}");
        double one = Row("one layer of 16 units", OneLayerAmp.ParameterCount, Of<OneLayerAmp, OneLayerAmp.State>(material, oneLayer));
        double two = Row("two layers of 8 units", TwoLayerAmp.ParameterCount, Of<TwoLayerAmp, TwoLayerAmp.State>(material, twoLayers));
        float[] shaped = Resampler.ToSingle(Shaper.Amplify(material.Riff));
        double baseline = Row("filter, tanh, filter", 8, Measure.ErrorToSignal(shaped, material.Amplified));
        return Math.Max(one, two) < Math.Min(baseline, MostError);
    }

    /// <summary>Returns the error to signal ratio of a network that starts from rest.</summary>
    public static double Of<TModel, TState>(Material material, TModel model)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        TState state = model.RestState([0]);
        float[] output = new float[material.Input.Length];
        model.Run(ref state, material.Input, output);
        return Measure.ErrorToSignal(output, material.Amplified);
    }

    private static double Row(string name, int weights, double error)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-48}{weights,10}{error,10:0.0000}{Measure.Decibels(error),9:0.0}"));
        return error;
    }
}
