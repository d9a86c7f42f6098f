using System;
using System.Linq;
using Lstm.Tests;

namespace Lstm.EndToEnd.Tests;

/// <summary>Where a stream starts: h and c of each layer, [layers][hidden].</summary>
internal sealed record StartState(float[][] Hidden, float[][] Cell)
{
    public double[][] HiddenAsDoubles => AsDoubles(Hidden);

    public double[][] CellAsDoubles => AsDoubles(Cell);

    /// <summary>A start that no state left at zero could pass for.</summary>
    public static StartState Create(int layers, int hidden, int seed)
    {
        float[][] Vectors(int kind) =>
            [.. Enumerable.Range(0, layers).Select(layer => RandomWeights.Inputs(1, hidden, HashOf(seed, kind, layer)))];

        return new StartState(Vectors(0), Vectors(1));
    }

    // Neighbouring seeds give unlike values; System.HashCode would give other ones in every process.
    private static int HashOf(int seed, int kind, int layer) => 1_000_003 + 1_009 * seed + 17 * kind + layer * 31;

    private static double[][] AsDoubles(float[][] vectors) => [.. vectors.Select(static vector => Array.ConvertAll(vector, static value => (double)value))];
}
