using Lstm.Generator.Planning;
using Lstm.Generator.Tests.Harness;
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
                new(CellKind.GruResetAfter, 1),
            ])
        {
            NetworkShape shape = Stack(cell with { Hidden = hidden }, layers: 3, new DenseShape(2, Activation.Softplus));
            Assert.IsType<StreamsInLanes>(KernelPlan.For(shape).Many);
            Assert.IsType<StreamsInLanes>(KernelPlan.For(WithStem(shape)).Many);
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
                s_cell with { Clip = 1 }, s_cell with { CoupledGates = true }, s_cell with { StochasticForget = true },
                new(CellKind.GruResetAfter, 1), new(CellKind.GruResetBefore, 1),
            ])
        {
            NetworkShape shape = Stack(cell with { Hidden = hidden }, layers: 2, new DenseShape(4, Activation.Softmax));
            Assert.IsType<SharedLoads>(KernelPlan.For(shape).Many);
        }
    }

    [Fact]
    public void A_small_layer_that_lanes_do_not_support_shares_loads_where_its_sums_are_in_memory()
    {
        Assert.IsType<SharedLoads>(KernelPlan.For(Stack(s_cell with { Hidden = 5, LayerNorm = true })).Many);
        Assert.IsType<OneByOne>(KernelPlan.For(Stack(s_cell with { Hidden = 5, Projection = 3 })).Many);
        Assert.IsType<SharedLoads>(KernelPlan.For(WithStem(Stack(s_cell with { Hidden = 50 }))).Many);
        Assert.IsType<StreamsInLanes>(KernelPlan.For(WithStem(Stack(s_cell with { Hidden = 4 }))).Many);
    }

    [Fact]
    public void Small_networks_that_neither_way_supports_run_stream_by_stream()
    {
        foreach (NetworkShape shape in (NetworkShape[])
            [
                Stack(new CellShape(CellKind.GruResetBefore, 4)), Stack(s_cell with { Hidden = 4, StochasticForget = true }),
            ])
        {
            Assert.IsType<OneByOne>(KernelPlan.For(shape).Many);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    public void Quantized_networks_run_stream_by_stream(int hidden) => Assert.IsType<OneByOne>(
        KernelPlan.For(Stack(s_cell with { Hidden = hidden }) with { Precision = LstmPrecision.Int16 }).Many);

    [Fact]
    public void Unequal_layers_and_dense_layers_between_them_are_all_looked_at()
    {
        NetworkShape List(int first, int second) => new(2, new LayerList(
        [
            new RecurrentShape(s_cell with { Hidden = first }), new DenseShape(3, Activation.Tanh),
            new RecurrentShape(s_cell with { Hidden = second, Peephole = true }),
        ]));

        Assert.IsType<StreamsInLanes>(KernelPlan.For(List(4, StreamsInLanes.MaxHidden)).Many);
        Assert.IsType<SharedLoads>(KernelPlan.For(List(StreamsInLanes.MaxHidden + 1, 64)).Many);
        Assert.IsType<SharedLoads>(KernelPlan.For(List(4, 64)).Many);
        Assert.IsType<SharedLoads>(KernelPlan.For(List(64, 4)).Many);
        Assert.Equal(3, Assert.IsType<StreamsInLanes>(KernelPlan.For(List(4, 20)).Many).Blocks);
    }

    [Fact]
    public void A_network_that_cannot_step_has_no_plan()
    {
        Assert.Null(KernelPlan.For(NetworkShape.Stack(2, new RecurrentShape(s_cell with { Hidden = 4 }) { Bidirectional = true })).Many);
        Assert.Null(KernelPlan.For(
            NetworkShape.Stack(2, new RecurrentShape(s_cell with { Hidden = 40 }) { Direction = Direction.Backward })).Many);
    }

    [Fact]
    public void Lanes_need_little_memory()
    {
        // Two copies of the inputs of eight streams are most of what the widest input takes.
        foreach ((int input, int kilobytes) in ((int, int)[])[(1, 112), (NetworkShape.MaxSize, 112), (NetworkShape.MaxInput, 304)])
        {
            for (int hidden = 1; hidden <= StreamsInLanes.MaxHidden; hidden++)
            {
                KernelPlan plan = KernelPlan.For(Shapes.Plain(input, hidden, NetworkShape.MaxLayers, 1));
                LanePlan lanes = new(plan);
                Assert.Equal(0, lanes.Scratch % NetworkShape.Lanes);
                Assert.InRange(lanes.Memory * sizeof(float), 1, kilobytes * 1024);
            }
        }
    }

    private static NetworkShape WithStem(NetworkShape shape) =>
        shape with { Layers = new LayerList([new DenseShape(3, Activation.Tanh), .. shape.Layers]) };

    private static NetworkShape Stack(CellShape cell, int layers = 1, DenseShape? head = null) =>
        NetworkShape.Stack(2, new RecurrentShape(cell), layers, head: head is null ? [] : [head]) with { Residual = head is not null };
}
