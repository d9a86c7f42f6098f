using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The plan of a dense layer. Each output has a row of weights, and the lanes are the inputs of a row. (In recurrent layers the lanes are
/// units.) Most heads have only a few outputs, so lanes over outputs would be mostly unused.
/// </summary>
/// <param name="Layer">The index of the layer in the network.</param>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Shape">The number of outputs and their activation.</param>
/// <param name="Name">The name of its method.</param>
/// <param name="WeightOffset">The offset of its weights.</param>
/// <param name="BiasOffset">The offset of its bias.</param>
internal sealed record DensePlan(int Layer, int Inputs, DenseShape Shape, string Name, int WeightOffset, int BiasOffset)
    : LayerPlan(Layer, Inputs)
{
    /// <summary>The number of outputs computed in parallel: their four sums form one 128-bit vector.</summary>
    public const int RowsPerTile = 4;

    /// <summary>Returns the plan of a dense layer.</summary>
    public static DensePlan For(PackedLayout layout, int layer)
    {
        NetworkShape network = layout.Network;
        int Offset(PackedKind kind) => layout.Sections.Single(section => section.Kind == kind && section.Layer == layer).Offset;
        return new DensePlan(
            layer,
            network.InputOf(layer),
            (DenseShape)network.Layers[layer],
            NameOf(network, layer),
            Offset(PackedKind.DenseWeight),
            Offset(PackedKind.DenseBias));
    }

    /// <summary>Returns a name: Stem before all recurrent layers, Head after them, with a number if there are several.</summary>
    private static string NameOf(NetworkShape network, int layer)
    {
        int first = network.Layers.TakeWhile(static layer => layer is DenseShape).Count();
        int head = network.Layers.Reverse().TakeWhile(static layer => layer is DenseShape).Count();
        int end = network.Layers.Count - head;
        return layer < first ? Numbered("Stem", layer, first) : layer >= end ? Numbered("Head", layer - end, head) : $"Dense{layer}";
    }

    private static string Numbered(string name, int index, int count) => count == 1 ? name : $"{name}{index}";
}
