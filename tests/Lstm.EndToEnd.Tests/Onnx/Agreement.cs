using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>Compares what the oracle, ONNX Runtime and generated classes made of a sequence.</summary>
internal static class Agreement
{
    /// <summary>Fails unless every output and every state agrees.</summary>
    public static void Assert(LstmOracleResult expected, OnnxResult found, double tolerance)
    {
        (double error, string what) = Worst(expected, found);
        // Not "error > tolerance": a NaN must fail.
        Xunit.Assert.True(error <= tolerance, what);
    }

    /// <summary>The largest difference, in units of the largest value that the network reaches where that is above 1.</summary>
    public static (double Error, string What) Worst(LstmOracleResult expected, OnnxResult found)
    {
        double scale = Math.Max(1, Values(expected).Max(static value => Math.Abs(value.Value)));
        (double Error, string What) worst = (0, "");
        foreach ((string what, double e, float f) in Values(expected).Zip(Values(found), static (e, f) => (e.What, e.Value, f.Value)))
        {
            double error = Math.Abs(e - f) / scale;
            if (!(error <= worst.Error))
            {
                worst = (error, FormattableString.Invariant($"{what}: expected {e:G9}, found {f:G9}, error {error:G3} of {scale:G3}"));
            }
        }

        return worst;
    }

    /// <summary>Every output and every state, with a name.</summary>
    public static IEnumerable<(string What, double Value)> Values(LstmOracleResult result) =>
        Values(result.Outputs, result.Hidden, result.Cell);

    private static IEnumerable<(string What, float Value)> Values(OnnxResult result) => Values(result.Outputs, result.Hidden, result.Cell);

    private static IEnumerable<(string What, T Value)> Values<T>(T[] outputs, T[][] hidden, T[][] cell)
    {
        IEnumerable<(string, T)> Named(string name, T[] values) =>
            values.Select((value, n) => (FormattableString.Invariant($"{name}, value {n}"), value));

        return Named("output", outputs)
            .Concat(hidden.SelectMany((state, n) => Named(FormattableString.Invariant($"h of cell {n}"), state)))
            .Concat(cell.SelectMany((state, n) => Named(FormattableString.Invariant($"c of cell {n}"), state)));
    }
}
