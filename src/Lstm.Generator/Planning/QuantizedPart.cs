using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// A part of a layer's sums that is formed in integers: values are rounded to 16 bits, multiplied by weights of 16 or 8 bits, added exactly in 32 bits, and the sum
/// is scaled back.
/// </summary>
/// <param name="Source">What is rounded, as it is called in the layer's method: <c>x</c> or <c>h</c>.</param>
/// <param name="Rows">How many values.</param>
/// <param name="Memory">Where their integers stand, in floats from the quantized memory's start.</param>
/// <param name="ScaledMemory">Where the scales of the sums go when a value leaves [-1, 1].</param>
/// <param name="ScaleOffset">Where their scale stands, and behind it those of the sums, in floats from the cell's start.</param>
/// <param name="Tiles">The weights.</param>
internal sealed record QuantizedPart(string Source, int Rows, int Memory, int ScaledMemory, int ScaleOffset, IReadOnlyList<PackedSection> Tiles)
{
    /// <summary>Pairs of values: one multiply-add takes two.</summary>
    public int Pairs => QuantizedShape.Pairs(Rows);

    /// <summary>The parts of a layer: what comes from a layer below, and its own hidden state. The network's inputs may be of any size, and stay floats.</summary>
    public static IReadOnlyList<QuantizedPart> For(NetworkShape shape, int layer, CellSections sections)
    {
        int hidden = shape.Cell.Width;
        int scales = ScalesOf(shape);
        QuantizedPart Hidden(int memory) => new(
            "h", hidden, memory + scales, memory, sections.OffsetOf(PackedKind.QuantizedRecurrentScale), sections.All(PackedKind.QuantizedRecurrent));

        if (layer == 0)
        {
            return [Hidden(memory: 0)];
        }

        int inputs = shape.InputOf(layer);
        return
        [
            new QuantizedPart("x", inputs, scales, ScaledMemory: 0, sections.OffsetOf(PackedKind.QuantizedInputScale), sections.All(PackedKind.QuantizedInput)),
            Hidden(scales + QuantizedShape.FloatsOf(inputs)),
        ];
    }

    /// <summary>Floats of memory that the largest layer of a network takes for its parts.</summary>
    public static int MemoryOf(NetworkShape shape) =>
        !shape.IsQuantized ? 0 :
        ScalesOf(shape) + QuantizedShape.FloatsOf(shape.Cell.Width) + (shape.Layers > 1 ? ScalesOf(shape) + QuantizedShape.FloatsOf(shape.InputOf(1)) : 0);

    private static int ScalesOf(NetworkShape shape) => shape.Cell.Sums.Length * shape.PaddedHidden;
}
