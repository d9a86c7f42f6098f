using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Emission;
using Lstm.Generator.Model;
using Lstm.Generator.Planning;
using Lstm.Generator.Tests.Harness;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Generator.Tests.Planning;

/// <summary>
/// Which layers scale * x + offset are in the weights of the layer before, and that every kernel is of the layers that remain.
/// </summary>
public sealed class FoldingTests
{
    /// <summary>A declaration, and that of the network whose weights are packed.</summary>
    public static TheoryData<string, string> Folded => new()
    {
        { "[Dense(4)] [Affine] [Lstm(3, 5)]", "[Dense(4)] [Lstm(3, 5)]" },
        { "[Lstm(3, 5, Output = 2)] [Affine]", "[Lstm(3, 5, Output = 2)]" },
        { "[Conv1D(4, 3, Dilation = 2)] [Affine] [PRelu] [Lstm(3, 5)]", "[Conv1D(4, 3, Dilation = 2)] [PRelu] [Lstm(3, 5)]" },
        { "[Embedding(9, 4)] [Affine] [Lstm(1, 5)]", "[Embedding(9, 4)] [Lstm(1, 5)]" },
        { "[Lstm(3, 5)] [Affine] [Affine]", "[Lstm(3, 5)] [Affine]" },
        { "[Lstm(3, 5)] [LayerNorm] [Affine] [Activation(Activation.Affine)]", "[Lstm(3, 5)] [LayerNorm] [Affine]" },
        {
            "[Lstm(3, 5)] [Dense(2)] [Affine] [Activation(Activation.Affine, Alpha = 2, Beta = 3)] [Affine] [PRelu]",
            "[Lstm(3, 5)] [Dense(2)] [PRelu]"
        },
        { "[Lstm(2, 5, Bidirectional = true)] [Merge(Merging.Sum)] [Affine] [Affine]",
            "[Lstm(2, 5, Bidirectional = true)] [Merge(Merging.Sum)] [Affine]" },

        // The inputs are added last.
        { "[Lstm(2, 5, Residual = true)] [Dense(2)] [Affine]", "[Lstm(2, 5, Residual = true)] [Dense(2)]" },

        // Before pooling and after it.
        { "[Lstm(3, 5)] [Dense(2)] [Affine] [Pool(Pooling.Max)] [Affine] [Affine] [Dense(2)] [Affine]",
            "[Lstm(3, 5)] [Dense(2)] [Pool(Pooling.Max)] [Affine] [Dense(2)]" },
    };

    /// <summary>
    /// Residual connections: around both layers, around more, from the folded layer, in one another, and from between two folded layers.
    /// </summary>
    public static TheoryData<string, string> Connections => new()
    {
        { "[Dense(3)] [Affine] [Residual(2)] [Lstm(3, 3)]", "[Dense(3)] [Residual(1)] [Lstm(3, 3)]" },
        { "[Lstm(3, 4)] [Dense(4)] [Affine] [Lstm(4)] [Residual(3)]", "[Lstm(3, 4)] [Dense(4)] [Lstm(4)] [Residual(2)]" },
        { "[Dense(4)] [Affine] [Lstm(3, 4)] [Residual(1)]", "[Dense(4)] [Lstm(3, 4)] [Residual(1)]" },
        {
            "[Dense(3)] [Affine] [Residual(2)] [Lstm(3, 3)] [Dense(3)] [Affine] [Residual(3)] [Residual(7)]",
            "[Dense(3)] [Residual(1)] [Lstm(3, 3)] [Dense(3)] [Residual(2)] [Residual(5)]"
        },
        { "[Lstm(3, 4)] [Dense(4)] [Affine] [Affine] [Residual(1)] [Residual(2)]",
            "[Lstm(3, 4)] [Dense(4)] [Affine] [Residual(1)] [Residual(2)]" },
    };

    [Theory]
    [MemberData(nameof(Folded))]
    [MemberData(nameof(Connections))]
    public void A_layer_is_in_the_weights_of_the_linear_layer_before_it(string declared, string folded)
    {
        Assert.Equal(Declared.Shape(folded), Declared.Shape(declared).Folded());
        Assert.Equal(DeclarationText.Of(Declared.Shape(folded)), DeclarationText.Of(Declared.Shape(declared).Folded()));
    }

    [Theory]

    // The layer before is not linear, or has no weights of its own.
    [InlineData("[Lstm(3, 5)] [Affine]")]
    [InlineData("[Dense(3, Activation.Tanh)] [Affine] [Lstm(3, 5)]")]
    [InlineData("[Dense(3, Activation.Affine, Alpha = 2)] [Affine] [Lstm(3, 5)]")]
    [InlineData("[Conv1D(3, 2, Activation.Relu)] [Affine] [Lstm(3, 5)]")]
    [InlineData("[Lstm(3, 5)] [LayerNorm] [Affine]")]
    [InlineData("[Lstm(3, 5)] [Dense(2)] [PRelu] [Affine]")]
    [InlineData("[Lstm(3, 5)] [Dense(2)] [Activation(Activation.Softmax)] [Affine]")]
    [InlineData("[Lstm(3, 5)] [Activation(Activation.Affine)] [Affine]")]
    [InlineData("[Lstm(3, 5, Bidirectional = true)] [Merge(Merging.Mean)] [Affine]")]
    [InlineData("[Lstm(3, 5)] [Dense(2)] [Pool(Pooling.Last)] [Affine]")]
    [InlineData("[Lstm(3, 5)] [Dense(2)] [Pool(Pooling.Mean)] [Affine]")]

    // The next layer does not contain it.
    [InlineData("[Affine] [Lstm(3, 5)]")]
    [InlineData("[Affine] [Dense(4)] [Lstm(3, 5)]")]
    [InlineData("[Lstm(3, 5)] [Affine] [Gru(6)]")]

    // Its input is added to a later output, or has something added.
    [InlineData("[Dense(3)] [Affine] [Residual(1)] [Lstm(3, 3)]")]
    [InlineData("[Lstm(3, 4)] [Dense(4)] [Affine] [Lstm(4)] [Residual(2)]")]
    [InlineData("[Lstm(3, 4)] [Dense(4)] [Affine] [Residual(1)] [Gru(4)] [Residual(3)]")]
    [InlineData("[Dense(3)] [Residual(1)] [Affine] [Lstm(3, 3)]")]

    // The inputs can have any magnitude: by themselves, without their negative part, added, and at the end of a sequence.
    [InlineData("[Affine] [Affine] [Lstm(3, 5)]")]
    [InlineData("[Affine] [Activation(Activation.Affine)] [Affine] [Lstm(3, 5)]")]
    [InlineData("[PRelu] [Affine] [Affine] [Lstm(3, 5)]")]
    [InlineData("[Lstm(3, 3)] [Residual(1)] [Affine] [Affine]")]
    [InlineData("[Affine] [Lstm(3, 3)] [Residual(1)] [Pool(Pooling.Mean)] [Affine] [Affine]")]
    public void Another_layer_stays(string attributes)
    {
        NetworkShape network = Declared.Shape(attributes);
        Assert.Same(network, network.Folded());
    }

    [Theory]
    [MemberData(nameof(Folded))]
    [MemberData(nameof(Connections))]
    public void Every_kernel_is_of_the_layers_that_remain(string declared, string folded)
    {
        NetworkShape network = Declared.Shape(declared);
        NetworkShape kernel = Declared.Shape(folded).InSteps();
        KernelPlan[] plans = [KernelPlan.For(network), KernelPlan.NarrowFor(network), KernelPlan.TracedFor(network)];
        Assert.All(plans, plan =>
        {
            Assert.Equal((network, kernel), (plan.Declared, plan.Network));
            Assert.Equal(PackedLayout.For(kernel).Sections, plan.Layout.Sections);
        });
        Assert.Equal(new StatePlan(network).Length, plans[0].State.Length);
        Assert.Equal(plans[0].Layout.Length * sizeof(float), NetworkCost.Of(network).WeightBytes);
        Assert.Equal(ParameterCounts.Of(network), NetworkCost.Of(network).Parameters);
    }

    [Fact]
    public void So_is_the_kernel_for_the_widest_vectors()
    {
        NetworkShape network = Declared.Shape("[Lstm(3, 24)] [Dense(3)] [Affine]");
        Assert.Equal(Declared.Shape("[Lstm(3, 24)] [Dense(3)]"), KernelPlan.WidestFor(network)!.Network);
    }

    /// <summary>The packer does not know of steps: it folds the network with pooling, and the kernel has the same weights.</summary>
    [Fact]
    public void Pooling_that_steps_leave_out_keeps_layers_apart()
    {
        NetworkShape network = Declared.Shape("[Lstm(3, 5)] [Dense(2)] [Pool(Pooling.Last)] [Affine]");
        KernelPlan plan = KernelPlan.For(network);
        Assert.Equal(Declared.Shape("[Lstm(3, 5)] [Dense(2)] [PRelu]").Layers.Count, plan.Network.Layers.Count);
        Assert.Equal(PackedLayout.For(network.Folded()).Length, plan.Layout.Length);
    }

    [Fact]
    public void Random_lists_keep_their_sizes_and_connections()
    {
        int folded = 0;
        foreach (ListSpec list in RandomLists.Many(3000, seed: 21))
        {
            NetworkShape declared = DeclarationParser.Parse(list.Text)!;
            NetworkShape network = declared.Folded();
            folded += network == declared ? 0 : 1;
            Assert.Equal(network, network.Folded());
            Assert.Equal((declared.Input, declared.Output, declared.Residual), (network.Input, network.Output, network.Residual));
            Assert.Equal(new StatePlan(declared).Length, new StatePlan(network).Length);
            Assert.Equal(
                declared.Cells.Select(static cell => (cell.Number, cell.Direction, cell.Inputs, cell.Recurrent)),
                network.Cells.Select(static cell => (cell.Number, cell.Direction, cell.Inputs, cell.Recurrent)));
            Assert.All(network.Layers.Index(), layer => Assert.True(
                layer.Item is not ResidualShape residual || network.FaultOf(layer.Index, residual) is null, list.Text));
        }

        Assert.InRange(folded, 20, 3000);
    }

    [Theory]
    [InlineData(
        "[Dense(4)] [Affine] [Lstm(3, 5)] [PRelu]",
        "Layer 1 ([Affine]) is folded into layer 0 ([Dense]): its packed weights contain the scale and the offset.")]
    [InlineData(
        "[Embedding(9, 4)] [Affine] [Activation(Activation.Affine)] [Lstm(1, 5)]",
        "Layer 1 ([Affine]) and layer 2 ([Activation]) are folded into layer 0 ([Embedding]): its packed weights contain the scales and "
            + "the offsets.")]
    public void The_header_says_where_a_layer_is(string attributes, string remark)
    {
        string[] remarks = [.. PlanRemarks.Of(KernelPlan.For(Declared.Shape(attributes)), widest: null, traced: null)];
        int first = Array.IndexOf(remarks, remark);
        Assert.True(first >= 0, string.Join('\n', remarks));
        Assert.Equal("The kernel and the table count only the layers that remain.", remarks[first + 1]);
    }

    [Fact]
    public void The_header_says_nothing_if_all_layers_stay() => Assert.DoesNotContain(
        PlanRemarks.Of(KernelPlan.For(Declared.Shape("[Affine] [Lstm(3, 5)] [Affine] [Dense(2)]")), widest: null, traced: null),
        static remark => remark.Contains("folded", StringComparison.Ordinal) || remark.Contains("remain", StringComparison.Ordinal));

    /// <summary>The text is the same as without the layer, apart from the remarks and the declaration.</summary>
    [Fact]
    public void The_kernel_is_that_of_the_network_without_the_layer()
    {
        static string[] KernelOf(string attributes)
        {
            ModelType type = new(Namespace: null, Container: null, "Amp");
            string text = ModelEmitter.Emit(new LstmModel(type, Declared.Shape(attributes)));
            IEnumerable<string> lines = text.Split('\n').SkipWhile(static line => !line.StartsWith("namespace", StringComparison.Ordinal));
            return [.. lines.TakeWhile(static line => !line.StartsWith("partial class", StringComparison.Ordinal))];
        }

        string[] plain = KernelOf("[Dense(4)] [Lstm(3, 12)] [Dense(2)] [PRelu]");
        Assert.True(plain.Length > 100);
        Assert.Equal(plain, KernelOf("[Dense(4)] [Affine] [Lstm(3, 12)] [Dense(2)] [Affine] [Affine] [PRelu]"));
    }
}
