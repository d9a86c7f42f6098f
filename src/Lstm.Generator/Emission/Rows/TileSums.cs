using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Rows of weights that are added to the sums of a tile, each multiplied by one value.</summary>
/// <param name="Cursor">The reference that advances over the rows.</param>
/// <param name="Source">The values that the rows are multiplied by.</param>
/// <param name="Count">The number of rows.</param>
/// <param name="FirstRow">The number of rows between the cursor and the first of them.</param>
/// <param name="Section">The section of the weights.</param>
internal sealed record WeightRows(string Cursor, string Source, int Count, int FirstRow, PackedSection Section)
{
    /// <summary>The number of floats of a row.</summary>
    public int Length => Section.RowLength;

    /// <summary>The number of vectors of a row.</summary>
    public int Vectors => Length / NetworkShape.Lanes;
}

/// <summary>What the sums of a tile are made of. Every form of a kernel walks over it in the same order.</summary>
/// <param name="Letters">All sums of the cell, as a block has them in memory.</param>
/// <param name="Group">The tiles.</param>
/// <param name="Biases">The sections whose first row the sums start with; empty to start with what is in memory.</param>
/// <param name="Rows">The rows in the order of the sum.</param>
/// <remarks>
/// Names follow the equations: <c>i0, f0, g0, o0</c> are the pre-activations of the gates, <c>w</c> and <c>u</c> the rows of input and of
/// recurrent weights, <c>v</c> the value that a row is multiplied by, in all lanes. The order of a sum never changes: bias, inputs, hidden
/// units.
/// </remarks>
internal sealed record TileSums(
    string Letters, TileGroup Group, IReadOnlyList<(string Cursor, PackedSection Section)> Biases, IReadOnlyList<WeightRows> Rows)
{
    /// <summary>The number of floats of a block's sums.</summary>
    public int BlockRow => Letters.Length * NetworkShape.Lanes;

    /// <summary>The number of blocks of a tile.</summary>
    public int Blocks => Group.BlocksPerTile;

    /// <summary>The sums that are computed, as letters with the number of their block.</summary>
    public IEnumerable<(char Letter, int Block)> Sums =>
        from block in Enumerable.Range(0, Blocks)
        from letter in Letters
        where Rows.Any(rows => rows.Section.Sums.IndexOf(letter) >= 0) || Biases.Any(bias => bias.Section.Sums.IndexOf(letter) >= 0)
        select (letter, block);

    /// <summary>Returns all rows of a tile: the bias, the inputs, the hidden state.</summary>
    public static TileSums Whole(RecurrentPlan layer, TilePlan tile)
    {
        TileSums inputs = Inputs(layer, tile.Input, tile.RecurrentBias);
        return inputs with { Rows = [.. inputs.Rows, new WeightRows("u", "h", layer.Cell.Width, FirstRow: 0, tile.Recurrent)] };
    }

    /// <summary>Returns the biases and the inputs. The rest is added later.</summary>
    public static TileSums Inputs(RecurrentPlan layer, PackedSection section, PackedSection? recurrentBias) => new(
        layer.Definition.Letters,
        section.Group,
        recurrentBias is null ? [("w", section)] : [("w", section), ("b", recurrentBias)],
        [new WeightRows("w", "x", layer.Inputs, FirstRow: 1, section)]);

    /// <summary>Returns the rows of the sums that need a vector of this step, <c>m</c>.</summary>
    public static TileSums Late(RecurrentPlan layer, PackedSection section) => new(
        layer.Definition.Letters, section.Group, [], [new WeightRows("q", "m", layer.Cell.Hidden, FirstRow: 0, section)]);

    /// <summary>Returns the offset of a sum in the memory of a tile.</summary>
    public int OffsetOf(char letter, int block) => block * BlockRow + Letters.IndexOf(letter) * NetworkShape.Lanes;

    /// <summary>The cursors with their sections, in the order of the memory.</summary>
    public IEnumerable<(string Cursor, PackedSection Section)> Cursors => Rows
        .Select(static rows => (rows.Cursor, rows.Section))
        .Concat(Biases)
        .Distinct()
        .OrderBy(static cursor => cursor.Section.Offset);

    /// <summary>Returns the sums of one block.</summary>
    public TileSums OfBlock() => this with { Group = Group with { BlocksPerTile = 1 } };

    /// <summary>Returns the biases alone. All rows are added later.</summary>
    public static TileSums Start(RecurrentPlan layer, PackedSection section, PackedSection? recurrentBias) =>
        Inputs(layer, section, recurrentBias) with { Rows = [] };

    /// <summary>
    /// Returns runs of columns of a section's rows, and the offsets of their sums. A row that feeds all sums of a tile is one run.
    /// </summary>
    public IEnumerable<(int Column, int Sum, int Length)> ColumnsOf(PackedSection section)
    {
        int[] targets =
        [
            .. Enumerable.Range(0, Blocks).SelectMany(block => section.Sums.Select(letter => OffsetOf(letter, block))),
        ];
        for (int start = 0, end; start < targets.Length; start = end)
        {
            for (end = start + 1; end < targets.Length && targets[end] == targets[end - 1] + NetworkShape.Lanes; end++)
            {
            }

            yield return (start * NetworkShape.Lanes, targets[start], (end - start) * NetworkShape.Lanes);
        }
    }
}
