using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Integer rows unrolled in the layer, in vectors of eight sums.</summary>
internal sealed class UnrolledIntegers : QuantizedForm
{
    public override string NamesOfFloats => "; the digit is the block of eight units";

    public override void EmitFloats(SourceWriter writer, TiledLayer layer, TileSums sums) =>
        UnrolledRows.EmitTiles(writer, layer, sums);

    public override int EmitTile(SourceWriter writer, TileSums sums, QuantizedPart part, PackedSection section, string start)
    {
        if (part.IsCalled)
        {
            CalledIntegers.EmitCalls(writer, sums, part, section, start);
            return 0;
        }

        return EmitLoop(writer, sums, part, section, start);
    }

    private static int EmitLoop(SourceWriter writer, TileSums sums, QuantizedPart part, PackedSection section, string start)
    {
        string cursor = Cursor(part);
        int vectors = section.Group.BlocksPerTile * section.Sums.Length;
        string Name(int vector) => section.Sums[vector % section.Sums.Length] + Text.Int(vector / section.Sums.Length);

        for (int vector = 0; vector < vectors; vector++)
        {
            writer.Line($"Vector256<int> {Name(vector)} = Vector256<int>.Zero;");
        }

        writer.Line("Vector256<short> v;");
        RowLoop pairs = RowLoop.ForPairs(part.Pairs, section.Group.BlocksPerTile);
        int rowLength = IntegersOf(section, section.RowLength);
        RowLoops.Emit(
            writer,
            pairs,
            Rounded(part),
            (row, value) => EmitPair(writer, section, cursor, value, row * rowLength),
            rows => RowLoops.Advance(writer, cursor, rows * rowLength));
        writer.Line();
        for (int vector = 0; vector < vectors; vector++)
        {
            int offset = sums.OffsetOf(section.Sums[vector % section.Sums.Length], vector / section.Sums.Length);
            string scale = Text.Load("r", vector * NetworkShape.Lanes);
            writer.Line(
                $"FusedMultiplyAdd(ConvertToSingle({Name(vector)}), {scale}, {Text.Load(start, offset)})" +
                $".StoreUnsafe(ref s{Text.Plus(offset)});");
        }

        return pairs.Turns * pairs.RowsPerTurn * rowLength;
    }

    private static void EmitPair(SourceWriter writer, PackedSection section, string cursor, string pair, int offset)
    {
        // A vector of weights has two for each of eight lanes.
        const int length = 2 * NetworkShape.Lanes;
        string load = section.Precision == LstmPrecision.Int8 ? "Vector128.LoadUnsafe" : "LoadUnsafe";
        writer.Line();
        writer.Line($"v = Create({pair}).AsInt16();");
        for (int block = 0; block < section.Group.BlocksPerTile; block++)
        {
            foreach (char letter in section.Sums)
            {
                string sum = letter + Text.Int(block);
                writer.Line($"{sum} = QuantizedSums.Add({sum}, {load}(ref {cursor}{Text.Plus(offset)}), v);");
                offset += length;
            }
        }
    }
}
