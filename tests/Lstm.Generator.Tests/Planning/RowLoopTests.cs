using Lstm.Generator.Planning;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Planning;

/// <summary>How a walk over rows is cut into turns.</summary>
public sealed class RowLoopTests
{
    /// <summary>Sums of a unit: an LSTM's four gates, the most that a cell has.</summary>
    private const int Gates = 4;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_row_is_walked_once(int blocks)
    {
        for (int rows = 1; rows <= NetworkShape.MaxInput; rows++)
        {
            RowLoop loop = RowLoop.For(rows, blocks);
            Assert.Equal(rows, loop.Turns * loop.RowsPerTurn + loop.Rest);
            Assert.True(loop is { Turns: >= 0, Rest: >= 0 });
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_iteration_has_an_even_number_of_rows_so_that_a_row_keeps_its_accumulator(int blocks)
    {
        for (int rows = 1; rows <= NetworkShape.MaxInput; rows++)
        {
            RowLoop loop = RowLoop.For(rows, blocks);
            Assert.Equal(0, loop.RowsPerTurn % 2);
            Assert.Equal(loop.Turns > 0, loop.RowsPerTurn > 0);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Straight_code_stays_short(int blocks)
    {
        for (int rows = 1; rows <= NetworkShape.MaxInput; rows++)
        {
            RowLoop loop = RowLoop.For(rows, blocks);
            int multiplyAdds = (loop.RowsPerTurn + loop.Rest) * blocks * Gates;
            Assert.InRange(multiplyAdds, 1, 60);
        }
    }
}
