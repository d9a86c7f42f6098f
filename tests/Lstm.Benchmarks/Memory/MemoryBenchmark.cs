using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Sizes;
using Lstm.TestKit;

namespace Lstm.Benchmarks.Memory;

/// <summary>The memory of networks, and the bytes that their methods allocate.</summary>
internal static class MemoryBenchmark
{
    private const int Steps = 2 * Entrants.Streams;
    private const int Calls = 20;
    private const int HeapBytes = 8 << 20;

    /// <summary>Measures all sizes.</summary>
    public static IReadOnlyList<MemoryResult> Measure(IReadOnlyList<NetworkSize> sizes) =>
        [.. CompiledNetworks.Compile([.. sizes.Select(static size => new NetworkDeclaration(size))]).Select(Measure)];

    private static MemoryResult Measure(Network network)
    {
        NetworkSize size = network.Size;
        LstmWeights weights = RandomWeights.Create(size.Input, size.Hidden, size.Layers);
        float[] inputs = RandomWeights.Inputs(Steps, size.Input);

        // Enough models that the heap's granularity of a few kilobytes does not matter; one model before them pays for one-time setup.
        object[] models = new object[Math.Clamp(HeapBytes / size.PackedBytes, 8, 256)];
        object first = network.Create(weights);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < models.Length; i++)
        {
            models[i] = network.Create(weights);
        }

        long grown = (GC.GetTotalMemory(forceFullCollection: true) - before) / models.Length;
        GC.KeepAlive(first);
        GC.KeepAlive(models);

        return new MemoryResult(
            size,
            sizeof(float) * (long)(size.MultiplyAdds + 4 * size.Hidden * size.Layers),
            size.PackedBytes,
            grown,
            network.StateBytes,
            2 * sizeof(float) * size.PaddedHidden * size.Layers,
            Allocated(network.CreateStep(weights, inputs)),
            Allocated(network.CreateRun(weights, inputs)),
            Allocated(network.CreateStepMany(weights, inputs, Entrants.Streams)));
    }

    private static double Allocated(NetworkContestant contestant)
    {
        _ = contestant.Call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < Calls; call++)
        {
            _ = contestant.Call();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(Calls * contestant.UnitsPerCall);
    }
}
