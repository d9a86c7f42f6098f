using System;

namespace Lstm.Testing;

/// <summary>Creates random inputs, equal for equal seeds.</summary>
internal static class ProofInputs
{
    /// <summary>Returns values that are uniform in [-1, 1], row-major [steps, size].</summary>
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
