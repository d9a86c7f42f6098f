using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Machine;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Rivals;
using Lstm.Benchmarks.Sizes;

namespace Lstm.Benchmarks.Parts;

/// <summary>Which parts there are, and how much of each is measured.</summary>
internal static class PartList
{
    /// <summary>The parts that were asked for, in the order of the report.</summary>
    /// <exception cref="UsageException">A rival cannot be loaded.</exception>
    public static IReadOnlyList<Part> Of(BenchmarkOptions options, MachineInfo machine)
    {
        RivalLibrary[] rivals = [.. options.Rivals.Select(RivalLibrary.Load)];
        return [.. All(options, machine, rivals).Where(part => options.Parts.Count == 0 || options.Parts.Contains(part.Name))];
    }

    private static IEnumerable<Part> All(BenchmarkOptions options, MachineInfo machine, IReadOnlyList<RivalLibrary> rivals)
    {
        int rounds = options.Quick ? 6 : 60;
        IReadOnlyList<NetworkSize> sizes = options.Sizes ?? (options.Quick ? SizeBenchmark.QuickGrid : SizeBenchmark.Grid);
        TimeSpan perSize = TimeSpan.FromSeconds(options.Quick ? 1.5 : 8);
        yield return new SizesPart(sizes, new SizeBenchmark(new Entrants(machine.Caches, options.WithOnnx, rivals), rounds), rounds, sizes.Count * perSize);
    }
}
