namespace Lstm.TestKit;

/// <summary>
/// Steele, Lea and Flood's generator: a few lines that say what the numbers are, where System.Random only promises them within a version.
/// </summary>
public sealed class SplitMix64
{
    private ulong _state;

    public SplitMix64(int seed) => _state = unchecked((ulong)seed);

    public ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            ulong mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>An integer from 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)((Next() >> 33) % (ulong)count);

    /// <summary>Floats uniform in ±<paramref name="bound"/>.</summary>
    public float[] Values(int count, float bound)
    {
        float[] values = new float[count];
        for (int index = 0; index < count; index++)
        {
            // The 24 bits a float can tell apart, in [0, 1).
            float unit = (Next() >> 40) * (1f / (1 << 24));
            values[index] = (2 * unit - 1) * bound;
        }

        return values;
    }
}
