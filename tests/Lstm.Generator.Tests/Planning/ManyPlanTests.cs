using Lstm.Generator.Planning;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Planning;

/// <summary>Which network steps many streams in which way.</summary>
public sealed class ManyPlanTests
{
    private static readonly CellShape s_cell = new(CellKind.Lstm, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(StreamsInLanes.MaxHidden)]
    public void Small_layers_use_one_lane_for_each_stream(int hidden)
    {
        foreach (CellShape cell in (CellShape[])
            [
                s_cell, s_cell with { Peephole = true }, s_cell with { CoupledGates = true }, s_cell with { Clip = 1, CellClip = 1 },
                s_cell with
                {
                    GateActivation = Activation.HardSigmoid,
                    CellActivation = Activation.Softsign,
                    HiddenActivation = Activation.Linear,
                },
            ])
        {
            StackShape shape =
                new(2, cell with { Hidden = hidden }) { Layers = 3, Head = new DenseChain(2, Activation.Softplus), Residual = true };
            Assert.IsType<StreamsInLanes>(KernelPlan.For(shape).Many);
        }
    }

    [Theory]
    [InlineData(StreamsInLanes.MaxHidden + 1)]
    [InlineData(64)]
    [InlineData(NetworkShape.MaxSize)]
    public void Large_layers_share_loads(int hidden)
    {
        foreach (CellShape cell in (CellShape[])
            [
                s_cell, s_cell with { Peephole = true }, s_cell with { LayerNorm = true }, s_cell with { Projection = 3 },
                s_cell with { Clip = 1 },
            ])
        {
            StackShape shape =
                new(2, cell with { Hidden = hidden }) { Layers = 2, Head = new DenseChain(4, Activation.Softmax), Residual = true };
            Assert.IsType<SharedLoads>(KernelPlan.For(shape).Many);
        }
    }

    [Fact]
    public void A_small_layer_that_lanes_do_not_support_shares_loads_where_its_sums_are_in_memory()
    {
        Assert.IsType<SharedLoads>(KernelPlan.For(new StackShape(2, s_cell with { Hidden = 5, LayerNorm = true })).Many);
        Assert.IsType<OneByOne>(KernelPlan.For(new StackShape(2, s_cell with { Hidden = 5, Projection = 3 })).Many);
        Assert.IsType<OneByOne>(KernelPlan.For(new StackShape(2, s_cell with { Hidden = 50, CoupledGates = true })).Many);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    public void Networks_that_neither_way_supports_run_stream_by_stream(int hidden)
    {
        DenseChain dense = new(3, Activation.Tanh);
        foreach (StackShape shape in (StackShape[])
            [
                new(2, new CellShape(CellKind.GruResetAfter, hidden)), new(2, new CellShape(CellKind.GruResetBefore, hidden)),
                new(2, s_cell with { Hidden = hidden, StochasticForget = true }), new(2, s_cell with { Hidden = hidden }) { Stem = dense },
            ])
        {
            Assert.IsType<OneByOne>(KernelPlan.For(shape).Many);
        }
    }

    [Fact]
    public void A_network_that_cannot_step_has_no_plan()
    {
        Assert.Null(KernelPlan.For(StackShape.Plain(2, 4) with { Bidirectional = true }).Many);
        Assert.Null(KernelPlan.For(StackShape.Plain(2, 40) with { Direction = Direction.Backward }).Many);
    }

    [Fact]
    public void Lanes_need_little_memory()
    {
        foreach (int input in (int[])[1, NetworkShape.MaxSize])
        {
            for (int hidden = 1; hidden <= StreamsInLanes.MaxHidden; hidden++)
            {
                KernelPlan plan = KernelPlan.For(StackShape.Plain(input, hidden, NetworkShape.MaxLayers, 1));
                LanePlan lanes = new(plan);
                Assert.Equal(0, lanes.Scratch % NetworkShape.Lanes);
                Assert.InRange(lanes.Memory * sizeof(float), 1, 112 * 1024);
            }
        }
    }
}
