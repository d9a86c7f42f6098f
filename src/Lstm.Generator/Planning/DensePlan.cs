using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// A dense layer: a row of weights an output, walked along its inputs (unlike the recurrent layers, which are walked across their units), because most
/// heads have one output or few, and lanes over outputs would stand empty.
/// </summary>
/// <param name="Name">The name of its method.</param>
/// <param name="Inputs">Values it takes in.</param>
/// <param name="Shape">Its outputs and what it applies to them.</param>
/// <param name="WeightOffset">Where its weights start.</param>
/// <param name="BiasOffset">Where its bias starts.</param>
internal sealed record DensePlan(string Name, int Inputs, DenseShape Shape, int WeightOffset, int BiasOffset)
{
    /// <summary>Outputs computed side by side: their four sums become one 128-bit vector.</summary>
    public const int RowsPerTile = 4;

    /// <summary>The dense layers of a network in order, those of the stem first.</summary>
    public static IReadOnlyList<DensePlan> For(PackedLayout layout)
    {
        int stem = layout.Shape.StemLayers;
        int head = DenseShape.Chain(layout.Shape.Head).Count();
        List<DensePlan> plans = [];
        foreach ((DenseShape layer, int inputs) in layout.Shape.DenseLayers())
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
