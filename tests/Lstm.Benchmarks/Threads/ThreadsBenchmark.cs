using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;
using Lstm.TestKit;

namespace Lstm.Benchmarks.Threads;

/// <summary>The gain of several threads for many streams.</summary>
/// <param name="rounds">Rounds of each contest.</param>
/// <param name="threads">How many threads.</param>
internal sealed class ThreadsBenchmark(int rounds, int threads)
{
    // Enough work that one call is long enough for a measurement.
    private const int StreamSteps = 100_000;

    /// <summary>Measures all sizes with all numbers of streams.</summary>
    public IReadOnlyList<ThreadsResult> Measure(IReadOnlyList<NetworkSize> sizes, IReadOnlyList<int> streams, Action<string> progress) =>
    [
        .. CompiledNetworks
            .Compile([.. sizes.Select(static size => new NetworkDeclaration(size))])
            .SelectMany(network => streams.Select(count => Measure(network, count, progress))),
    ];

    private ThreadsResult Measure(Network network, int streams, Action<string> progress)
    {
        NetworkSize size = network.Size;
        LstmWeights weights = RandomWeights.Create(size.Input, size.Hidden);
        float[] inputs = RandomWeights.Inputs(StreamSteps, size.Input);
        Contestant[] contestants =
        [
            network.CreateStepMany(weights, inputs, streams),
            network.CreateStepBlock(weights, inputs, streams),
            network.CreateStepRanges(weights, inputs, streams, threads),
        ];
        void Show(string what) => progress($"{size}, {streams} streams: {what}");
        Rounds.WarmUp(contestants, Show);
        IReadOnlyList<Timing> timings = Rounds.Measure(contestants, rounds, Show);
        return new ThreadsResult(size, streams, timings[0], timings[1], timings[2]);
    }
}
