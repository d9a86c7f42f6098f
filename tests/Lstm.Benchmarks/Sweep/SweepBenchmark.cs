using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Machine;
using Lstm.Benchmarks.Networks;
using Lstm.TestKit;

namespace Lstm.Benchmarks.Sweep;

/// <summary>Times <c>Step</c> at every hidden size, all of them side by side in every round.</summary>
/// <param name="caches">The caches that weights can outgrow.</param>
/// <param name="maxHidden">The largest hidden size.</param>
/// <param name="rounds">Rounds, and rounds of the second measurement of conspicuous sizes.</param>
internal sealed class SweepBenchmark(CpuCaches caches, int maxHidden, int rounds)
{
    /// <summary>The largest hidden size.</summary>
    public int MaxHidden => maxHidden;

    // Few, so that a measurement of a large network is not much longer than necessary.
    private const int Steps = 32;

    /// <summary>Measures all hidden sizes for one input size.</summary>
    /// <param name="inputSize">Inputs of a step.</param>
    /// <param name="progress">Receives progress messages.</param>
    public SweepResult Measure(int inputSize, Action<string> progress)
    {
        progress($"generating and compiling {MaxHidden} classes");
        NetworkSize[] sizes = [.. Enumerable.Range(1, MaxHidden).Select(hidden => new NetworkSize(inputSize, hidden))];
        IReadOnlyList<Network> networks = CompiledNetworks.Compile([.. sizes.Select(static size => new NetworkDeclaration(size))]);
        Contestant[] contestants = [.. networks.Select(CreateStep)];

        Rounds.WarmUp(contestants, progress);
        IReadOnlyList<Timing> timings = Rounds.Measure(contestants, rounds, progress);
        SweepPoint[] points = [.. timings.Select((timing, index) => new SweepPoint(sizes[index], timing.Minimum))];
        LookAgain(contestants, points, progress);
        return new SweepResult(inputSize, points, new NeighbourRule(points, caches).Find());
    }

    private static Contestant CreateStep(Network network) =>
        network.CreateStep(RandomWeights.Create(network.Size.Input, network.Size.Hidden), RandomWeights.Inputs(Steps, network.Size.Input));

    /// <summary>Measures conspicuous sizes again: a disturbance can hit one size in all of its rounds, but hardly twice.</summary>
    private void LookAgain(Contestant[] contestants, SweepPoint[] points, Action<string> progress)
    {
        NeighbourRule rule = new(points, caches);
        int[] indices = [.. rule.Find()
            .SelectMany(finding => rule.NeighboursOf(finding.Point).Prepend(finding.Point))
            .Select(static point => point.Hidden - 1)
            .Distinct()
            .Order()];
        IReadOnlyList<Timing> timings = Rounds.Measure([.. indices.Select(index => contestants[index])], rounds, progress);
        for (int i = 0; i < indices.Length; i++)
        {
            SweepPoint point = points[indices[i]];
            points[indices[i]] = point with { Nanoseconds = Math.Min(point.Nanoseconds, timings[i].Minimum) };
        }
    }
}
