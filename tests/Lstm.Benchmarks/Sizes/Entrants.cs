using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Machine;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Onnx;
using Lstm.Benchmarks.Rivals;

namespace Lstm.Benchmarks.Sizes;

/// <summary>The contestants of one size.</summary>
/// <param name="caches">The caches, which decide which limits are measured.</param>
/// <param name="withOnnx">Whether ONNX Runtime takes part.</param>
/// <param name="rivals">Other libraries that take part.</param>
internal sealed class Entrants(CpuCaches caches, bool withOnnx, IReadOnlyList<RivalLibrary> rivals)
{
    public const string Step = "Step";
    public const string Run = "Run";
    public const int Streams = 64;

    private const int L1Bytes = 20 * 1024;
    private const int MaxL2Bytes = 320 * 1024;

    /// <summary>The same network with fast functions.</summary>
    public static InexactKind Fast { get; } = new(Role.Fast, "Fast", "Arithmetic = LstmArithmetic.Fast");

    /// <summary>The same network with weights of 16 bits.</summary>
    public static InexactKind Int16 { get; } = new(Role.Narrow, "Int16", "Precision = LstmPrecision.Int16");

    /// <summary>The same network with weights of 8 bits.</summary>
    public static InexactKind Int8 { get; } = new(Role.Narrow, "Int8", "Precision = LstmPrecision.Int8");

    /// <summary>The declarations that compute less exactly, in the order of the tables.</summary>
    public static IReadOnlyList<InexactKind> InexactKinds { get; } = [Fast, Int16, Int8];

    /// <summary>Returns all contestants, each with its own state.</summary>
    /// <param name="network">The exact network.</param>
    /// <param name="inexact">The same network for each of <see cref="InexactKinds"/>; null where the generator rejects it.</param>
    /// <param name="weights">The weights of all.</param>
    /// <param name="inputs">The inputs of all.</param>
    public IEnumerable<(Role Role, string Name, Contestant Contestant)> Of(
        Network network,
        IReadOnlyList<Network?> inexact,
        LstmWeights weights,
        float[] inputs)
    {
        NetworkSize size = network.Size;
        yield return Named(Role.Exact, Step, network.CreateStep(weights, inputs));
        yield return Named(Role.Exact, Run, network.CreateRun(weights, inputs));
        yield return Named(Role.Exact, $"StepMany({Streams})", network.CreateStepMany(weights, inputs, Streams));
        yield return Named(Role.Exact, $"StateBlock({Streams})", network.CreateStepBlock(weights, inputs, Streams));
        foreach ((InexactKind kind, Network? other) in InexactKinds.Zip(inexact))
        {
            if (other is not null)
            {
                yield return Named(kind.Role, kind.Name, other.CreateStep(weights, inputs));
                yield return Named(kind.Role, kind.RunName, other.CreateRun(weights, inputs));
            }
        }

        yield return Named(Role.Limit, nameof(MemoryLevel.L1), new LimitContestant("L1", L1Bytes));
        // At most half of a small L2: other programs use it too.
        yield return Named(Role.Limit, nameof(MemoryLevel.L2), new LimitContestant("L2", Math.Min(MaxL2Bytes, caches.Level2 / 2)));
        if (LevelOf(size) == MemoryLevel.PastL2)
        {
            yield return Named(Role.Limit, nameof(MemoryLevel.PastL2), new LimitContestant("past L2", size.PackedBytes));
        }

        if (withOnnx)
        {
            yield return Named(Role.Onnx, OnnxStepContestant.Title, new OnnxStepContestant(weights, size, inputs));
            yield return Named(Role.Onnx, OnnxSequenceContestant.Title, new OnnxSequenceContestant(weights, size, inputs));
        }

        foreach (RivalLibrary rival in rivals.Where(rival => rival.Has(weights)))
        {
            yield return Named(Role.RivalStep, rival.Name, new RivalStepContestant(rival, weights, size, inputs));
            yield return Named(Role.RivalRun, rival.Name, new RivalRunContestant(rival, weights, size, inputs));
        }
    }

    /// <summary>Returns the memory level that a network's packed weights are read from.</summary>
    public MemoryLevel LevelOf(NetworkSize size) =>
        size.PackedBytes <= caches.Level1 ? MemoryLevel.L1 :
        size.PackedBytes <= caches.Level2 ? MemoryLevel.L2 :
        MemoryLevel.PastL2;

    private static (Role Role, string Name, Contestant Contestant) Named(Role role, string name, Contestant contestant) =>
        (role, name, contestant);
}
