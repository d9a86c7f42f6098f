using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Output;
using Lstm.TestKit;

namespace Lstm.Benchmarks.Latency;

/// <summary>Times every single step for a while, in a process of its own, and prints the latencies.</summary>
internal static class LatencyProbe
{
    public const string Command = "probe-latency";

    private const int InputSteps = 256;
    private const int KeptBlocks = 1024;
    private const int BlockBytes = 4096;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_clock = TimeSpan.FromMilliseconds(200);

    /// <summary>Measures in this process.</summary>
    /// <param name="size">The network.</param>
    /// <param name="seconds">How long to measure.</param>
    /// <param name="allocating">Whether another thread allocates meanwhile.</param>
    /// <param name="output">Receives a <see cref="LatencyResult"/>.</param>
    public static void Run(NetworkSize size, double seconds, bool allocating, TextWriter output)
    {
        Network network = CompiledNetworks.Compile([new NetworkDeclaration(size)])[0];
        LstmWeights weights = RandomWeights.Create(size.Input, size.Hidden, size.Layers);
        float[] inputs = RandomWeights.Inputs(InputSteps, size.Input);
        network.TimeSteps(weights, inputs, new StepTimer(s_warmUp, new LatencyHistogram()));
        LatencyHistogram clock = new();
        TimeNothing(new StepTimer(s_clock, clock));

        using CancellationTokenSource stop = new();
        Thread allocator = new(() => Allocate(stop.Token)) { IsBackground = true };
        if (allocating)
        {
            allocator.Start();
        }

        // Garbage of the compilation must not be collected during the measurement.
        GC.Collect();
        int collections = GC.CollectionCount(0);
        LatencyHistogram latencies = new();
        network.TimeSteps(weights, inputs, new StepTimer(TimeSpan.FromSeconds(seconds), latencies));
        int ran = GC.CollectionCount(0) - collections;
        stop.Cancel();

        LatencyResult result = new(
            size,
            allocating,
            latencies.Count,
            ran,
            clock.Quantile(0.5),
            [.. LatencyPoint.Shares.Select(share => new LatencyPoint(share, latencies.Quantile(share)))],
            latencies.Maximum);
        output.WriteLine(JsonSerializer.Serialize(result, JsonFile.Options));
    }

    /// <summary>Returns the arguments of the measuring process.</summary>
    public static string[] Arguments(NetworkSize size, TimeSpan duration, bool allocating) =>
        [Command, size.ToString(), duration.TotalSeconds.ToString(CultureInfo.InvariantCulture), allocating.ToString()];

    private static void TimeNothing(StepTimer timer)
    {
        while (timer.Running)
        {
            timer.Start();
            timer.Stop();
        }
    }

    /// <summary>Allocates like a busy program: many short-lived objects, some of which live longer.</summary>
    private static void Allocate(CancellationToken stop)
    {
        byte[][] kept = new byte[KeptBlocks][];
        for (int block = 0; !stop.IsCancellationRequested; block++)
        {
            byte[] bytes = new byte[BlockBytes];
            bytes[0] = 1;
            kept[block % KeptBlocks] = bytes;
            if (block % KeptBlocks == 0)
            {
                Thread.Sleep(1);
            }
        }
    }
}
