namespace Lstm.Generator.Planning;

/// <summary>
/// The unrolling of the loop over the rows of a tile: the iterations, the rows in each, and the remaining rows after the loop.
/// </summary>
/// <remarks>
/// An iteration has 24 or 32 multiply-adds for every tile. More are not faster, make the code longer, and come closer to the method sizes
/// at which the JIT stops allocating registers well.
/// </remarks>
/// <param name="Turns">The number of iterations; 0 for straight-line code only.</param>
/// <param name="RowsPerTurn">The number of rows in each iteration.</param>
/// <param name="Rest">The number of rows after the loop.</param>
internal readonly record struct RowLoop(int Turns, int RowsPerTurn, int Rest)
{
    /// <summary>Returns the unrolling for a number of rows. A single iteration becomes straight-line code.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="vectors">The number of vectors of a row.</param>
    public static RowLoop For(int rows, int vectors)
    {
        // The factor is even, so that a row always belongs to the same accumulator (even or odd).
        return Of(rows, unroll: vectors switch { <= 4 => 8, <= 8 => 4, _ => 2 });
    }

    /// <summary>
    /// Returns the unrolling for a number of pairs of integer rows: 12 to 16 multiply-adds in each iteration. Upper layers contain this
    /// code twice, and the shorter code is not slower.
    /// </summary>
    public static RowLoop ForPairs(int pairs, int blocks) => Of(pairs, unroll: blocks switch { 1 => 4, 2 => 2, _ => 1 });

    private static RowLoop Of(int rows, int unroll) =>
        rows < 2 * unroll ? new RowLoop(0, 0, rows) : new RowLoop(rows / unroll, unroll, rows % unroll);
}
