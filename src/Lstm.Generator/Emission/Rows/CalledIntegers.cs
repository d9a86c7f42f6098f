using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Integer rows whose pairs the runtime loops over: all in narrow vectors, those of <see cref="QuantizedPart.IsCalled"/> in wide ones.
/// </summary>
internal sealed class CalledIntegers : QuantizedForm
{
    public override void EmitFloats(SourceWriter writer, TiledLayer layer, TileSums sums) =>
        CalledRows.EmitTiles(writer, layer, sums);

    public override int EmitTile(SourceWriter writer, TileSums sums, QuantizedPart part, PackedSection section, string start)
    {
        EmitCalls(writer, sums, part, section, start);
        return 0;
    }

    /// <summary>Prints a call for each run of sums.</summary>
    public static void EmitCalls(SourceWriter writer, TileSums sums, QuantizedPart part, PackedSection section, string start)
    {
        string cursor = Cursor(part);
        int row = IntegersOf(section, section.RowLength);
        foreach ((int column, int sum, int length) in sums.ColumnsOf(section))
        {
            writer.Line(
                $"QuantizedTileSums.Add(ref {Text.At(cursor, 2 * column)}, {Text.Int(row)}, ref {Rounded(part)}, {Text.Int(part.Pairs)}, " +
                $"ref {Text.At("r", column)}, ref {Text.At(start, sum)}, ref {Text.At("s", sum)}, {Text.Int(length)});");
        }
    }
}
