using Lstm.Generator.Planning;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Planning;

/// <summary>How a walk over rows is cut into turns.</summary>
public sealed class RowLoopTests
{
    [Fact]
    public void Every_row_is_walked_once()
    {
        for (int rows = 1; rows <= LstmShape.MaxSize; rows++)
        {
            RowLoop loop = RowLoop.For(rows);
            Assert.Equal(rows, loop.Turns * loop.RowsPerTurn + loop.Rest);
            Assert.True(loop is { Turns: >= 0, Rest: >= 0 });
        }
    }

    [Fact]
    public void A_turn_has_an_even_number_of_rows_so_that_a_row_keeps_its_chain()
    {
        for (int rows = 1; rows <= LstmShape.MaxSize; rows++)
        {
            RowLoop loop = RowLoop.For(rows);
            Assert.Equal(0, loop.RowsPerTurn % 2);
            Assert.Equal(loop.Turns > 0, loop.RowsPerTurn > 0);
        }
    }

    [Fact]
    public void Straight_code_stays_short()
    {
        for (int rows = 1; rows <= LstmShape.MaxSize; rows++)
        {
            RowLoop loop = RowLoop.For(rows);
            Assert.InRange(loop.RowsPerTurn + loop.Rest, 1, 8);
        }
    }
}
