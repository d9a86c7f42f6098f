using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Machine;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Onnx;
using Lstm.Tests;

namespace Lstm.Benchmarks.Sizes;

/// <summary>One contest a size: ours, the machine's limits and ONNX Runtime, side by side in every round.</summary>
/// <param name="caches">Decides which limit a size calls for.</param>
/// <param name="rounds">Rounds of each contest.</param>
/// <param name="withOnnx">Whether ONNX Runtime takes part.</param>
internal sealed class SizeBenchmark(CpuCaches caches, int rounds, bool withOnnx)
{
    /// <summary>Steps of the sequence that everyone is given.</summary>
    public const int Steps = 1024;

    /// <summary>The largest difference from ONNX Runtime's outputs that two sound implementations in float may show.</summary>
    public const float Tolerance = 1e-4f;

    private const int L1Bytes = 20 * 1024;
    private const int MaxL2Bytes = 320 * 1024;

    public SizeResult Measure(Network network, Action<string>? progress)
    {
        LstmWeights weights = RandomWeights.Create(network.Size.Input, network.Size.Hidden);
        float[] inputs = RandomWeights.Inputs(Steps, network.Size.Input);
        NetworkContestant step = network.CreateStep(weights, inputs);
        NetworkContestant run = network.CreateRun(weights, inputs);
        List<Contestant> contestants = [step, run, .. Limits(network.Size)];
        int limits = contestants.Count;
        if (!withOnnx)
        {
            return ResultOf(step, run, Contend(contestants, progress), limits, onnx: null);
        }

        using OnnxStepContestant onnxStep = new(weights, network.Size, inputs);
        using OnnxSequenceContestant onnxSequence = new(weights, network.Size, inputs);
        contestants.AddRange([onnxStep, onnxSequence]);
        float difference = Math.Max(LargestDifference(step, onnxStep), LargestDifference(step, onnxSequence));
        IReadOnlyList<Timing> timings = Contend(contestants, progress);
        return ResultOf(step, run, timings, limits, new OnnxResult(timings[limits], timings[limits + 1], difference));
    }

    private IReadOnlyList<Timing> Contend(IReadOnlyList<Contestant> contestants, Action<string>? progress)
    {
        Rounds.WarmUp(contestants, progress);
        return Rounds.Measure(contestants, rounds, progress);
    }

    private SizeResult ResultOf(NetworkContestant step, NetworkContestant run, IReadOnlyList<Timing> timings, int limits, OnnxResult? onnx) => new(
        step.Size, timings[0], timings[1], timings[2], timings[3], limits > 4 ? timings[4] : null, LevelOf(step.Size), onnx, LargestDifference(step, run));

    private IEnumerable<Contestant> Limits(NetworkSize size)
    {
        yield return new LimitContestant("L1", L1Bytes);
        // Half of a small L2 at the most: the rest is not this program's alone.
        yield return new LimitContestant("L2", Math.Min(MaxL2Bytes, caches.Level2 / 2));
        if (LevelOf(size) == MemoryLevel.PastL2)
        {
            yield return new LimitContestant("past L2", size.PackedBytes);
        }
    }

    private MemoryLevel LevelOf(NetworkSize size) =>
        size.PackedBytes <= caches.Level1 ? MemoryLevel.L1 :
        size.PackedBytes <= caches.Level2 ? MemoryLevel.L2 :
        MemoryLevel.PastL2;

    /// <summary>NaN counts as the largest difference there is.</summary>
    private static float LargestDifference(NetworkContestant left, NetworkContestant right)
    {
        float[] rightOutputs = right.Outputs();
        return left.Outputs()
            .Select((value, index) => MathF.Abs(value - rightOutputs[index]))
            .Max(static difference => float.IsNaN(difference) ? float.PositiveInfinity : difference);
    }
}
