using System;
using System.Collections.Generic;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Output;
using Lstm.Benchmarks.Threads;

namespace Lstm.Benchmarks.Parts;

/// <summary>Many streams on one thread and on several.</summary>
internal sealed class ThreadsPart(int rounds, int threads) : Part("threads", TimeSpan.FromSeconds(10 + 0.5 * rounds))
{
    private static readonly NetworkSize[] s_sizes = [new(4, 4), new(1, 16), new(8, 64)];
    private static readonly int[] s_streams = [1_000, 100_000];

    public override Chapter Measure(Action<string> progress)
    {
        IReadOnlyList<ThreadsResult> results = new ThreadsBenchmark(rounds, threads).Measure(s_sizes, s_streams, progress);
        MarkdownTable table = new("size", "streams", "states", "block", $"block, {threads} threads");
        foreach (ThreadsResult result in results)
        {
            table.Row(
                result.Size.ToString(),
                Text.Number(result.Streams, "#,0"),
                Text.Nanoseconds(result.States.Minimum),
                Text.Nanoseconds(result.Block.Minimum),
                Text.Nanoseconds(result.Ranges.Minimum));
        }

        return new Chapter(
            $"""
            ## Many streams and threads

            ns a stream of `StepMany`, fastest of {rounds} rounds: on plain states, on a block, and on ranges of a block, one for
            each thread of `Parallel.For`.

            {table}
            """)
        {
            Numbers = results,
        };
    }
}
