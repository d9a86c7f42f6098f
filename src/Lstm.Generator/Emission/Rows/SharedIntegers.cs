using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Integer rows of three streams, which share each loaded weight. The runtime loops over the pairs.</summary>
/// <param name="strides">The distances from one stream to the next.</param>
internal sealed class SharedIntegers(SharedStrides strides) : QuantizedForm
{
    // Several streams have no steps ahead.
    public override bool LooksAhead => false;

    public override void EmitFloats(SourceWriter writer, TiledLayer layer, TileSums sums) =>
        SharedRows.EmitStart(writer, layer, sums, strides);

    public override void EmitRounding(SourceWriter writer, KernelPlan plan, TiledLayer layer, QuantizedPart part)
    {
        EmitIntegers(writer, plan, part);
        int stride = part.Source == "x" ? strides.Input : strides.State!.Value;
        writer.Lines($"""
            ref float {Scales(part)} = ref SharedQuantizedSums.{RoundingName(part)}(
                ref {part.Source}, {Text.Int(stride)},{FactorsOf(part)} ref {Rounded(part)}, {RoundingOf(plan, layer, part)},
                {Text.Int(strides.Sums)}, out nint {ScalesStride(part)});
            """);
    }

    public override void EmitSizes(SourceWriter writer, TileSums sums, QuantizedPart part, PackedSection section, bool isAdded) =>
        writer.Lines($"""
            SharedIntegerSizes sizes = new(
                pairs: {Text.Int(part.Pairs)}, rowLength: {Text.Int(IntegersOf(section, section.RowLength))},
                memoryStride: {Text.Int(strides.Sums)}, {ScalesStride(part)}, startStride: {Text.Int(isAdded ? strides.Sums : 0)});
            global::System.ReadOnlySpan<byte> places = [{string.Join(", ", PlacesOf(sums, section).Select(Text.Int))}];
            """);

    public override int EmitTile(SourceWriter writer, TileSums sums, QuantizedPart part, PackedSection section, string start)
    {
        writer.Line(
            $"SharedQuantizedSums.Add(ref {Cursor(part)}, ref {Rounded(part)}, ref r, ref {start}, ref s, places, in sizes);");
        return 0;
    }

    /// <summary>Returns the positions of the sums of a row, in vectors.</summary>
    private static IEnumerable<int> PlacesOf(TileSums sums, PackedSection section) =>
        from block in Enumerable.Range(0, sums.Blocks)
        from letter in section.Sums
        select sums.OffsetOf(letter, block) / NetworkShape.Lanes;

    private static string ScalesStride(QuantizedPart part) => Scales(part) + "Stride";
}
