using System;
using System.IO;
using Lstm;

namespace Amp;

/// <summary>Writes wave files to compare by ear.</summary>
internal static class Exhibits
{
    private const int SwapEvery = Models.TrainedRate / 2;
    private const int FadeSteps = Models.TrainedRate / 100;

    /// <summary>Writes the riff, what the circuit and the networks make of it, and a riff with swaps of the model.</summary>
    public static void Write(string folder, Material material)
    {
        Directory.CreateDirectory(folder);
        Save(folder, "riff.wav", material.Input);
        Save(folder, "circuit.wav", material.Amplified);
        foreach (string name in Effect.Names)
        {
            float[] output = new float[material.Input.Length];
            Effect.Create(name, Models.TrainedRate).Process(material.Input, output);
            Save(folder, $"{name}.wav", output);
        }

        Save(folder, "baseline.wav", Resampler.ToSingle(Shaper.Amplify(material.Riff)));
        Save(folder, "swaps.wav", Swaps(material.Input));
    }

    /// <summary>Returns the riff through two models in turn, with a fade from one to the other every half second.</summary>
    private static float[] Swaps(float[] input)
    {
        OneLayerAmp[] models = [Models.OneLayer(), Models.Clean()];
        LstmSlot<OneLayerAmp> slot = new(models[0]);
        LstmStream<OneLayerAmp, OneLayerAmp.State> stream = new(slot, models[0].RestState([0]));
        float[] output = new float[input.Length];
        for (int start = 0; start < input.Length; start += SwapEvery)
        {
            if (start > 0)
            {
                slot.Publish(models[start / SwapEvery % 2], FadeSteps);
            }

            stream.Run(input.AsSpan(start, SwapEvery), output.AsSpan(start, SwapEvery));
        }

        return output;
    }

    private static void Save(string folder, string name, float[] samples) =>
        WaveFile.Write(Path.Combine(folder, name), new Sound(Models.TrainedRate, [samples]), bits: 32);
}
