using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Machine;
using Lstm.Benchmarks.Modes;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Rivals;
using Lstm.Benchmarks.Sizes;
using Lstm.Benchmarks.Sweep;
using Lstm.Benchmarks.Variants;

namespace Lstm.Benchmarks.Parts;

/// <summary>The parts of the benchmark, and their extent.</summary>
internal static class PartList
{
    /// <summary>Returns the requested parts, in the order of the report.</summary>
    /// <exception cref="UsageException">A rival cannot be loaded, or two have the same name.</exception>
    public static IReadOnlyList<Part> Of(BenchmarkOptions options, MachineInfo machine)
    {
        RivalLibrary[] rivals = [.. options.Rivals.Select(RivalLibrary.Load)];
        if (rivals.GroupBy(static rival => rival.Name).FirstOrDefault(static same => same.Count() > 1) is { } same)
        {
            throw new UsageException(
                $"Two rivals have the name '{same.Key}'. Results are found by name: change rival_name of one of them.");
        }

        return [.. All(options, machine, rivals).Where(part => options.Parts.Count == 0 || options.Parts.Contains(part.Name))];
    }

    private static IEnumerable<Part> All(BenchmarkOptions options, MachineInfo machine, IReadOnlyList<RivalLibrary> rivals)
    {
        bool quick = options.Quick;
        int rounds = quick ? 6 : 60;
        IReadOnlyList<NetworkSize> sizes = options.Sizes ?? (quick ? SizeBenchmark.QuickGrid : SizeBenchmark.Grid);
        TimeSpan forSizes = sizes.Count * TimeSpan.FromSeconds(quick ? 2 : 7);
        Entrants entrants = new(machine.Caches, options.WithOnnx, rivals);
        yield return new SizesPart(sizes, new SizeBenchmark(entrants, rounds), rounds, forSizes);
        if (options.RivalsAvx2.Count > 0)
        {
            yield return new AvxTwoRivalsPart(sizes, options.RivalsAvx2, quick, forSizes);
        }

        int processes = options.Processes ?? (quick ? 3 : 10);
        IReadOnlyList<NetworkSize> modesSizes = options.Sizes ?? ModesBenchmark.Grid;
        ModesBenchmark modes = new(processes, rounds);
        yield return new ModesPart(modesSizes, modes, processes * TimeSpan.FromSeconds(3 + 0.003 * rounds * modesSizes.Count));

        IReadOnlyList<int> inputs = quick ? [1] : [1, 8, 64];
        int sweepRounds = quick ? 4 : 40;
        SweepBenchmark sweep = new(machine.Caches, quick ? 64 : 256, sweepRounds);
        yield return new SweepPart(inputs, sweep, sweepRounds, inputs.Count * TimeSpan.FromSeconds(quick ? 6 : 45));
        int variantRounds = quick ? 4 : 60;
        yield return new VariantsPart(new VariantBenchmark(variantRounds), variantRounds, TimeSpan.FromSeconds(quick ? 8 : 25));
        yield return new ThreadsPart(quick ? 3 : 40, Environment.ProcessorCount);
        yield return new SilencePart(quick ? 3 : 20);
        yield return new MemoryPart(sizes);
        yield return new LatencyPart(TimeSpan.FromSeconds(quick ? 1 : 60));
        yield return new StartPart(quick ? 3 : 20);
        yield return new GeneratorPart(sizes, quick ? 5 : 40);
    }
}
