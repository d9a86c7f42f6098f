using System.Collections.Generic;
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
    /// Returns the parts of a layer: the output of the layer below, and the layer's own hidden state. The network's inputs can have any
    /// magnitude and stay floats.
    /// </summary>
    public static IReadOnlyList<QuantizedPart> For(StackShape shape, int layer, CellSections sections)
    {
        int hidden = shape.Cell.Width;
        int scales = ScalesOf(shape);
        QuantizedPart Hidden(int memory) => new(
            "h",
            hidden,
            memory + scales,
            memory,
            sections.OffsetOf(PackedKind.QuantizedRecurrentScale),
            sections.All(PackedKind.QuantizedRecurrent));

        if (layer == 0)
        {
            return [Hidden(memory: 0)];
        }

        int inputs = shape.InputOf(layer);
        return
        [
            new QuantizedPart(
                "x",
                inputs,
                scales,
                ScaledMemory: 0,
                sections.OffsetOf(PackedKind.QuantizedInputScale),
                sections.All(PackedKind.QuantizedInput)),
            Hidden(scales + QuantizedShape.FloatsOf(inputs)),
        ];
    }

    /// <summary>Returns the number of floats of memory for the parts of the largest layer of a network.</summary>
    public static int MemoryOf(StackShape shape) =>
        !shape.IsQuantized ? 0 :
        ScalesOf(shape) + QuantizedShape.FloatsOf(shape.Cell.Width) +
        (shape.Layers > 1 ? ScalesOf(shape) + QuantizedShape.FloatsOf(shape.InputOf(1)) : 0);

    private static int ScalesOf(StackShape shape) => shape.Cell.Sums.Length * shape.PaddedHidden;
}
