using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Planning;

/// <summary>How a walk over rows is cut into turns.</summary>
public sealed class RowLoopTests
{
    /// <summary>The most vectors of a row: three blocks of four gates, or twelve of one.</summary>
    private const int MostVectors = 12;

    public static TheoryData<int> Vectors => [.. Enumerable.Range(1, MostVectors)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Every_row_is_walked_once(int vectors)
    {
        for (int rows = 1; rows <= NetworkShape.MaxInput; rows++)
        {
            RowLoop loop = RowLoop.For(rows, vectors);
            Assert.Equal(rows, loop.Turns * loop.RowsPerTurn + loop.Rest);
            Assert.True(loop is { Turns: >= 0, Rest: >= 0 });
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void An_iteration_has_an_even_number_of_rows_so_that_a_row_keeps_its_accumulator(int vectors)
    {
        for (int rows = 1; rows <= NetworkShape.MaxInput; rows++)
        {
            RowLoop loop = RowLoop.For(rows, vectors);
            Assert.Equal(0, loop.RowsPerTurn % 2);
            Assert.Equal(loop.Turns > 0, loop.RowsPerTurn > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Straight_code_stays_short(int vectors)
    {
        for (int rows = 1; rows <= NetworkShape.MaxInput; rows++)
        {
            RowLoop loop = RowLoop.For(rows, vectors);
            int multiplyAdds = (loop.RowsPerTurn + loop.Rest) * vectors;
            Assert.InRange(multiplyAdds, 1, 60);
        }
    }
}
