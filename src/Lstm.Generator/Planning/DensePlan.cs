using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The plan of a dense layer. Each output has a row of weights, and the lanes are the inputs of a row. (In recurrent layers the lanes are
/// units.) Most heads have only a few outputs, so lanes over outputs would be mostly unused.
/// </summary>
/// <param name="Name">The name of its method.</param>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Shape">The number of outputs and their activation.</param>
/// <param name="WeightOffset">The offset of its weights.</param>
/// <param name="BiasOffset">The offset of its bias.</param>
internal sealed record DensePlan(string Name, int Inputs, DenseChain Shape, int WeightOffset, int BiasOffset)
{
    /// <summary>The number of outputs computed in parallel: their four sums form one 128-bit vector.</summary>
    public const int RowsPerTile = 4;

    /// <summary>Returns the plans of all dense layers in order, those of the stem first.</summary>
    public static IReadOnlyList<DensePlan> For(PackedLayout layout)
    {
        int stem = layout.Shape.StemLayers;
        int head = DenseChain.Chain(layout.Shape.Head).Count();
        List<DensePlan> plans = [];
        foreach ((DenseChain layer, int inputs) in layout.Shape.DenseLayers())
        {
            int index = plans.Count;
            int Offset(PackedKind kind) => layout.Sections.Single(section => section.Kind == kind && section.Index == index).Offset;
            string name = index < stem ? Numbered("Stem", index, stem) : Numbered("Head", index - stem, head);
            plans.Add(new DensePlan(name, inputs, layer, Offset(PackedKind.DenseWeight), Offset(PackedKind.DenseBias)));
        }

        return plans;
    }

    private static string Numbered(string name, int index, int count) => count == 1 ? name : $"{name}{index}";
}
