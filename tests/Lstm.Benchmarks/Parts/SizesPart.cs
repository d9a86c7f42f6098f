using System;
using System.Collections.Generic;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Onnx;
using Lstm.Benchmarks.Output;
using Lstm.Benchmarks.Sizes;
using Lstm.Benchmarks.Targets;

namespace Lstm.Benchmarks.Parts;

/// <summary>The time of a step at each size, with the machine's limits and the other libraries.</summary>
internal sealed class SizesPart(IReadOnlyList<NetworkSize> sizes, SizeBenchmark benchmark, int rounds, TimeSpan expected)
    : Part("sizes", expected)
{
    public override Chapter Measure(Action<string> progress)
    {
        IReadOnlyList<SizeResult> results = benchmark.Measure(sizes, progress);
        string markdown =
            $"""
            ## Every size

            ns a step, fastest of {rounds} alternating rounds and (median). The limit is this machine's, measured in the same
            rounds: "at limit" is the time of a step's multiply-adds alone, and the share is that over the fastest round.

            {SizeReport.Exact(results)}
            ![Share of the machine's limit](benchmarks/shares.svg)

            The same network, less exactly: `LstmArithmetic.Fast`, and weights of 16 and 8 bits. "differs by" is the largest difference
            between one of the outputs before it and that of `Step`.

            {SizeReport.Inexact(results)}
            How many times as fast as `Step`, for one stream, fastest round against fastest round:

            {SizeReport.Gains(results)}
            """;
        if (SizeReport.Onnx(results) is { Length: > 0 } onnx)
        {
            markdown +=
                $"""

                ## ONNX Runtime, in the same rounds

                ONNX Runtime {OnnxSession.Version}, one thread, values bound beforehand, the same weights and inputs. ns a step,
                compared with `Step` and `Run`.

                {onnx}
                """;
        }

        if (RivalReport.Of(results) is { Length: > 0 } rivals)
        {
            markdown +=
                $"""

                ## Other libraries, in the same rounds

                Libraries behind the interface of `rival.h`, on the same weights and inputs.

                {rivals}
                """;
        }

        return new Chapter(markdown)
        {
            Figures = [new Figure("shares.svg", SizeReport.SharesPlot(results))],
            Targets = [.. SizeTargets.Of(results), SizeTargets.OfOnnx(results)],
            Failures = SizeChecks.Failures(results),
            Numbers = results,
        };
    }
}
