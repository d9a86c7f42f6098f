using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;
using Lstm.TestKit;

namespace Lstm.Benchmarks.Silence;

/// <summary>Steps after the input has become silent: a decaying state must not end in subnormal numbers, which are slow.</summary>
internal sealed class SilenceBenchmark(int rounds)
{
    // A fiftieth of a second of sound, then two seconds of silence: nearly all of the measured time is silence, the decay included.
    private const int SoundSteps = 1000;
    private const int Steps = 100_000;
    private const float Subnormal = 1e-40f;

    /// <summary>Measures all sizes.</summary>
    public IReadOnlyList<SilenceResult> Measure(IReadOnlyList<NetworkSize> sizes, Action<string> progress) =>
    [
        .. CompiledNetworks
            .Compile([.. sizes.Select(static size => new NetworkDeclaration(size))])
            .Select(network => Measure(network, progress)),
    ];

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
        void Show(string what) => progress($"{size}: {what}");
        Rounds.WarmUp(contestants, Show);
        IReadOnlyList<Timing> timings = Rounds.Measure(contestants, rounds, Show);
        return new SilenceResult(size, timings[0], timings[1], timings[2]);
    }

    private static float[] Then(NetworkSize size, float silence)
    {
        float[] inputs = RandomWeights.Inputs(Steps, size.Input);
        inputs.AsSpan(SoundSteps * size.Input).Fill(silence);
        return inputs;
    }

    /// <summary>
    /// Returns weights whose state decays to zero: forget gates of 0.95, small recurrent weights, and no other bias.
    /// </summary>
    private static LstmWeights Fading(NetworkSize size)
    {
        LstmLayerWeights random = RandomWeights.Create(size.Input, size.Hidden).Layers[0];
        float[] bias = new float[4 * size.Hidden];
        bias.AsSpan(size.Hidden, size.Hidden).Fill(3);
        float[] recurrent = [.. random.Recurrent.ToArray().Select(static weight => weight / 20)];
        return new LstmWeights([new LstmLayerWeights(size.Input, size.Hidden, random.Input, recurrent, bias)]);
    }
}
