namespace Streams.Metrics;

/// <summary>
/// Random numbers that belong to a stream, a purpose and a moment: asked again they are the same, in whatever order. Integers are hashed (SplitMix64),
/// and what follows is exact, so that every machine comes to the same bits.
/// </summary>
internal readonly struct Chance
{
    private readonly ulong _stream;

    public Chance(ulong seed, int stream) => _stream = Mix(seed ^ ((ulong)stream << 32));

    /// <summary>From 0 up to 1, all alike.</summary>
    public double Uniform(ChancePurpose purpose, int moment) => (Word(purpose, moment) >> 11) / 9007199254740992.0;

    /// <summary>Around 0 with a standard deviation of 1: a sum of four 16-bit numbers, which is nearly a bell curve.</summary>
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
