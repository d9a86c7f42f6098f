using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Lstm.Benchmarks.Children;
using Lstm.Benchmarks.Latency;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Output;

namespace Lstm.Benchmarks.Parts;

/// <summary>The latency of single steps, while another thread allocates.</summary>
/// <param name="duration">The time for each network; without the other thread, a quarter of it.</param>
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
                progress($"{size}, {(allocating ? "while another thread allocates" : "alone")}");
                // The background collector is the default of programs; this project file turns it off.
                string json = Child.Self(
                    LatencyProbe.Arguments(size, allocating ? duration : duration / 4, allocating),
                    new Dictionary<string, string> { ["DOTNET_gcConcurrent"] = "1" });
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
            ## Latency of single steps

            Every single `Step` timed for {Text.Number(duration.TotalSeconds, "0.##")} s (a quarter of that without the other
            thread), each network in a process of its own. ns, including the reading of the clock, which is the last column. The
            other thread allocates blocks of 4 KB all the time, so that collections run throughout. `Step` allocates nothing: long
            latencies are pauses of the collector, or of the operating system.

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
        [
            (Position(0.5), "50 %"),
            (Position(0.9), "90 %"),
            (Position(0.99), "99 %"),
            (Position(0.999), "99.9 %"),
            (Position(0.9999), "99.99 %"),
            (Position(0.99999), "99.999 %"),
            (Position(0.999999), "99.9999 %"),
        ],
        legendAtLeft: true);

    /// <summary>Returns the horizontal position of a share: its number of nines.</summary>
    private static double Position(double share) => -Math.Log10(1 - share);
}
