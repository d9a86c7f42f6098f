using System;
using System.Globalization;
using System.Linq;
using Lstm;

namespace Amp;

/// <summary>What is heard when another model is published while the riff is played.</summary>
internal static class SwapReport
{
    private const int Swaps = 50;
    private const int FadeSteps = Models.TrainedRate / 100;

    /// <summary>Prints the largest jumps. Returns whether those of the fade are smaller.</summary>
    public static bool Show(OneLayerAmp lead, OneLayerAmp clean, float[] input)
    {
        float cut = LargestJump(lead, clean, input, fadeSteps: 0);
        float fade = LargestJump(lead, clean, input, FadeSteps);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"A clean model is published while the riff plays, at {Swaps} times. The largest step between neighbouring samples becomes"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"larger by up to {cut:0.0000} with a cut, and {Math.Max(0, fade):0.0000} with a fade of {FadeSteps / 48} ms."));
        return fade < cut;
    }

    /// <summary>
    /// Returns by how much a swap makes the largest step between neighbouring samples larger than it is in either model alone.
    /// </summary>
    internal static float LargestJump(OneLayerAmp lead, OneLayerAmp clean, float[] input, int fadeSteps) =>
        Enumerable.Range(1, Swaps).Max(turn => Jump(lead, clean, input, turn * (input.Length / 2 / Swaps), fadeSteps));

    private static float Jump(OneLayerAmp lead, OneLayerAmp clean, float[] input, int at, int fadeSteps)
    {
        LstmSlot<OneLayerAmp> slot = new(lead);
        LstmStream<OneLayerAmp, OneLayerAmp.State> stream = new(slot, lead.RestState([0]));
        float[] before = new float[at];
        stream.Run(input.AsSpan(0, at), before);

        // What would follow without a swap, and with the other model from the same state.
        int window = FadeSteps + 1;
        OneLayerAmp.State state = stream.State;
        float[] same = new float[window];
        lead.Run(ref state, input.AsSpan(at, window), same);
        state = stream.State;
        float[] other = new float[window];
        clean.Run(ref state, input.AsSpan(at, window), other);

        slot.Publish(clean, fadeSteps);
        float[] swapped = new float[window];
        stream.Run(input.AsSpan(at, window), swapped);
        return Measure.LargestStep([before[^1], .. swapped])
            - Math.Max(Measure.LargestStep([before[^1], .. same]), Measure.LargestStep(other));
    }
}
