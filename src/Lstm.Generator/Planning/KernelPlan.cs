using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// How one network is computed: every choice that depends on its shape, made in one place and without Roslyn. The emitters only print it.
/// </summary>
internal sealed class KernelPlan
{
    private KernelPlan(PackedLayout layout, VectorWidth width, bool traced = false)
    {
        Layout = layout;
        Width = width;
        First = LayerPlan.For(layout, 0, width);
        Upper = Shape.Layers > 1 ? LayerPlan.For(layout, 1, width) : null;
        IReadOnlyList<DensePlan> dense = DensePlan.For(layout);
        Stem = dense.Take(Shape.StemLayers).ToList();
        Head = dense.Skip(Shape.StemLayers).ToList();
        State = new StatePlan(Shape);
        Scratch = new ScratchPlan(Shape, First, Stem, Head, LooksAhead);
        Sequences = new SequencePlan(Shape);
        Many = ManyPlan.For(Shape, First, width);
        Trace = traced ? new TracePlan(Shape) : null;
    }

    /// <summary>Where the weights stand.</summary>
    public PackedLayout Layout { get; }

    public NetworkShape Shape => Layout.Shape;

    /// <summary>The vectors that it is computed in. The bits do not depend on them.</summary>
    public VectorWidth Width { get; }

    /// <summary>The first recurrent layer, which takes the network's input, or what the stem makes of it.</summary>
    public LayerPlan First { get; }

    /// <summary>The recurrent layers above, which are all alike; null where there are none.</summary>
    public LayerPlan? Upper { get; }

    /// <summary>The dense layers before the recurrent ones.</summary>
    public IReadOnlyList<DensePlan> Stem { get; }

    /// <summary>The dense layers after the recurrent ones.</summary>
    public IReadOnlyList<DensePlan> Head { get; }

    /// <summary>What a state holds.</summary>
    public StatePlan State { get; }

    /// <summary>The memory that a step works in.</summary>
    public ScratchPlan Scratch { get; }

    /// <summary>What a run over a whole sequence keeps between its passes; meaningless for a network that can step.</summary>
    public SequencePlan Sequences { get; }

    /// <summary>Whether a run takes several steps at once, layer by layer, because at least one layer gains by it.</summary>
    public bool LooksAhead => First is TiledLayer { LooksAhead: true } || Upper is TiledLayer { LooksAhead: true };

    /// <summary>Whether tiles are walked back and forth.</summary>
    public bool BackAndForth => First is TiledLayer { BackAndForth: true } || Upper is TiledLayer { BackAndForth: true };

    /// <summary>Whether tiles are methods of their own.</summary>
    public bool HasTileMethods => First is TiledLayer { HasTileMethods: true };

    /// <summary>How one step of many streams is computed; null for a network that cannot step.</summary>
    public ManyPlan? Many { get; }

    /// <summary>What a step leaves behind for those who want to look at it; null in every kernel but the traced one.</summary>
    public TracePlan? Trace { get; }

    /// <summary>
    /// Whether the layers and the head are compiled into the loop over the steps. A call costs 1 to 2 ns: much of a step at these sizes,
    /// nothing at larger ones, whose loops are better off in methods of their own, far from the compiler's limits.
    /// </summary>
    public bool InlineLayers => Shape is { Layers: 1, IsCausal: true } && First is RegisterLayer && Stem.Count == 0 && Head.Count <= 1;

    /// <summary>The plan of the kernel for processors with vectors of eight floats.</summary>
    public static KernelPlan For(NetworkShape shape) => new(PackedLayout.For(shape), VectorWidth.Wide);

    /// <summary>The plan of the kernel for those with vectors of sixteen, or null for networks that they do not serve: see <see cref="PairLayer"/>.</summary>
    public static KernelPlan? WidestFor(NetworkShape shape)
    {
        PackedLayout layout = PackedLayout.For(shape);
        return PairLayer.Serves(layout) ? new KernelPlan(layout, VectorWidth.Widest) : null;
    }

    /// <summary>The plan of the kernel for those with vectors of four.</summary>
    public static KernelPlan NarrowFor(NetworkShape shape) => new(PackedLayout.For(shape), VectorWidth.Narrow);

    /// <summary>The plan of the kernel that shows its gates: in vectors of four, whose phases have all gates in memory, and which every processor has.</summary>
    public static KernelPlan TracedFor(NetworkShape shape) => new(PackedLayout.For(shape), VectorWidth.Narrow, traced: true);

    /// <summary>The plan of a recurrent layer.</summary>
    public LayerPlan LayerOf(int layer) => layer == 0 ? First : Upper!;

    /// <summary>Where the weights of a cell start.</summary>
    public int StartOf(int layer, int direction)
    {
        CellSections sections = LayerOf(layer).Sections;
        int cell = layer == 0 ? direction : (layer - 1) * Shape.Directions + direction;
        return sections.Start + cell * sections.Length;
    }
}
