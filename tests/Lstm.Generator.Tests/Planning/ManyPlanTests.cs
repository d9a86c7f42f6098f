using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Generator.Tests.Harness;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Planning;

/// <summary>Which network steps many streams in which way.</summary>
public sealed class ManyPlanTests
{
    private static readonly CellShape s_cell = new(CellKind.Lstm, 1);

    // Every option, with the largest layer for which lanes are the fastest.
    private static readonly (CellShape Cell, int MostInLanes)[] s_cells =
    [
        .. new[]
        {
            s_cell, s_cell with { Peephole = true }, s_cell with { CoupledGates = true }, s_cell with { Clip = 1, CellClip = 1 },
            s_cell with { Projection = 3 },
            s_cell with
            {
                GateActivation = Activation.HardSigmoid,
                CellActivation = Activation.Softsign,
                HiddenActivation = Activation.Linear,
            },
            new(CellKind.GruResetAfter, 1), new(CellKind.Rnn, 1), new(CellKind.SLstm, 1),
        }.Select(static cell => (cell, StreamsInLanes.MaxHidden)),
        (s_cell with { LayerNorm = true }, StreamsInLanes.MaxHiddenOfDependentSums),
        (new(CellKind.GruResetBefore, 1), StreamsInLanes.MaxHiddenOfDependentSums),
        (s_cell with { StochasticForget = true }, StreamsInLanes.MaxHiddenOfDraws),
    ];

    [Fact]
    public void Small_layers_use_one_lane_for_each_stream()
    {
        foreach ((CellShape cell, int most) in s_cells)
        {
            foreach (int hidden in (int[])[1, 8, most])
            {
                foreach (Activation activation in (Activation[])[Activation.Softplus, Activation.Softmax])
                {
                    NetworkShape shape = Stack(cell with { Hidden = hidden }, layers: 3, new DenseShape(2, activation));
                    Assert.IsType<StreamsInLanes>(KernelPlan.For(shape).Many);
                    Assert.IsType<StreamsInLanes>(KernelPlan.For(WithStem(shape)).Many);
                }
            }
        }
    }

    [Fact]
    public void Large_layers_share_loads()
    {
        foreach ((CellShape cell, int most) in s_cells)
        {
            foreach (int hidden in (int[])[most + 1, 64, NetworkShape.MaxSize])
            {
                NetworkShape shape = Stack(cell with { Hidden = hidden }, layers: 2, new DenseShape(4, Activation.Softmax));
                Assert.IsType<SharedLoads>(KernelPlan.For(shape).Many);
                Assert.IsType<SharedLoads>(KernelPlan.For(WithStem(shape)).Many);
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(StreamsInLanes.MaxHidden)]
    public void Small_quantized_networks_use_lanes(int hidden) => Assert.IsType<StreamsInLanes>(Quantized(hidden).Many);

    [Theory]
    [InlineData(StreamsInLanes.MaxHidden + 1)]
    [InlineData(400)]
    public void Large_quantized_networks_share_loads(int hidden) => Assert.IsType<SharedLoads>(Quantized(hidden).Many);

    /// <summary>The values of all layers without a state are on the stack, for eight streams.</summary>
    [Fact]
    public void Large_layers_without_a_state_are_too_much_for_lanes()
    {
        NetworkShape small = Stack(s_cell with { Hidden = 5 });
        NetworkShape tiled = Stack(s_cell with { Hidden = 20 });

        Assert.IsType<StreamsInLanes>(KernelPlan.For(With(small, new DenseShape(256, Activation.Linear))).Many);
        Assert.IsType<OneByOne>(KernelPlan.For(With(small, new DenseShape(257, Activation.Linear))).Many);
        Assert.IsType<OneByOne>(KernelPlan.For(
            With(small, new LayerNormShape(5, 1e-5f), new DenseShape(252, Activation.Linear))).Many);
        Assert.IsType<SharedLoads>(KernelPlan.For(With(tiled, new DenseShape(257, Activation.Linear))).Many);
    }

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

    private static KernelPlan Quantized(int hidden) =>
        KernelPlan.For(Stack(s_cell with { Hidden = hidden }) with { Precision = LstmPrecision.Int16 });

    private static NetworkShape With(NetworkShape shape, params LayerShape[] head) =>
        shape with { Layers = new LayerList([.. shape.Layers, .. head]) };

    private static NetworkShape WithStem(NetworkShape shape) =>
        shape with { Layers = new LayerList([new DenseShape(3, Activation.Tanh), .. shape.Layers]) };

    private static NetworkShape Stack(CellShape cell, int layers = 1, DenseShape? head = null) =>
        NetworkShape.Stack(2, new RecurrentShape(cell), layers, head: head is null ? [] : [head]) with { Residual = head is not null };
}
