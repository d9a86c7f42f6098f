using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Machine;
using Lstm.Benchmarks.Output;
using Lstm.Benchmarks.Parts;

namespace Lstm.Benchmarks;

/// <summary>A run of the benchmark, from its first part to the report.</summary>
internal static class Benchmark
{
    /// <summary>Measures the parts, prints them, and writes the report.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">The options ask for something that cannot be done.</exception>
    public static int Run(BenchmarkOptions options)
    {
        MachineInfo machine = MachineInfo.Read();
        IReadOnlyList<Part> parts = PartList.Of(options, machine);
        ReportFile? report = options.WritesReport ? ReportFile.Create(options.OutputPath, options.Quick) : null;
        JsonFile? json = options.JsonPath is { } path ? JsonFile.Create(path) : null;
        Console.WriteLine(MachineReport.Of(machine));

        List<Chapter> chapters = [];
        Progress progress = new(parts);
        foreach (Part part in parts)
        {
            progress.Begin(part);
            Chapter chapter = part.Measure(progress.Show);
            progress.End();
            Console.WriteLine(chapter.Markdown);
            chapters.Add(chapter);
        }

        string targets = TargetReport.Of([.. chapters.SelectMany(static chapter => chapter.Targets)]);
        Console.WriteLine(targets);
        Console.WriteLine($"checksum {Text.Number(Rounds.Checksum, "g6")}; collections while timing: {Rounds.Collections}");
        json?.Write(
            machine,
            parts.Zip(chapters)
                .Where(static pair => pair.Second.Numbers is not null)
                .ToDictionary(static pair => pair.First.Name, static pair => pair.Second.Numbers!));

        if (report is not null)
        {
            report.Write(
                [MachineReport.Of(machine), targets, .. chapters.Select(static chapter => chapter.Markdown)],
                [.. chapters.SelectMany(static chapter => chapter.Figures)]);
            Console.WriteLine($"written to {report.Path}");
        }

        string[] failures = [.. chapters.SelectMany(static chapter => chapter.Failures)];
        foreach (string failure in failures)
        {
            Console.Error.WriteLine("FAILED: " + failure);
        }

        return failures.Length == 0 ? ExitCodes.Sound : ExitCodes.Failed;
    }
}
