using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// How one network is computed: every choice that depends on its sizes, made in one place and without Roslyn. The emitters only print it.
/// </summary>
/// <param name="Layout">Where the weights stand.</param>
/// <param name="First">The first layer, which takes the network's input.</param>
/// <param name="Upper">The layers above, which are all alike; null where there are none.</param>
/// <param name="Head">The dense head; null where there is none.</param>
internal sealed record KernelPlan(PackedLayout Layout, LayerPlan First, LayerPlan? Upper, HeadPlan? Head)
{
    public NetworkShape Shape => Layout.Shape;

    /// <summary>Where the first layer's weights start.</summary>
    public int FirstOffset => PackedLayout.ConstantsLength;

    /// <summary>Where the second layer's weights start; those of each further layer follow at its length.</summary>
    public int UpperOffset => FirstOffset + First.Length;

    /// <summary>Floats of state a layer has: its hidden state and its cell state, each padded to whole blocks.</summary>
    public int LayerState => 2 * Shape.PaddedHidden;

    /// <summary>Floats of pre-activations a step keeps between its phases; 0 where they never leave the registers.</summary>
    public int Scratch => First is TiledLayer ? 4 * Shape.PaddedHidden : 0;

    /// <summary>
    /// Whether the layers and the head are compiled into the loop over the steps. A call costs 1 to 2 ns: much of a step at these sizes,
    /// nothing at larger ones, whose loops are better off in methods of their own, far from the compiler's limits.
    /// </summary>
    public bool InlineLayers => Shape.Layers == 1 && First is RegisterLayer;

    public static KernelPlan For(NetworkShape shape)
    {
        PackedLayout layout = PackedLayout.For(shape);
        return new KernelPlan(
            layout,
            LayerOf(layout, 0),
            shape.Layers > 1 ? LayerOf(layout, 1) : null,
            (shape.Head is not null) ? HeadOf(layout) : null);
    }

    private static LayerPlan LayerOf(PackedLayout layout, int layer)
    {
        NetworkShape shape = layout.Shape;
        List<PackedSection> sections = layout.Sections.Where(section => section.Kind is PackedKind.Input or PackedKind.Recurrent && section.Index == layer).ToList();

        List<TilePlan> tiles = [];
        for (int i = 0; i < sections.Count; i += 2)
        {
            tiles.Add(new TilePlan(sections[i], sections[i + 1]));
        }

        int inputs = shape.InputOf(layer);
        int length = sections.Sum(static section => section.Length);
        return shape.Blocks <= RegisterLayer.MaxBlocks
            ? new RegisterLayer(inputs, shape.Hidden, length, tiles[0])
            : new TiledLayer(inputs, shape.Hidden, length, tiles);
    }

    private static HeadPlan HeadOf(PackedLayout layout) => new(
        layout.Sections.Single(static section => section.Kind == PackedKind.DenseWeight),
        layout.Sections.Single(static section => section.Kind == PackedKind.DenseBias));
}
