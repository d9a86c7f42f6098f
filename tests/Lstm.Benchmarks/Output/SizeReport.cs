using System;
using System.Collections.Generic;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Onnx;
using Lstm.Benchmarks.Sizes;

namespace Lstm.Benchmarks.Output;

/// <summary>Prints the tables of sizes.</summary>
internal static class SizeReport
{
    /// <summary>Measures each size and prints its row as soon as there is one.</summary>
    public static IReadOnlyList<SizeResult> Print(IReadOnlyList<Network> networks, SizeBenchmark benchmark, int rounds)
    {
        Console.WriteLine(
            $"""

            LstmGen, one layer, no head, float32: ns a step over {rounds} alternating rounds, fastest and (median).
            The limit is this machine's own, measured in the same rounds: multiply-adds that stream their weights from where the network's
            packed weights fit. "at limit" is the time a step's multiply-adds alone would take there; the share is that over the fastest round.

            """);
        TextTable table = new(
            "  size", "weights", "  Step (median)", "   Run (median)", "  limit", "MAC/ns", "at limit", "Step share", "Run share", "bytes/step");
        List<SizeResult> results = [];
        foreach (Network network in networks)
        {
            SizeResult result = benchmark.Measure(network, ProgressLine.For(network.Size.ToString()));
            ProgressLine.Clear();
            results.Add(result);
            table.Row(
                result.Size.ToString(),
                Text.Kilobytes(result.Size.PackedBytes),
                Both(result.Step),
                Both(result.Run),
                NameOf(result.Level),
                Text.Number(1 / result.Limit.Minimum, "0.0"),
                Text.Nanoseconds(result.LimitPerStep),
                Text.Share(result.StepShare),
                Text.Share(result.RunShare),
                Text.Number(Math.Max(result.Step.AllocatedBytes, result.Run.AllocatedBytes), "0.##"));
        }

        return results;
    }

    /// <summary>Prints the rival's table; nothing when it was left out.</summary>
    public static void PrintOnnx(IReadOnlyList<SizeResult> results)
    {
        if (results.Count == 0 || results[0].Onnx is null)
        {
            return;
        }

        Console.WriteLine(
            $"""

            ONNX Runtime {OnnxSession.Version}, one thread, values bound beforehand, the same weights and inputs, in the same rounds as above.
            Its two ways are compared with Step and with Run, fastest round against fastest round.

            """);
        TextTable table = new(
            "  size", "step by step (median)", "against Step", "whole sequence (median)", "against Run", "max difference");
        foreach (SizeResult result in results)
        {
            OnnxResult onnx = result.Onnx!;
            table.Row(
                result.Size.ToString(),
                Both(onnx.Step),
                Text.Ratio(onnx.Step.Minimum / result.Step.Minimum),
                Both(onnx.Sequence),
                Text.Ratio(onnx.Sequence.Minimum / result.Run.Minimum),
                Text.Number(onnx.Difference, "0.0e+0"));
        }
    }

    private static string Both(Timing timing) => $"{Text.Nanoseconds(timing.Minimum)} ({Text.Nanoseconds(timing.Median)})";

    private static string NameOf(MemoryLevel level) => level == MemoryLevel.PastL2 ? "past L2" : level.ToString();
}
