namespace Streams.Metrics;

/// <summary>
/// Random numbers that are a function of a stream, a purpose and a moment, so that the order of the calls does not matter. They are
/// hashed integers (SplitMix64), followed by exact operations only, so that every machine computes the same bits.
/// </summary>
internal readonly struct Chance
{
    private readonly ulong _stream;

    public Chance(ulong seed, int stream) => _stream = Mix(seed ^ ((ulong)stream << 32));

    /// <summary>Returns a uniform number in [0, 1).</summary>
    public double Uniform(ChancePurpose purpose, int moment) => (Word(purpose, moment) >> 11) / 9007199254740992.0;

    /// <summary>Returns a nearly normal number with mean 0 and standard deviation 1: the sum of four 16-bit numbers.</summary>
    public double Bell(ChancePurpose purpose, int moment)
    {
        ulong word = Word(purpose, moment);
        int sum = (ushort)word + (ushort)(word >> 16) + (ushort)(word >> 32) + (ushort)(word >> 48);
        return (sum - 131070) / 37837.0;
    }

    private ulong Word(ChancePurpose purpose, int moment) => Mix(Mix(_stream ^ (ulong)purpose) ^ (ulong)moment);

    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
