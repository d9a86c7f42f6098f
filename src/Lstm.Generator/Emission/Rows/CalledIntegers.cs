using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Integer rows in narrow vectors, where the runtime loops over the pairs.</summary>
internal sealed class CalledIntegers : QuantizedForm
{
    public override void EmitFloats(SourceWriter writer, TiledLayer layer, TileSums sums) =>
        CalledRows.EmitTiles(writer, layer, sums);

    public override int EmitTile(SourceWriter writer, TileSums sums, QuantizedPart part, PackedSection section, string start)
    {
        string cursor = Cursor(part);
        int row = IntegersOf(section, section.RowLength);
        foreach ((int column, int sum, int length) in sums.ColumnsOf(section))
        {
            writer.Line(
                $"QuantizedTileSums.Add(ref {Text.At(cursor, 2 * column)}, {Text.Int(row)}, ref {Rounded(part)}, {Text.Int(part.Pairs)}, " +
                $"ref {Text.At("r", column)}, ref {Text.At(start, sum)}, ref {Text.At("s", sum)}, {Text.Int(length)});");
        }

        return 0;
    }
}
