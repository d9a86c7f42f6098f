using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// A part of a layer's sums that is computed in integers. The values are rounded to 16 bits and multiplied by weights of 16 or 8 bits, the
/// products are added exactly in 32 bits, and the sum is scaled back.
/// </summary>
/// <param name="Source">The variable with the values in the layer's method: <c>x</c>, <c>h</c> or <c>m</c>.</param>
/// <param name="Rows">The number of values.</param>
/// <param name="Memory">The offset of their integers, in floats from the start of the quantized memory.</param>
/// <param name="ScaledMemory">
/// The offset of changed scales of the sums, used if a value is outside [-1, 1], and always if values have factors.
/// </param>
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
    /// <summary>
    /// The offset of the factors of values of any magnitude, which have a scale of their own in each step; null for hidden states, whose
    /// scale is constant.
    /// </summary>
    public int? FactorOffset { get; init; }

    /// <summary>
    /// Whether the runtime loops over the pairs in wide vectors too: weights of 8 bits whose rows feed all sums. Sixteen lanes widen them
    /// twice as fast as eight, and only the runtime has both loops. Weights of 16 bits gain nothing from sixteen lanes.
    /// </summary>
    public bool IsCalled { get; init; }

    /// <summary>The number of pairs of values. One multiply-add takes a pair.</summary>
    public int Pairs => QuantizedShape.Pairs(Rows);

    /// <summary>The letters of the sums that it adds to.</summary>
    public string Sums => Tiles[0].Sums;

    /// <summary>Returns the sums of a layer in integers.</summary>
    public static QuantizedSums For(NetworkShape network, CellPlace cell, CellSections sections)
    {
        List<QuantizedPart> parts = [];
        int memory = 0;
        QuantizedPart Next(string source, int rows, PackedKind scale, PackedKind weights)
        {
            IReadOnlyList<PackedSection> tiles = sections.All(weights);
            int scales = tiles[0].Sums.Length * cell.Shape.PaddedHidden;
            QuantizedPart part = new(source, rows, memory + scales, memory, sections.OffsetOf(scale), tiles)
            {
                IsCalled = network.Precision == LstmPrecision.Int8 && tiles[0].Sums == cell.Shape.Definition.Letters,
            };
            memory += scales + QuantizedShape.FloatsOf(rows);
            return part;
        }

        if (network.HasQuantizedInputs(cell.Layer))
        {
            QuantizedPart inputs = Next("x", cell.Inputs, PackedKind.QuantizedInputScale, PackedKind.QuantizedInput);
            parts.Add(inputs with
            {
                FactorOffset = network.HasScaledInputs(cell.Layer) ? sections.OffsetOf(PackedKind.QuantizedInputFactor) : null,
            });
        }

        parts.Add(Next("h", cell.Shape.Width, PackedKind.QuantizedRecurrentScale, PackedKind.QuantizedRecurrent));
        QuantizedPart? late = sections.All(PackedKind.QuantizedCandidate).Count == 0
            ? null
            : Next("m", cell.Shape.Hidden, PackedKind.QuantizedCandidateScale, PackedKind.QuantizedCandidate);
        return new QuantizedSums(parts, late, memory);
    }
}
