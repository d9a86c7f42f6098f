using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;
using Lstm.TestKit;

namespace Lstm.Benchmarks.Sizes;

/// <summary>One contest for each size, with all contestants in every round.</summary>
/// <param name="entrants">The contestants.</param>
/// <param name="rounds">Rounds of each contest.</param>
internal sealed class SizeBenchmark(Entrants entrants, int rounds)
{
    /// <summary>The largest difference between our outputs and those of another exact implementation in float.</summary>
    public const float Tolerance = 1e-4f;

    private const int MaxSteps = 1024;
    private const int MinSteps = Entrants.Streams;

    // Large networks run a shorter sequence: a call of half a millisecond is long enough, and short measurements are disturbed less often.
    private const long MultiplyAddsOfSequence = 1 << 24;

    /// <summary>The sizes of the report: small stacks with one input, as for audio, large ones with 64.</summary>
    public static IReadOnlyList<NetworkSize> Grid { get; } =
    [
        new(4, 4), new(3, 3), new(1, 8), new(1, 12), new(1, 16), new(1, 20), new(1, 24), new(1, 32), new(1, 40),
        new(8, 64), new(64, 64), new(64, 128), new(128, 128), new(64, 256),
        new(1, 8, 2), new(1, 16, 2), new(64, 128, 2), new(64, 256, 3),
    ];

    /// <summary>A few of them, one of each kind.</summary>
    public static IReadOnlyList<NetworkSize> QuickGrid { get; } = [new(1, 8), new(1, 16), new(8, 64), new(1, 8, 2)];

    /// <summary>Measures all sizes, one after the other.</summary>
    public IReadOnlyList<SizeResult> Measure(IReadOnlyList<NetworkSize> sizes, Action<string> progress)
    {
        progress("generating and compiling");
        string[] options = ["", .. Entrants.InexactKinds.Select(static kind => kind.Options)];
        IReadOnlyList<Network?> networks = CompiledNetworks.CompileAccepted(
            [.. sizes.SelectMany(size => options.Select(option => new NetworkDeclaration(size, option)))]);
        return
        [
            .. networks
                .Chunk(options.Length)
                .Select(kinds => Measure(kinds[0]!, kinds[1..], text => progress($"{kinds[0]!.Size}: {text}"))),
        ];
    }

    private SizeResult Measure(Network network, IReadOnlyList<Network?> inexact, Action<string> progress)
    {
        NetworkSize size = network.Size;
        int steps = (int)Math.Clamp(MultiplyAddsOfSequence / size.MultiplyAdds / MinSteps * MinSteps, MinSteps, MaxSteps);
        LstmWeights weights = RandomWeights.Create(size.Input, size.Hidden, size.Layers);
        float[] inputs = RandomWeights.Inputs(steps, size.Input);
        (Role Role, string Name, Contestant Contestant)[] all = [.. entrants.Of(network, inexact, weights, inputs)];
        Contestant[] contestants = [.. all.Select(static entrant => entrant.Contestant)];
        try
        {
            float[] reference = ((NetworkContestant)contestants[0]).Outputs();
            float?[] differences = [.. contestants.Select(contestant => (contestant as NetworkContestant)?.LargestDifference(reference))];
            Rounds.WarmUp(contestants, progress);
            IReadOnlyList<Timing> timings = Rounds.Measure(contestants, rounds, progress);
            return new SizeResult(
                size, network.StateBytes, entrants.LevelOf(size), steps,
                [.. all.Select((entrant, index) => new Entry(entrant.Name, entrant.Role, timings[index], differences[index]))]);
        }
        finally
        {
            foreach (IDisposable owner in contestants.OfType<IDisposable>())
            {
                owner.Dispose();
            }
        }
    }
}
