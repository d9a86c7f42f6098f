namespace Lstm.Generator.Planning;

/// <summary>How a walk over the rows of a tile is written: so many rows a turn, so many turns, and the rest straight.</summary>
/// <remarks>
/// Four rows a turn run as fast as eight, sixteen or all of them, and keep the method far from the sizes where the JIT gives up on registers.
/// </remarks>
/// <param name="Turns">Turns of the loop; 0 for straight code only.</param>
/// <param name="RowsPerTurn">Rows a turn.</param>
/// <param name="Rest">Rows after the loop.</param>
internal readonly record struct RowLoop(int Turns, int RowsPerTurn, int Rest)
{
    // Even, so that a row's chain (even or odd) is the same in every turn.
    private const int Unroll = 4;
    private const int MaxStraight = 8;

    public static RowLoop For(int rows) =>
        rows <= MaxStraight ? new RowLoop(0, 0, rows) : new RowLoop(rows / Unroll, Unroll, rows % Unroll);
}
