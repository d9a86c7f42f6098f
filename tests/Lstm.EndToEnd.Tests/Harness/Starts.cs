using System;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// What a start makes of a sequence. Units that are off, and functions that saturate, can forget it; then two starts have the same bits.
/// </summary>
internal static class Starts
{
    private const double Visible = 1e-6;

    /// <summary>Whether two starts give other outputs, in the oracle.</summary>
    public static bool Differ(ListSpec spec, LstmWeights weights, float[] inputs, StartState one, StartState other)
    {
        double[] OutputsOf(StartState start) =>
            LstmOracle.Run(spec, weights, inputs, start.HiddenAsDoubles, start.CellAsDoubles, start.Seed ?? 0).Outputs;

        return OutputsOf(one).Zip(OutputsOf(other)).Any(static pair => Math.Abs(pair.First - pair.Second) > Visible);
    }
}
