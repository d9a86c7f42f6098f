using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;
using Lstm.TestKit;

namespace Lstm.Benchmarks.Silence;

/// <summary>Whether a stream that has gone silent makes the processor slow: what has died away must not be left among the subnormal numbers.</summary>
internal sealed class SilenceBenchmark(int rounds)
{
    // A fiftieth of a second of sound, and then two seconds of none: what is timed is nearly all silence, its dying away included.
    private const int SoundSteps = 1000;
    private const int Steps = 100_000;
    private const float Subnormal = 1e-40f;

    /// <summary>Measures all sizes.</summary>
    public IReadOnlyList<SilenceResult> Measure(IReadOnlyList<NetworkSize> sizes, Action<string> progress) =>
        [.. CompiledNetworks.Compile([.. sizes.Select(static size => new NetworkDeclaration(size))]).Select(network => Measure(network, progress))];

    private SilenceResult Measure(Network network, Action<string> progress)
    {
        NetworkSize size = network.Size;
        LstmWeights weights = Fading(size);
        Contestant[] contestants =
        [
            network.CreateStep(weights, RandomWeights.Inputs(Steps, size.Input)),
            network.CreateStep(weights, Then(size, 0)),
            network.CreateStep(weights, Then(size, Subnormal)),
        ];
        void Tell(string what) => progress($"{size}: {what}");
        Rounds.WarmUp(contestants, Tell);
        IReadOnlyList<Timing> timings = Rounds.Measure(contestants, rounds, Tell);
        return new SilenceResult(size, timings[0], timings[1], timings[2]);
    }

    private static float[] Then(NetworkSize size, float silence)
    {
        float[] inputs = RandomWeights.Inputs(Steps, size.Input);
        inputs.AsSpan(SoundSteps * size.Input).Fill(silence);
        return inputs;
    }

    /// <summary>Weights whose state dies away: forget gates of 0.95, little of h, and no other bias that would hold it anywhere but at zero.</summary>
    private static LstmWeights Fading(NetworkSize size)
    {
        LstmLayerWeights random = RandomWeights.Create(size.Input, size.Hidden).Layers[0];
        float[] bias = new float[4 * size.Hidden];
        bias.AsSpan(size.Hidden, size.Hidden).Fill(3);
        float[] recurrent = [.. random.Recurrent.ToArray().Select(static weight => weight / 20)];
        return new LstmWeights([new LstmLayerWeights(size.Input, size.Hidden, random.Input, recurrent, bias)]);
    }
}
