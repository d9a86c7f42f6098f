using System;
using System.Globalization;
using Lstm;

namespace Amp;

/// <summary>What is heard when the amplifier is switched on and nobody plays.</summary>
internal static class StartReport
{
    private const int Samples = Models.TrainedRate / 2;

    // -100 dB of full scale, less than one step of 16 bits.
    private const float Inaudible = 1e-5f;

    /// <summary>Prints the header of the table.</summary>
    public static void ShowHeader()
    {
        Console.WriteLine("Half a second of silence after the start. Peak of the output, less its level at rest, below full scale:");
        Console.WriteLine();
        Console.WriteLine($"{"",-28}{"from zeros",21}{"from RestState",21}");
    }

    /// <summary>Prints the peaks of both starts. Returns whether a start from the rest state is silent.</summary>
    public static bool Show<TModel, TState>(string name, TModel model)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        float zero = Peak<TModel, TState>(model, default);
        float rest = Peak<TModel, TState>(model, model.RestState([0]));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-28}{Level(zero),18:0} dB{Level(rest),18:0} dB"));
        return rest < Inaudible;
    }

    /// <summary>Returns how far the output is from its level at rest, at most, over half a second of silence.</summary>
    internal static float Peak<TModel, TState>(TModel model, TState start)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        TState rest = model.RestState([0]);
        float[] level = new float[1];
        model.Step(ref rest, [0], level);
        float[] output = new float[Samples];
        model.Run(ref start, new float[Samples], output);
        return Measure.Largest(output, level[0]);
    }

    private static double Level(float peak) => 20 * Math.Log10(Math.Max(peak, 1e-8f));
}
