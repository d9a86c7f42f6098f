using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Lstm.Benchmarks.Children;
using Lstm.Benchmarks.Latency;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Output;

namespace Lstm.Benchmarks.Parts;

/// <summary>How long single steps take, beside a thread that allocates.</summary>
/// <param name="duration">For each network; without the other thread, a quarter of it.</param>
internal sealed class LatencyPart(TimeSpan duration) : Part("latency", 3 * (1.25 * duration + TimeSpan.FromSeconds(6)))
{
    private static readonly NetworkSize[] s_sizes = [new(1, 16), new(8, 64), new(64, 128)];

    public override Chapter Measure(Action<string> progress)
    {
        List<LatencyResult> results = [];
        foreach (NetworkSize size in s_sizes)
        {
            foreach (bool allocating in (bool[])[false, true])
            {
                progress($"{size}, {(allocating ? "beside a thread that allocates" : "alone")}");
                // The background collector is what programs have unless they say otherwise; this one says otherwise.
                string json = Child.Self(
                    LatencyProbe.Arguments(size, allocating ? duration : duration / 4, allocating), new Dictionary<string, string> { ["DOTNET_gcConcurrent"] = "1" });
                results.Add(JsonSerializer.Deserialize<LatencyResult>(json, JsonFile.Options)!);
            }
        }

        MarkdownTable table = new("size", " other thread", "steps", "collections", "p50", "p99", "p99.9", "p99.99", "max", "clock");
        foreach (LatencyResult result in results)
        {
            table.Row(
                result.Size.ToString(),
                result.Allocating ? "allocates" : "none",
                Text.Number(result.Steps, "#,0"),
                Text.Number(result.Collections, "#,0"),
                Text.Nanoseconds(result.At(0.5)),
                Text.Nanoseconds(result.At(0.99)),
                Text.Nanoseconds(result.At(0.999)),
                Text.Nanoseconds(result.At(0.9999)),
                Text.Nanoseconds(result.Maximum),
                Text.Nanoseconds(result.Clock));
        }

        return new Chapter(
            $"""
            ### Latency of single steps

            Every single `Step` timed for {Text.Number(duration.TotalSeconds, "0.##")} s (a quarter of that without the other thread), each network in a process of its own; ns, the clock's own reading, in the last
            column, included. The other thread allocates 4 KB at a time without end, so that collections run throughout. `Step` allocates nothing: what is long is the
            collector's pauses, and the operating system taking the core away.

            {table}
            ![Latency of single steps](benchmarks/latency.svg)
            """)
        {
            Figures = [new Figure("latency.svg", Plot(results))],
            Numbers = results,
        };
    }

    private static string Plot(IReadOnlyList<LatencyResult> results) => Plots.Lines(
        "Latency of single steps",
        "share of steps that take no longer",
        "ns",
        [.. results.Select(static result => (
            $"{result.Size}, {(result.Allocating ? "allocating" : "alone")}",
            (double[])[.. result.Curve.Select(static point => Position(point.Share))],
            (double[])[.. result.Curve.Select(static point => Math.Max(1, point.Nanoseconds))]))],
        [(Position(0.5), "50 %"), (Position(0.9), "90 %"), (Position(0.99), "99 %"), (Position(0.999), "99.9 %"), (Position(0.9999), "99.99 %"), (Position(0.99999), "99.999 %"), (Position(0.999999), "99.9999 %")],
        legendAtLeft: true);

    /// <summary>As many nines, as far to the right.</summary>
    private static double Position(double share) => -Math.Log10(1 - share);
}
