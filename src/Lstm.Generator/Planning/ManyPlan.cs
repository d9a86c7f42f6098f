using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>How one step of many streams is computed. Whichever way, a stream gets the bits that it has alone.</summary>
/// <param name="Reason">What it does and why, for the header of the generated file.</param>
internal abstract record ManyPlan(string Reason)
{
    /// <summary>The way of a network in vectors of a width. One that cannot step has none; narrow vectors have none, and the widest that for larger layers.</summary>
    public static ManyPlan? For(NetworkShape shape, LayerPlan layer, VectorWidth width) =>
        !shape.IsCausal || width.IsNarrow ? null :
        shape.IsQuantized ? new OneByOne() :
        shape.Hidden <= StreamsInLanes.MaxHidden && StreamsInLanes.Supports(shape) ? new StreamsInLanes(shape.Blocks) :
        layer is TiledLayer or PairLayer && SharedLoads.Supports(shape) ? new SharedLoads() :
        new OneByOne();
}

/// <summary>
/// Eight streams in the lanes of each vector, and each weight in all lanes: nothing waits for anything then, and no lane is padding, which are the costs of a small
/// network. With more units each broadcast weight, which serves one vector where a vector of weights serves eight units, is the greater cost.
/// </summary>
/// <param name="Blocks">Blocks of eight units in a layer.</param>
internal sealed record StreamsInLanes(int Blocks)
    : ManyPlan(
        "StepMany advances eight streams at a time, one in each lane: no lane is padding, and independent chains hide the latency.")
{
    /// <summary>
    /// The largest layer for which this is the fastest. Nanoseconds a stream, this against shared loads, with AVX2: 64 and 88 at 1x17, 77 and 92 at 1x20, 111 and 104 at 1x24; with
    /// AVX-512: 64 and 74, 77 and 77, 100 and 77.
    /// </summary>
    public const int MaxHidden = 20;

    /// <summary>
    /// The fewest streams of a last, partial group that are faster in lanes than one by one. A group takes as long as two to four steps with one block of units and four to six
    /// with more; states that have to be put in lanes first, and taken out again, make it one or two more.
    /// </summary>
    public int FewestStates => Blocks == 1 ? 5 : 6;

    /// <summary>The same for states that stand in lanes already: there, it is single streams that have to be taken out first.</summary>
    public int FewestOfBlock => Blocks == 1 ? 2 : 3;

    /// <summary>Whether every part of a network can be computed so.</summary>
    public static bool Supports(NetworkShape shape) =>
        shape is { IsCausal: true, Stem: null, Cell: { IsLstm: true, Projection: 0, LayerNorm: false, StochasticForget: false } } &&
        DenseShape.Chain(shape.Head).All(static layer => layer.Activation.Function != Activation.Softmax) &&
        DenseShape.Chain(shape.Head).Sum(static layer => layer.Units) <= MaxDenseUnits;

    // Each stands on the stack eight times, a stream a lane.
    private const int MaxDenseUnits = 256;
}

/// <summary>
/// Units in lanes as in a step of one stream, and three streams side by side: each weight is loaded once for three. The sums of larger layers wait for loads: two vectors a cycle
/// from the first cache, less from beyond it.
/// </summary>
internal sealed record SharedLoads()
    : ManyPlan(
        "StepMany advances three streams at a time and loads each weight once for all of them: at this size loads are the limit.")
{
    /// <summary>Streams side by side: with the four gates of a block 12 sums, three multipliers and a weight, the 16 registers of AVX2.</summary>
    public const int Streams = 3;

    /// <summary>Whether every part of a network can be computed so: the shared sums are written for four gates.</summary>
    public static bool Supports(NetworkShape shape) =>
        shape is { IsCausal: true, Stem: null, Cell: { IsLstm: true, CoupledGates: false, StochasticForget: false } };
}

/// <summary>A loop over the streams.</summary>
internal sealed record OneByOne() : ManyPlan("StepMany advances one stream after the other.");
