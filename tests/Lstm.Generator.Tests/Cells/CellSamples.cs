using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Tests.Cells;

/// <summary>Cells to try a rule on.</summary>
internal static class CellSamples
{
    /// <summary>Every cell with every combination of its options that changes its equations.</summary>
    public static IReadOnlyList<CellShape> All { get; } =
    [
        .. from peephole in Both
           from coupled in Both
           from normalised in Both
           from random in Both
           from limited in Both
           from projection in (int[])[0, 2]
           select new CellShape(CellKind.Lstm, 3)
           {
               Peephole = peephole,
               CoupledGates = coupled,
               LayerNorm = normalised,
               StochasticForget = random,
               Clip = limited ? 1 : 0,
               CellClip = limited ? 2 : 0,
               Projection = projection,
           },
        .. from kind in (CellKind[])[CellKind.GruResetAfter, CellKind.GruResetBefore, CellKind.Rnn, CellKind.SLstm]
           from limited in Both
           select new CellShape(kind, 3) { Clip = limited ? 1 : 0 },
    ];

    private static bool[] Both => [false, true];
}
