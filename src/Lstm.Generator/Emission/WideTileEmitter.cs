using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the sums of a layer for several streams with vectors of 512 bits: a block's gates, [i, f, g, o], are two of them. Half as many multiply-adds, and a row
/// of a whole tile at once, where there are 32 registers. The order of each sum is that of <see cref="TileEmitter"/>.
/// </summary>
internal static class WideTileEmitter
{
    private const int Streams = SharedLoads.Streams;
    private const int Width = 2 * NetworkShape.Lanes;

    /// <summary>The sums of a layer, for each stream in its own part of <c>sums</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plan">The network.</param>
    /// <param name="layer">The layer, whose cells have four sums.</param>
    /// <param name="inputStride">Floats from one stream's <c>x</c> to the next.</param>
    public static void Emit(SourceWriter writer, KernelPlan plan, LayerPlan layer, int inputStride)
    {
        writer.Line("// A letter is two gates of a block, i and f or g and o; a digit is a stream.");
        foreach (TilePlan tile in layer.Sections.Tiles)
        {
            TileGroup group = tile.Group;
            int vectors = tile.Input.RowLength / Width;
            using SourceWriter.Scope scope = writer.Block();
            writer.Line($"ref float w = ref {Text.At("weights", layer.Sections.OffsetOf(tile.Input))};");
            writer.Line($"ref float u = ref {Text.At("weights", layer.Sections.OffsetOf(tile.Recurrent))};");
            writer.Line($"ref float s = ref {Text.At("sums", group.FirstBlock * tile.Input.BlockRow)};");
            using SourceWriter.Scope? loop = group.Tiles == 1 ? null : writer.Block($"for (int tile = 0; tile < {Text.Int(group.Tiles)}; tile++)");
            for (int vector = 0; vector < vectors; vector++)
            {
                writer.Line($"Vector512<float> {Name(vector, 0)} = Vector512.{Text.Load("w", vector * Width)};");
                for (int stream = 1; stream < Streams; stream++)
                {
                    writer.Line($"Vector512<float> {Name(vector, stream)} = {Name(vector, 0)};");
                }
            }

            writer.Line($"w = ref Unsafe.Add(ref w, {Text.Int(tile.Input.RowLength)});");
            EmitRows(writer, "w", "x", layer.Inputs, inputStride, vectors);
            EmitRows(writer, "u", "h", layer.Cell.Width, plan.State.Length, vectors);
            writer.Line();
            foreach (int stream in Enumerable.Range(0, Streams))
            {
                for (int vector = 0; vector < vectors; vector++)
                {
                    writer.Line($"{Name(vector, stream)}.StoreUnsafe(ref s{Text.Plus(stream * plan.Scratch.Length + vector * Width)});");
                }
            }

            if (group.Tiles > 1)
            {
                writer.Line($"s = ref Unsafe.Add(ref s, {Text.Int(tile.Input.RowLength)});");
            }
        }
    }

    private static void EmitRows(SourceWriter writer, string cursor, string source, int rows, int stride, int vectors)
    {
        writer.Line();
        using SourceWriter.Scope loop = writer.Block($"for (nint k = 0; k < {Text.Int(rows)}; k++)");
        for (int stream = 0; stream < Streams; stream++)
        {
            writer.Line($"Vector512<float> v{stream} = Vector512.Create({Text.Element(source, stream == 0 ? "k" : $"k + {Text.Int(stream * stride)}")});");
        }

        for (int vector = 0; vector < vectors; vector++)
        {
            writer.Line($"Vector512<float> w{vector} = Vector512.{Text.Load(cursor, vector * Width)};");
            for (int stream = 0; stream < Streams; stream++)
            {
                writer.Line($"{Name(vector, stream)} = Vector512.FusedMultiplyAdd(w{vector}, v{stream}, {Name(vector, stream)});");
            }
        }

        writer.Line($"{cursor} = ref Unsafe.Add(ref {cursor}, {Text.Int(vectors * Width)});");
    }

    private static string Name(int vector, int stream) => (char)('a' + vector) + Text.Int(stream);
}
