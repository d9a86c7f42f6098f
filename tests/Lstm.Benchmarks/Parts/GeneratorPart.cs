using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Children;
using Lstm.Benchmarks.Generation;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Output;
using Lstm.Benchmarks.Targets;

namespace Lstm.Benchmarks.Parts;

/// <summary>The time of the generator, and the size of its text and of the machine code.</summary>
internal sealed class GeneratorPart(IReadOnlyList<NetworkSize> sizes, int rounds)
    : Part("generator", TimeSpan.FromSeconds(10 + 0.1 * rounds))
{
    private const double NanosecondsPerMillisecond = 1e6;
    private const double MostMilliseconds = 5;
    private const int MostText = 64 * 1024;

    public override Chapter Measure(Action<string> progress)
    {
        progress("machine code");
        IReadOnlyDictionary<string, int> code = new Dictionary<string, int>();
        string missing = "";
        try
        {
            code = CodeProbe.Measure(sizes);
        }
        catch (ChildFailedException exception)
        {
            missing = $"Machine code was not measured here: {exception.Message}";
        }

        IReadOnlyList<GenerationResult> results = new GenerationBenchmark(rounds).Measure(sizes, code, progress);
        MarkdownTable table = new("size", "edit of the declaration", "edit elsewhere", "text", "machine code");
        foreach (GenerationResult result in results)
        {
            table.Row(
                result.Size.ToString(),
                $"{Milliseconds(result.Time.Minimum)} ({Milliseconds(result.Time.Median)})",
                $"{Milliseconds(result.EditElsewhere.Minimum)} ({Milliseconds(result.EditElsewhere.Median)})",
                Text.Kilobytes(result.TextBytes),
                result.CodeBytes is { } bytes ? Text.Kilobytes(bytes) : "");
        }

        GenerationResult slowest = results.MaxBy(static result => result.Time.Median)!;
        GenerationResult longest = results.MaxBy(static result => result.TextBytes)!;
        return new Chapter(
            $"""
            ## The generator

            ms of a whole run of a warm driver, fastest of {rounds} and (median), after an edit of the declaration and after an
            edit of another file; then the bytes of generated text, and of the machine code of all kernels.

            {table}
            {missing}
            """)
        {
            Targets =
            [
                new TargetResult(
                    "generator, a class in a warm driver",
                    $"under {Text.Number(MostMilliseconds, "0")} ms",
                    $"median at most {Milliseconds(slowest.Time.Median)} ms, at {slowest.Size}",
                    slowest.Time.Median < MostMilliseconds * NanosecondsPerMillisecond),
                new TargetResult(
                    "generated text, a class",
                    $"at most {Text.Kilobytes(MostText)}",
                    $"at most {Text.Kilobytes(longest.TextBytes)}, at {longest.Size}",
                    longest.TextBytes <= MostText),
            ],
            Numbers = results,
        };
    }

    private static string Milliseconds(double nanoseconds) => Text.Milliseconds(nanoseconds / NanosecondsPerMillisecond);
}
