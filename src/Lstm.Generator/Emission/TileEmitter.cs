using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the pre-activations of a layer's tiles: the multiply-adds, which are most of a kernel.</summary>
/// <remarks>
/// Names follow the equations: <c>i0, f0, g0, o0</c> are the pre-activations of the gates, <c>w</c> and <c>u</c> the rows of input and of
/// recurrent weights, <c>v</c> the value that a row is multiplied by, in all lanes. The order of a sum never changes: bias, inputs, hidden
/// units.
/// </remarks>
internal static partial class TileEmitter
{
    /// <summary>Prints the pre-activations of a layer's only tile, in <c>i0</c>, <c>f0</c> and so on; the digit is the block.</summary>
    public static void EmitSums(SourceWriter writer, RegisterLayer layer)
    {
        Accumulators sums = new(layer.Cell.Sums, layer.Tile.Group.BlocksPerTile, layer.Chains);
        string letters = layer.Cell.Sums;
        char first = letters[0];
        char last = letters[letters.Length - 1];
        string gate = layer.Cell.IsLstm ? "input gate" : "reset gate";
        string biasOfCandidate = layer.Tile.RecurrentBias is null ? "" : ", b to the bias of the candidate's recurrent half";
        string places = sums.Chains == 2
            ? $"// Pre-activations in two chains: even rows in {first}0 to {last}0, odd rows in {first}1 to {last}1."
            : $"// Pre-activations: {first}0 holds those of the {gate} for units 0 to 7, {first}1 those for units 8 to 15.";
        writer.Line(
            $"{places} w points to the bias and the input weights, u to the recurrent weights{biasOfCandidate}. " +
            "v is one input or one old hidden value in all lanes; its row of weights is multiplied by it.");
        EmitCursors(writer, layer, layer.Tile);
        EmitBias(writer, layer.Tile, sums);
        if (sums.Chains == 2)
        {
            foreach (char letter in letters)
            {
                writer.Line($"Vector256<float> {letter}1 = Vector256<float>.Zero;");
            }
        }

        writer.Line("Vector256<float> v;");
        EmitRows(writer, new Rows("w", "x", layer.Inputs, FirstRow: 1, layer.Tile.Input.Sums), sums);
        EmitRows(writer, new Rows("u", "h", layer.Cell.Width, FirstRow: 0, layer.Tile.Recurrent.Sums), sums);
        EmitChainSums(writer, layer.Cell.Kind == CellKind.GruResetBefore ? "rz" : letters, sums);
    }

    /// <summary>Prints the rest of a candidate's pre-activations: the hidden state after the reset gate, from <c>m</c>.</summary>
    public static void EmitCandidateSums(SourceWriter writer, RegisterLayer layer)
    {
        Accumulators sums = new(layer.Cell.Sums, layer.Tile.Group.BlocksPerTile, layer.Chains);
        PackedSection section = layer.Sections.Candidate.Single();
        writer.Line($"ref float q = ref {Text.At("weights", layer.Sections.OffsetOf(section))};");
        EmitRows(writer, new Rows("q", "m", layer.Cell.Hidden, FirstRow: 0, section.Sums), sums);
        EmitChainSums(writer, section.Sums, sums);
        writer.Line();
    }

    /// <summary>Prints all tiles of a run. The pre-activations of each are stored to <c>sums</c>.</summary>
    public static void EmitTiles(SourceWriter writer, TiledLayer layer, TilePlan tile)
    {
        TileGroup group = tile.Group;
        Accumulators sums = new(layer.Cell.Sums, group.BlocksPerTile, Chains: 1);
        Rows inputs = new("w", "x", layer.Inputs, FirstRow: 1, tile.Input.Sums);
        Rows hidden = new("u", "h", layer.Cell.Width, FirstRow: 0, tile.Recurrent.Sums);
        using SourceWriter.Scope scope = writer.Block();
        EmitCursors(writer, layer, tile);
        using SourceWriter.Scope? loop = EmitTileLoop(writer, group, sums);
        EmitBias(writer, tile, sums);
        writer.Line("Vector256<float> v;");
        EmitRows(writer, inputs, sums);
        EmitRows(writer, hidden, sums);
        writer.Line();
        for (int vector = 0; vector < sums.Vectors; vector++)
        {
            writer.Line($"{sums.Name(vector)}.StoreUnsafe(ref s{Text.Plus(vector * NetworkShape.Lanes)});");
        }

        // To the next tile. The loops over rows have advanced their cursors already.
        Advance(writer, "w", 1 + RowLoop.For(inputs.Count, sums.Blocks).Rest, tile.Input);
        Advance(writer, "b", 1, tile.RecurrentBias);
        Advance(writer, "u", RowLoop.For(hidden.Count, sums.Blocks).Rest, tile.Recurrent);
        EndTileLoop(writer, group, sums);
    }

    /// <summary>Prints all tiles of a run of candidates, to which the hidden state after the reset gate is added, from <c>m</c>.</summary>
    public static void EmitCandidateTiles(SourceWriter writer, TiledLayer layer, PackedSection section)
    {
        TileGroup group = section.Group;
        Accumulators sums = new(layer.Cell.Sums, group.BlocksPerTile, Chains: 1);
        Rows rows = new("q", "m", layer.Cell.Hidden, FirstRow: 0, section.Sums);
        using SourceWriter.Scope scope = writer.Block();
        writer.Line($"ref float q = ref {Text.At("weights", layer.Sections.OffsetOf(section))};");
        using SourceWriter.Scope? loop = EmitTileLoop(writer, group, sums);
        int[] candidates = [.. Enumerable.Range(0, sums.Vectors).Where(vector => section.Sums.IndexOf(sums.Name(vector)[0]) >= 0)];
        foreach (int vector in candidates)
        {
            writer.Line($"Vector256<float> {sums.Name(vector)} = {Text.Load("s", vector * NetworkShape.Lanes)};");
        }

        writer.Line("Vector256<float> v;");
        EmitRows(writer, rows, sums);
        writer.Line();
        foreach (int vector in candidates)
        {
            writer.Line($"{sums.Name(vector)}.StoreUnsafe(ref s{Text.Plus(vector * NetworkShape.Lanes)});");
        }

        Advance(writer, "q", RowLoop.For(rows.Count, sums.Blocks).Rest, section);
        EndTileLoop(writer, group, sums);
    }

    /// <summary>Declares the target of a tile's pre-activations and, for several tiles, opens the loop over them.</summary>
    private static SourceWriter.Scope? EmitTileLoop(SourceWriter writer, TileGroup group, Accumulators sums)
    {
        writer.Line($"ref float s = ref {Text.At("sums", group.FirstBlock * sums.BlockRow)};");
        return group.Tiles == 1 ? null : writer.Block($"for (int tile = 0; tile < {Text.Int(group.Tiles)}; tile++)");
    }

    private static void EndTileLoop(SourceWriter writer, TileGroup group, Accumulators sums)
    {
        if (group.Tiles > 1)
        {
            writer.Line($"s = ref Unsafe.Add(ref s, {Text.Int(sums.Blocks * sums.BlockRow)});");
        }
    }

    private static void Advance(SourceWriter writer, string cursor, int rows, PackedSection? section)
    {
        if (section is { Group.Tiles: > 1 } && rows > 0)
        {
            writer.Line($"{cursor} = ref Unsafe.Add(ref {cursor}, {Text.Int(rows * section.RowLength)});");
        }
    }

    private static void EmitCursors(SourceWriter writer, LayerPlan layer, TilePlan tile)
    {
        writer.Line($"ref float w = ref {Text.At("weights", layer.Sections.OffsetOf(tile.Input))};");
        if (tile.RecurrentBias is not null)
        {
            writer.Line($"ref float b = ref {Text.At("weights", layer.Sections.OffsetOf(tile.RecurrentBias))};");
        }

        writer.Line($"ref float u = ref {Text.At("weights", layer.Sections.OffsetOf(tile.Recurrent))};");
    }

    private static void EmitBias(SourceWriter writer, TilePlan tile, Accumulators sums, string type = "Vector256<float> ")
    {
        for (int vector = 0; vector < sums.Vectors; vector++)
        {
            int block = vector / sums.Letters.Length;
            int input = tile.Input.Sums.IndexOf(sums.Letters[vector % sums.Letters.Length]);
            string bias = input >= 0
                ? Text.Load("w", block * tile.Input.BlockRow + input * NetworkShape.Lanes)
                : Text.Load("b", block * tile.RecurrentBias!.BlockRow);
            writer.Line($"{type}{sums.Name(vector)} = {bias};");
        }
    }

    /// <summary>Prints the multiply-adds of rows of weights, each with its value of the source.</summary>
    private static void EmitRows(SourceWriter writer, Rows rows, Accumulators sums)
    {
        RowLoop loop = RowLoop.For(rows.Count, sums.Blocks);
        int rowLength = sums.Blocks * rows.Sums.Length * NetworkShape.Lanes;
        int walked = loop.Turns * loop.RowsPerTurn;
        if (loop.Turns > 0)
        {
            writer.Line();
            using SourceWriter.Scope scope = writer.Block($"for (nint k = 0; k < {Text.Int(walked)}; k += {Text.Int(loop.RowsPerTurn)})");
            for (int row = 0; row < loop.RowsPerTurn; row++)
            {
                EmitRow(writer, rows, row, Text.Element(rows.Source, row == 0 ? "k" : $"k + {Text.Int(row)}"), rowLength, sums);
            }

            writer.Line();
            writer.Line($"{rows.Cursor} = ref Unsafe.Add(ref {rows.Cursor}, {Text.Int(loop.RowsPerTurn * rowLength)});");
        }

        for (int row = 0; row < loop.Rest; row++)
        {
            EmitRow(writer, rows, row, Text.At(rows.Source, walked + row), rowLength, sums);
        }
    }

    private static void EmitRow(SourceWriter writer, Rows rows, int row, string value, int rowLength, Accumulators sums)
    {
        writer.Line();
        writer.Line($"v = Create({value});");
        int offset = (rows.FirstRow + row) * rowLength;
        for (int block = 0; block < sums.Blocks; block++)
        {
            foreach (char letter in rows.Sums)
            {
                string sum = sums.Name(letter, block, row);
                writer.Line($"{sum} = FusedMultiplyAdd({Text.Load(rows.Cursor, offset)}, v, {sum});");
                offset += NetworkShape.Lanes;
            }
        }
    }

    private static void EmitChainSums(SourceWriter writer, string letters, Accumulators sums)
    {
        if (sums.Chains == 2)
        {
            writer.Line();
            foreach (char letter in letters)
            {
                writer.Line($"{letter}0 += {letter}1;");
            }
        }
    }

    /// <summary>Rows of weights, each multiplied by one value.</summary>
    /// <param name="Cursor">The reference that advances over the rows.</param>
    /// <param name="Source">The values that the rows are multiplied by.</param>
    /// <param name="Count">The number of rows.</param>
    /// <param name="FirstRow">The number of rows between the cursor and the first of them.</param>
    /// <param name="Sums">The pre-activations that the rows feed.</param>
    private sealed record Rows(string Cursor, string Source, int Count, int FirstRow, string Sums);

    /// <summary>The accumulators: several blocks with one chain each, or one block with two chains.</summary>
    private sealed record Accumulators(string Letters, int Blocks, int Chains)
    {
        public int Vectors => Blocks * Letters.Length;

        /// <summary>The number of floats of a block's pre-activations.</summary>
        public int BlockRow => Letters.Length * NetworkShape.Lanes;

        /// <summary>Returns an accumulator by its place, [blocks, sums].</summary>
        public string Name(int vector) => Letters[vector % Letters.Length] + Text.Int(vector / Letters.Length);

        /// <summary>Returns the accumulator of a gate that a row is added to.</summary>
        public string Name(char letter, int block, int row) => letter + Text.Int(block + row % Chains);
    }
}
