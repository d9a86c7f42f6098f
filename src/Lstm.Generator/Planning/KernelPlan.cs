using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The plan of one kernel. All decisions that depend on the network's shape are made here, without Roslyn; the emitters only print them.
/// </summary>
internal sealed class KernelPlan
{
    private KernelPlan(NetworkShape declared, VectorWidth width, bool traced = false)
    {
        Declared = declared;
        Layout = LayoutOf(declared);
        Width = width;
        Parts = Part.For(Layout, width);
        Recurrent = [.. Parts.OfType<RecurrentRun>().SelectMany(static run => run.Layers)];
        FeedForward = [.. Parts.OfType<FeedForwardChain>().SelectMany(static chain => chain.Layers)];
        Kept = KeptOutputs.Of(Parts);
        State = new StatePlan(Network);
        Scratch = new ScratchPlan(this, traced);
        Sequences = new SequencePlan(Parts, Kept);
        Many = ManyPlan.For(this);
        Trace = traced ? new TracePlan(Network) : null;
    }

    /// <summary>The layout of the weights.</summary>
    public PackedLayout Layout { get; }

    /// <summary>The network as declared.</summary>
    public NetworkShape Declared { get; }

    /// <summary>The network of the kernel.</summary>
    public NetworkShape Network => Layout.Network;

    /// <summary>The vector width of the kernel. The results are bit-identical for all widths.</summary>
    public VectorWidth Width { get; }

    /// <summary>The layers in parts, in the order of the data.</summary>
    public IReadOnlyList<Part> Parts { get; }

    /// <summary>The recurrent layers.</summary>
    public IReadOnlyList<RecurrentPlan> Recurrent { get; }

    /// <summary>The recurrent layers that have methods of their own.</summary>
    public IEnumerable<(RecurrentRun Run, RecurrentPlan Layer)> Methods =>
        Parts.OfType<RecurrentRun>().SelectMany(static run => run.Methods.Select(layer => (run, layer)));

    /// <summary>The layers without recurrent weights.</summary>
    public IReadOnlyList<FeedForwardPlan> FeedForward { get; }

    /// <summary>The layers without recurrent weights that have methods of their own.</summary>
    public IEnumerable<FeedForwardPlan> FeedForwardMethods => FeedForward.Where(static layer => layer is not TwoVectorPlan);

    /// <summary>The layers whose outputs outlive their part, each with the last layer that reads them.</summary>
    public IReadOnlyDictionary<int, int> Kept { get; }

    /// <summary>The layout of a state.</summary>
    public StatePlan State { get; }

    /// <summary>The layout of the scratch memory of a step.</summary>
    public ScratchPlan Scratch { get; }

    /// <summary>The memory between the passes of a whole-sequence run; not used for a network that can run single steps.</summary>
    public SequencePlan Sequences { get; }

    /// <summary>Whether a run processes several steps at once, layer by layer, because at least one layer becomes faster.</summary>
    public bool LooksAhead => Recurrent.Any(static layer => layer is TiledLayer { LooksAhead: true });

    /// <summary>Whether steps alternate between forward and backward order of the tiles.</summary>
    public bool BackAndForth => Recurrent.Any(static layer => layer is TiledLayer { BackAndForth: true });

    /// <summary>The plan of a step of many streams; null for a network that cannot run single steps.</summary>
    public ManyPlan? Many { get; }

    /// <summary>The length of the memory for a step of many streams, in floats; 0 if it has none of its own.</summary>
    public int ManyMemory => Many switch
    {
        StreamsInLanes => new LanePlan(this).Memory,
        SharedLoads => SharedLoads.Streams * Scratch.Step,
        _ => 0,
    };

    /// <summary>The length of the state that a run over a whole sequence makes for itself, in floats; 0 if there is no such run.</summary>
    public int StateMemory => Declared is { IsCausal: true, Pool: null } ? 0 : State.Length;

    /// <summary>The layout of a trace; null in every kernel except the traced one.</summary>
    public TracePlan? Trace { get; }

    /// <summary>
    /// Whether the layers and the head are inlined into the loop over the steps. A call costs 1 to 2 ns, which is a large part of a step at
    /// these sizes and negligible at larger ones. Larger loops are separate methods, to stay below the limits of the JIT.
    /// </summary>
    public bool InlineLayers => Network.IsCausal && Parts[0] is RecurrentRun { First: RegisterLayer, Upper: null } &&
        Network.Layers.Count <= 2 && FeedForward.Count == Network.Layers.Count - 1;

    /// <summary>
    /// Whether processors with vectors of sixteen floats may use them for the layers that benefit from them: see
    /// <see cref="TiledLayer.WidensTiles"/>.
    /// </summary>
    public bool Widens { get; private init; }

    /// <summary>Returns the plan of the kernel for processors with vectors of eight floats.</summary>
    /// <param name="network">The network.</param>
    /// <param name="widens">Whether processors with wider vectors may use them. Tests of vectors of eight floats leave this out.</param>
    public static KernelPlan For(NetworkShape network, bool widens = true) => new(network, VectorWidth.Wide) { Widens = widens };

    /// <summary>Returns whether the tiles of a layer use vectors of sixteen floats where a processor has them.</summary>
    public bool WidensTiles(RecurrentPlan layer) => Widens && layer is TiledLayer { WidensTiles: true };

    /// <summary>Returns whether the units of a layer use vectors of sixteen floats where a processor has them.</summary>
    public bool WidensUnits(RecurrentPlan layer) => Widens && layer is TiledLayer { WidensUnits: true };

    /// <summary>
    /// Returns the plan of the kernel for processors with vectors of sixteen floats, or null for networks that do not benefit: see
    /// <see cref="PairLayer"/>.
    /// </summary>
    public static KernelPlan? WidestFor(NetworkShape network) =>
        PairLayer.Serves(LayoutOf(network)) ? new KernelPlan(network, VectorWidth.Widest) : null;

    /// <summary>Returns the plan of the kernel for processors with vectors of four floats.</summary>
    public static KernelPlan NarrowFor(NetworkShape network) => new(network, VectorWidth.Narrow);

    /// <summary>
    /// Returns the plan of the traced kernel. It uses vectors of four floats, because every processor has them and that kernel writes all
    /// gates to memory anyway.
    /// </summary>
    public static KernelPlan TracedFor(NetworkShape network) => new(network, VectorWidth.Narrow, traced: true);

    /// <summary>Returns the start of the weights of a cell.</summary>
    public int StartOf(CellPlace cell)
    {
        RecurrentPlan layer = Recurrent.First(layer => layer.Layer == cell.Layer);
        return layer.Sections.Start + cell.Direction * layer.Sections.Length;
    }

    // Folding comes first: the packed weights do not depend on pooling.
    private static PackedLayout LayoutOf(NetworkShape declared) => PackedLayout.For(declared.Folded().InSteps());
}
