using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The plan of one kernel. All decisions that depend on the network's shape are made here, without Roslyn; the emitters only print them.
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

    /// <summary>The layout of the weights.</summary>
    public PackedLayout Layout { get; }

    public StackShape Shape => Layout.Shape;

    /// <summary>The vector width of the kernel. The results are bit-identical for all widths.</summary>
    public VectorWidth Width { get; }

    /// <summary>The first recurrent layer. Its input is that of the network, or the output of the stem.</summary>
    public LayerPlan First { get; }

    /// <summary>The plan of all other recurrent layers; null if there is only one layer.</summary>
    public LayerPlan? Upper { get; }

    /// <summary>The dense layers before the recurrent layers.</summary>
    public IReadOnlyList<DensePlan> Stem { get; }

    /// <summary>The dense layers after the recurrent layers.</summary>
    public IReadOnlyList<DensePlan> Head { get; }

    /// <summary>The layout of a state.</summary>
    public StatePlan State { get; }

    /// <summary>The layout of the scratch memory of a step.</summary>
    public ScratchPlan Scratch { get; }

    /// <summary>The memory between the passes of a whole-sequence run; not used for a network that can run single steps.</summary>
    public SequencePlan Sequences { get; }

    /// <summary>Whether a run processes several steps at once, layer by layer, because at least one layer becomes faster.</summary>
    public bool LooksAhead => First is TiledLayer { LooksAhead: true } || Upper is TiledLayer { LooksAhead: true };

    /// <summary>Whether steps alternate between forward and backward order of the tiles.</summary>
    public bool BackAndForth => First is TiledLayer { BackAndForth: true } || Upper is TiledLayer { BackAndForth: true };

    /// <summary>Whether tiles are separate methods.</summary>
    public bool HasTileMethods => First is TiledLayer { HasTileMethods: true };

    /// <summary>The plan of a step of many streams; null for a network that cannot run single steps.</summary>
    public ManyPlan? Many { get; }

    /// <summary>The length of the memory for a step of many streams, in floats; 0 if it has none of its own.</summary>
    public int ManyMemory => Many switch
    {
        StreamsInLanes => new LanePlan(this).Memory,
        SharedLoads => SharedLoads.Streams * Scratch.Step,
        _ => 0,
    };

    /// <summary>The length of the state that a run over a whole sequence makes for itself, in floats; 0 if it makes none.</summary>
    public int StateMemory => Shape.IsCausal ? 0 : State.Length;

    /// <summary>The layout of a trace; null in every kernel except the traced one.</summary>
    public TracePlan? Trace { get; }

    /// <summary>
    /// Whether the layers and the head are inlined into the loop over the steps. A call costs 1 to 2 ns, which is a large part of a step at
    /// these sizes and negligible at larger ones. Larger loops are separate methods, to stay below the limits of the JIT.
    /// </summary>
    public bool InlineLayers => Shape is { Layers: 1, IsCausal: true } && First is RegisterLayer && Stem.Count == 0 && Head.Count <= 1;

    /// <summary>Returns the plan of the kernel for processors with vectors of eight floats.</summary>
    public static KernelPlan For(StackShape shape) => new(PackedLayout.For(shape), VectorWidth.Wide);

    /// <summary>
    /// Returns the plan of the kernel for processors with vectors of sixteen floats, or null for networks that do not benefit: see
    /// <see cref="PairLayer"/>.
    /// </summary>
    public static KernelPlan? WidestFor(StackShape shape)
    {
        PackedLayout layout = PackedLayout.For(shape);
        return PairLayer.Serves(layout) ? new KernelPlan(layout, VectorWidth.Widest) : null;
    }

    /// <summary>Returns the plan of the kernel for processors with vectors of four floats.</summary>
    public static KernelPlan NarrowFor(StackShape shape) => new(PackedLayout.For(shape), VectorWidth.Narrow);

    /// <summary>
    /// Returns the plan of the traced kernel. It uses vectors of four floats, because every processor has them and that kernel writes all
    /// gates to memory anyway.
    /// </summary>
    public static KernelPlan TracedFor(StackShape shape) => new(PackedLayout.For(shape), VectorWidth.Narrow, traced: true);

    /// <summary>Returns the plan of a recurrent layer.</summary>
    public LayerPlan LayerOf(int layer) => layer == 0 ? First : Upper!;

    /// <summary>Returns the start of the weights of a cell.</summary>
    public int StartOf(int layer, int direction)
    {
        CellSections sections = LayerOf(layer).Sections;
        int cell = layer == 0 ? direction : (layer - 1) * Shape.Directions + direction;
        return sections.Start + cell * sections.Length;
    }
}
