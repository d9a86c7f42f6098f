using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>The plan of a step of many streams. Every plan gives results that are bit-identical to those of a single stream.</summary>
/// <param name="Reason">The plan and its reason, for the remarks of the generated file.</param>
internal abstract record ManyPlan(string Reason)
{
    /// <summary>
    /// Returns the plan of a kernel. It is null for networks that cannot run single steps, and for narrow vectors. The widest vectors use
    /// the plan of larger layers.
    /// </summary>
    public static ManyPlan? For(KernelPlan plan) =>
        !plan.Network.IsCausal || plan.Width.IsNarrow ? null :
        StreamsInLanes.Supports(plan.Network) ? new StreamsInLanes(plan.Recurrent.Max(static layer => layer.Cell.Blocks)) :
        SharedLoads.Supports(plan) ? new SharedLoads() :
        new OneByOne();
}

/// <summary>
/// The plan with eight streams in the lanes of each vector and each weight broadcast to all lanes. It avoids the two costs of a small
/// network: latency between dependent operations and padding lanes. In larger layers the broadcasts cost more than that, because a
/// broadcast weight serves one vector, while a vector of weights serves eight units.
/// </summary>
/// <param name="Blocks">The number of blocks of eight units in a layer.</param>
internal sealed record StreamsInLanes(int Blocks)
    : ManyPlan(
        "StepMany advances eight streams at a time, one in each vector lane. No lane holds a unit of padding, and because the operations " +
        "of different units are independent, the processor need not wait for each result.")
{
    /// <summary>
    /// The largest layer of a cell without a variant for which this plan is the fastest. Nanoseconds per stream for this plan and for
    /// shared loads with AVX2: 64 and 88 at 1x17, 77 and 92 at 1x20, 111 and 104 at 1x24. With AVX-512: 64 and 74, 77 and 77, 100 and 77.
    /// </summary>
    public const int MaxHidden = 20;

    /// <summary>
    /// The largest layer of a cell that shared loads help less: with layer normalisation, or with sums that wait for a vector of this step.
    /// In lanes and with shared loads: 106 and 150 with normalisation at 1x24, 118 and 155 at 8x24, 176 and 173 at 8x32; 61 and 79, 73 and
    /// 86, 120 and 128 for a GRU that resets before the product.
    /// </summary>
    public const int MaxHiddenOfDependentSums = 24;

    /// <summary>
    /// The largest layer with a stochastic forget gate. Drawing costs as much in lanes, 20 ns a stream and more from 17 units on: 66 and 77
    /// ns one by one at 1x16, 83 and 80 with shared loads at 1x20.
    /// </summary>
    public const int MaxHiddenOfDraws = 16;

    /// <summary>
    /// The size from which a last, partial group of separate states is faster in lanes than one by one. A group takes as long as two to
    /// four single steps with one block of units, and as four to six with more blocks. Copying states into lane order and back adds one or
    /// two.
    /// </summary>
    public int FewestStates => Blocks == 1 ? 5 : 6;

    /// <summary>
    /// The size for states in lane order. It is smaller, because single streams would have to be copied out of the lanes.
    /// </summary>
    public int FewestOfBlock => Blocks == 1 ? 2 : 3;

    /// <summary>Returns whether this plan supports every part of a network and is the fastest.</summary>
    public static bool Supports(NetworkShape network) =>
        network.IsCausal &&
        network.Recurrent.All(static layer => layer.Cell.Hidden <= MaxHiddenOf(layer.Cell.Definition)) &&
        network.Layers.OfType<FeedForwardShape>().Sum(static layer => layer.Units) <= MaxDenseUnits &&
        network.Windows.All(static window => window.Length <= MaxDenseUnits);

    private static int MaxHiddenOf(Cell cell) =>
        cell.IsRandom ? MaxHiddenOfDraws :
        cell.NormalisedSums.Length > 0 || cell.LateSums.Length > 0 ? MaxHiddenOfDependentSums :
        MaxHidden;

    // Each takes eight floats on the stack, one for each stream.
    private const int MaxDenseUnits = 256;
}

/// <summary>
/// The plan with units in lanes, as in a step of one stream, and three streams in parallel that share each loaded weight. The sums of
/// larger layers are limited by loads: two vectors per cycle from the first-level cache, fewer from other levels.
/// </summary>
internal sealed record SharedLoads()
    : ManyPlan(
        "StepMany advances three streams at a time and loads each weight once for all of them, not once for each.")
{
    /// <summary>
    /// The number of streams in parallel. With four gates of a block there are 12 accumulators, three multipliers and a weight, which fill
    /// the 16 registers of AVX2.
    /// </summary>
    public const int Streams = 3;

    /// <summary>Returns whether a layer of a kernel benefits: its sums are a matrix product over all its weights.</summary>
    public static bool Serves(RecurrentPlan layer) =>
        layer is PairLayer or TiledLayer { Sums: UnrolledSums or TileMethods or QuantizedSums };

    /// <summary>Returns whether a layer of a network benefits.</summary>
    public static bool Supports(KernelPlan plan) => plan.Recurrent.Any(Serves);
}

/// <summary>The plan with a loop over the streams.</summary>
internal sealed record OneByOne() : ManyPlan("StepMany advances one stream after the other.");
