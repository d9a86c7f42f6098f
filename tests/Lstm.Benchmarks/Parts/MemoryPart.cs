using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Memory;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Output;
using Lstm.Benchmarks.Targets;

namespace Lstm.Benchmarks.Parts;

/// <summary>Bytes of weights and states, and bytes allocated.</summary>
internal sealed class MemoryPart(IReadOnlyList<NetworkSize> sizes) : Part("memory", TimeSpan.FromSeconds(5))
{
    // The memory of a model in addition to its weights: constants of its activations, alignment, and two objects.
    private const int Overhead = 2048;

    public override Chapter Measure(Action<string> progress)
    {
        progress("constructing");
        IReadOnlyList<MemoryResult> results = MemoryBenchmark.Measure(sizes);
        MarkdownTable table = new("size", "weights", "padded", "heap of a model", "state", "Step", "Run", "StepMany");
        foreach (MemoryResult result in results)
        {
            table.Row(
                result.Size.ToString(),
                Text.Number(result.Weights, "#,0"),
                Text.Number(result.Packed, "#,0"),
                Text.Number(result.Model, "#,0"),
                Text.Number(result.State, "#,0"),
                Text.Number(result.StepAllocates, "0.##"),
                Text.Number(result.RunAllocates, "0.##"),
                Text.Number(result.StepManyAllocates, "0.##"));
        }

        MemoryResult[] allocating =
            [.. results.Where(static result => result.StepAllocates + result.RunAllocates + result.StepManyAllocates > 0)];
        MemoryResult[] larger =
            [.. results.Where(static result => result.Model > result.Packed + Overhead || result.State != result.PaddedState)];
        static string SizesOf(MemoryResult[] some) => string.Join(", ", some.Select(static result => result.Size));
        return new Chapter(
            $"""
            ## Memory

            Bytes. "Weights" are the float32 weights of the equations, "padded" the same with units rounded up to whole vectors,
            "heap of a model" is the growth of the managed heap with one more model. The last three columns are the bytes that a
            step allocates.

            {table}
            """)
        {
            Targets =
            [
                new TargetResult(
                    "memory",
                    "one padded copy of the weights, 2H floats a layer of state",
                    larger.Length == 0 ? "met at every size" : $"more at {SizesOf(larger)}",
                    larger.Length == 0),
                new TargetResult(
                    "allocations",
                    "0 bytes a step",
                    allocating.Length == 0 ? "0 bytes" : $"some at {SizesOf(allocating)}",
                    allocating.Length == 0),
            ],
            Failures = [.. allocating.Select(static result => $"{result.Size}: a step allocates.")],
            Numbers = results,
        };
    }
}
