using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// Where a stream starts: h and c of each layer and direction, [layers·directions][hidden or projection] and [layers·directions][hidden],
/// and the seed of its random numbers. A GRU's c are empty.
/// </summary>
internal sealed record StartState(float[][] Hidden, float[][] Cell, ulong? Seed = null)
{
    public double[][] HiddenAsDoubles => AsDoubles(Hidden);

    public double[][] CellAsDoubles => AsDoubles(Cell);

    /// <summary>A start that no state left at zero could pass for.</summary>
    public static StartState Create(NetworkSpec spec, int seed)
    {
        float[][] Vectors(int kind, int width) =>
            [.. Enumerable.Range(0, spec.Cells).Select(cell => RandomWeights.Inputs(1, width, HashOf(seed, kind, cell)))];

        return new StartState(
            Vectors(0, spec.Width),
            Vectors(1, spec.Gru ? 0 : spec.Hidden),
            spec.StochasticForget ? (ulong)HashOf(seed, 2, 0) << 20 : null);
    }

    // Neighbouring seeds give unlike values; System.HashCode would give other ones in every process.
    private static int HashOf(int seed, int kind, int cell) => 1_000_003 + 1_009 * seed + 17 * kind + cell * 31;

    private static double[][] AsDoubles(float[][] vectors) =>
    [
        .. vectors.Select(static vector => System.Array.ConvertAll(vector, static value => (double)value)),
    ];
}
