using System;

namespace Lstm.Testing;

/// <summary>Inputs by chance, the same ones for the same seed.</summary>
internal static class ProofInputs
{
    /// <summary>Values uniform in ±1, row-major [steps, size].</summary>
    public static float[] Create(int steps, int size, int seed)
    {
        var random = new Random(seed);
        float[] values = new float[steps * size];
        foreach (ref float value in values.AsSpan())
        {
            value = random.NextSingle() * 2 - 1;
        }

        return values;
    }
}
