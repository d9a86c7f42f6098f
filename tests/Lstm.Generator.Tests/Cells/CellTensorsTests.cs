using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Tests.Harness;
using Lstm.Generator.Tests.Planning;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Cells;

/// <summary>The canonical tensors of every cell, and the number of parameters of networks.</summary>
public sealed class CellTensorsTests
{
    private static readonly CellShape s_lstm = new(CellKind.Lstm, 3);

    [Fact]
    public void Of_an_LSTM()
    {
        Assert.Equal("Input 12x5, Recurrent 12x3, Bias 12x1", Print(s_lstm));
        Assert.Equal("Input 9x5, Recurrent 9x3, Bias 9x1", Print(s_lstm with { CoupledGates = true }));
        Assert.Equal("Input 12x5, Recurrent 12x3, Bias 12x1, Peephole 9x1", Print(s_lstm with { Peephole = true }));
        Assert.Equal("Input 9x5, Recurrent 9x3, Bias 9x1, Peephole 6x1", Print(s_lstm with { Peephole = true, CoupledGates = true }));
        Assert.Equal("Input 12x5, Recurrent 12x2, Bias 12x1, Projection 2x3", Print(s_lstm with { Projection = 2 }));
        Assert.Equal(
            "Input 12x5, Recurrent 12x3, Bias 12x1, GateNormWeight 12x1, GateNormBias 12x1, CellNormWeight 3x1, CellNormBias 3x1",
            Print(s_lstm with { LayerNorm = true }));
        Assert.Equal("Input 12x5, Recurrent 12x3, Bias 12x1", Print(s_lstm with { StochasticForget = true, Clip = 1, CellClip = 1 }));
        Assert.Equal(
            "Input 9x5, Recurrent 9x2, Bias 9x1, Projection 2x3, Peephole 6x1, GateNormWeight 9x1, GateNormBias 9x1, CellNormWeight 3x1, " +
            "CellNormBias 3x1",
            Print(s_lstm with { Projection = 2, Peephole = true, CoupledGates = true, LayerNorm = true }));
    }

    [Fact]
    public void Of_both_GRUs()
    {
        const string tensors = "Input 9x5, Recurrent 9x3, Bias 9x1, RecurrentBias 3x1";

        Assert.Equal(tensors, Print(new CellShape(CellKind.GruResetAfter, 3)));
        Assert.Equal(tensors, Print(new CellShape(CellKind.GruResetBefore, 3)));
    }

    [Fact]
    public void Of_the_other_cells()
    {
        Assert.Equal("Input 3x5, Recurrent 3x3, Bias 3x1", Print(new CellShape(CellKind.Rnn, 3)));
        Assert.Equal("Input 12x5, Recurrent 12x3, Bias 12x1", Print(new CellShape(CellKind.SLstm, 3)));
    }

    [Fact]
    public void Parameters_are_those_of_all_tensors()
    {
        Assert.Equal(84, ParameterCounts.Of(Shapes.Plain(3, 3)));
        Assert.Equal(84 + 84 + 8, ParameterCounts.Of(Shapes.Plain(3, 3, 2, 2)));

        LayerShape[] layers =
        [
            new DenseShape(2, Activation.Relu),
            new RecurrentShape(s_lstm) { Bidirectional = true },
            new RecurrentShape(new CellShape(CellKind.GruResetBefore, 4)),
            new RecurrentShape(new CellShape(CellKind.GruResetBefore, 4)) { Direction = Direction.Backward },
            new DenseShape(1, Activation.Linear),
        ];
        int expected = 2 * (5 + 1) + 2 * 12 * (2 + 3 + 1) + (12 * (6 + 4 + 1) + 4) + (12 * (4 + 4 + 1) + 4) + (4 + 1);
        Assert.Equal(expected, ParameterCounts.Of(new NetworkShape(5, new LayerList(layers))));
    }

    /// <summary>The packed buffer has a place for each parameter, and for padding and constants.</summary>
    [Fact]
    public void Every_parameter_has_a_place_in_the_packed_weights()
    {
        foreach (NetworkShape shape in ShapeSamples.Variants().Concat(ShapeSamples.Lists()))
        {
            Assert.InRange(ParameterCounts.Of(shape), 1, PackedLayout.For(shape).Length - PackedLayout.ConstantsLength + BiasesOf(shape));
        }
    }

    // The two biases of the candidate are one in a kernel that does not need both.
    private static int BiasesOf(NetworkShape shape) =>
        shape.Cells.Where(static cell => cell.Shape.Kind == CellKind.GruResetBefore).Sum(static cell => cell.Shape.Hidden);

    private static string Print(CellShape shape)
    {
        IEnumerable<string> tensors =
            CellTensors.Of(shape, inputs: 5).Select(static tensor => $"{tensor.Kind} {tensor.Rows}x{tensor.Columns}");
        return string.Join(", ", tensors);
    }
}
