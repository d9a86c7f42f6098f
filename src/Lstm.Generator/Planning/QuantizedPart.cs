using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// A part of a layer's sums that is computed in integers. The values are rounded to 16 bits and multiplied by weights of 16 or 8 bits, the
/// products are added exactly in 32 bits, and the sum is scaled back.
/// </summary>
/// <param name="Source">The variable with the values in the layer's method: <c>x</c> or <c>h</c>.</param>
/// <param name="Rows">The number of values.</param>
/// <param name="Memory">The offset of their integers, in floats from the start of the quantized memory.</param>
/// <param name="ScaledMemory">The offset of changed scales of the sums, used if a value is outside [-1, 1].</param>
/// <param name="ScaleOffset">
/// The offset of the scale of the values, which the scales of the sums follow, in floats from the cell's start.
/// </param>
/// <param name="Tiles">The weights.</param>
internal sealed record QuantizedPart(
    string Source,
    int Rows,
    int Memory,
    int ScaledMemory,
    int ScaleOffset,
    IReadOnlyList<PackedSection> Tiles)
{
    /// <summary>The number of pairs of values. One multiply-add takes a pair.</summary>
    public int Pairs => QuantizedShape.Pairs(Rows);

    /// <summary>
    /// Returns the parts of a layer: the output of the layer below, and the layer's own hidden state. Other inputs can have any magnitude and
    /// stay floats.
    /// </summary>
    public static IReadOnlyList<QuantizedPart> For(NetworkShape network, CellPlace cell, CellSections sections)
    {
        int scales = ScalesOf(cell.Shape);
        QuantizedPart Hidden(int memory) => new(
            "h",
            cell.Shape.Width,
            memory + scales,
            memory,
            sections.OffsetOf(PackedKind.QuantizedRecurrentScale),
            sections.All(PackedKind.QuantizedRecurrent));

        if (!network.HasQuantizedInputs(cell.Layer))
        {
            return [Hidden(memory: 0)];
        }

        return
        [
            new QuantizedPart(
                "x",
                cell.Inputs,
                scales,
                ScaledMemory: 0,
                sections.OffsetOf(PackedKind.QuantizedInputScale),
                sections.All(PackedKind.QuantizedInput)),
            Hidden(scales + QuantizedShape.FloatsOf(cell.Inputs)),
        ];
    }

    /// <summary>Returns the number of floats of memory for the parts of a layer.</summary>
    public static int MemoryOf(RecurrentPlan plan) => plan is TiledLayer { Sums: QuantizedSums quantized }
        ? quantized.Parts.Sum(part => ScalesOf(plan.Cell) + QuantizedShape.FloatsOf(part.Rows))
        : 0;

    private static int ScalesOf(CellShape cell) => cell.Sums.Length * cell.PaddedHidden;
}
