using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// Where a stream starts: h and c of each cell, [cells][hidden or projection] and [cells][hidden], and the seed of its random numbers. A
/// GRU's c are empty.
/// </summary>
internal sealed record StartState(float[][] Hidden, float[][] Cell, ulong? Seed = null)
{
    public double[][] HiddenAsDoubles => AsDoubles(Hidden);

    public double[][] CellAsDoubles => AsDoubles(Cell);

    /// <summary>All states of each cell, h and c among them, [cells][states][width]; null where the others are zero.</summary>
    public float[][][]? States { get; init; }

    /// <summary>The last inputs of each convolution; null for zero.</summary>
    public float[][]? Windows { get; init; }

    /// <summary>The start where another sequence ended.</summary>
    public static StartState After(Trace trace, ulong? seed = null) =>
        new(trace.Hidden, trace.Cell, seed) { States = trace.States, Windows = trace.Windows };

    /// <summary>A start that no state left at zero could pass for.</summary>
    public static StartState Create(ListSpec spec, int seed)
    {
        float[][] Vectors(int kind, char state) =>
            [.. spec.Cells.Select(cell => RandomWeights.Inputs(1, cell.Spec.WidthOf(state), HashOf(seed, kind, cell.Number)))];

        return new StartState(Vectors(0, 'h'), Vectors(1, 'c'), spec.IsRandom ? (ulong)HashOf(seed, 2, 0) << 20 : null);
    }

    /// <summary>The zero state, given rather than left out.</summary>
    public static StartState Zero(ListSpec spec)
    {
        float[][] Vectors(char state) => [.. spec.Cells.Select(cell => new float[cell.Spec.WidthOf(state)])];
        return new StartState(Vectors('h'), Vectors('c'));
    }

    // Neighbouring seeds give unlike values; System.HashCode would give other ones in every process.
    private static int HashOf(int seed, int kind, int cell) => 1_000_003 + 1_009 * seed + 17 * kind + cell * 31;

    private static double[][] AsDoubles(float[][] vectors) =>
    [
        .. vectors.Select(static vector => System.Array.ConvertAll(vector, static value => (double)value)),
    ];
}
