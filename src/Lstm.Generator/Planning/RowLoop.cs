namespace Lstm.Generator.Planning;

/// <summary>How a walk over the rows of a tile is written: so many rows a turn, so many turns, and the rest straight.</summary>
/// <remarks>
/// A turn has 24 or 32 multiply-adds, whatever the tile: more of them are no faster, cost text, and come nearer to the sizes where the JIT gives up
/// on registers.
/// </remarks>
/// <param name="Turns">Turns of the loop; 0 for straight code only.</param>
/// <param name="RowsPerTurn">Rows a turn.</param>
/// <param name="Rest">Rows after the loop.</param>
internal readonly record struct RowLoop(int Turns, int RowsPerTurn, int Rest)
{
    /// <summary>The walk over so many rows of a tile of so many blocks. What would be a single turn is straight.</summary>
    public static RowLoop For(int rows, int blocks)
    {
        // Even, so that a row's chain (even or odd) is the same in every turn.
        return Of(rows, unroll: blocks switch { 1 => 8, 2 => 4, _ => 2 });
    }

    /// <summary>The walk over so many pairs of rows in integers: 12 to 16 multiply-adds a turn. Half as long a text, which upper layers have twice, is no slower.</summary>
    public static RowLoop ForPairs(int pairs, int blocks) => Of(pairs, unroll: blocks switch { 1 => 4, 2 => 2, _ => 1 });

    private static RowLoop Of(int rows, int unroll) =>
        rows < 2 * unroll ? new RowLoop(0, 0, rows) : new RowLoop(rows / unroll, unroll, rows % unroll);
}
