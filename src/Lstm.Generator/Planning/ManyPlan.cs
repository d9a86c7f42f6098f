using System;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>How one step of many streams is computed. Whichever way, a stream gets the bits that it has alone.</summary>
/// <param name="Reason">What it does and why, for the head of the generated file.</param>
internal abstract record ManyPlan(string Reason)
{
    /// <summary>The way of a network.</summary>
    public static ManyPlan For(NetworkShape shape, LayerPlan layer)
    {
        string? force = AppContext.GetData("LstmGen.Many") as string;
        if (!shape.IsCausal)
        {
            return new OneByOne("");
        }

        if (force != "shared" && force != "one" && StreamsInLanes.Supports(shape) && (force == "lanes" || shape.Hidden <= StreamsInLanes.MaxHidden))
        {
            return new StreamsInLanes(shape);
        }

        return force != "one" && layer is TiledLayer && SharedLoads.Supports(shape)
            ? new SharedLoads()
            : new OneByOne("StepMany steps one stream after the other.");
    }
}

/// <summary>
/// Eight streams in the lanes of each vector, weights one by one in all lanes. Nothing waits for anything then, no lane is padding, and the sums of one unit
/// are eight registers or fewer. It pays while the weights of a block of units stay in the first cache: each is read for every group of streams.
/// </summary>
internal sealed record StreamsInLanes : ManyPlan
{
    /// <summary>The largest layer for which this is the fastest.</summary>
    public const int MaxHidden = 56;

    public StreamsInLanes(NetworkShape shape)
        : base("StepMany puts eight streams in the lanes of each vector: units have no lanes to fill then, and no stream waits for its own results.")
    {
        FewestStates = 4;
        FewestOfBlock = 4;
    }

    /// <summary>The fewest streams of a last, partial group that are faster in lanes, from states one after the other and back, than one by one.</summary>
    public int FewestStates { get; }

    /// <summary>The same for states that stand in lanes already.</summary>
    public int FewestOfBlock { get; }

    /// <summary>Whether every part of a network can be computed so.</summary>
    public static bool Supports(NetworkShape shape) =>
        shape is { IsCausal: true, Stem: null, Cell: { IsLstm: true, Projection: 0, LayerNorm: false, StochasticForget: false } } &&
        DenseShape.Chain(shape.Head).All(static layer => layer.Activation.Function != Activation.Softmax);
}

/// <summary>
/// Units in lanes as in a step of one stream, and three streams side by side: each weight is loaded once for three. Large layers wait for their weights, which
/// come from beyond the first cache.
/// </summary>
internal sealed record SharedLoads() : ManyPlan(
    "StepMany loads each weight once for three streams: a layer of this size waits for its weights.")
{
    /// <summary>Streams side by side: with the four gates of a block 12 sums, three multipliers and a weight, the 16 registers of AVX2.</summary>
    public const int Streams = 3;

    /// <summary>Whether every part of a network can be computed so.</summary>
    public static bool Supports(NetworkShape shape) => shape is { IsCausal: true, Stem: null, Cell: { IsLstm: true, StochasticForget: false } };
}

/// <summary>A loop over the streams.</summary>
internal sealed record OneByOne(string Reason) : ManyPlan(Reason);
