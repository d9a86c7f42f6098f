using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Generator.Tests.Harness;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Planning;

/// <summary>Where the weights of layers with a value for each output are, how many there are, and what pooling changes: nothing.</summary>
public sealed class UnitLayoutTests
{
    [Fact]
    public void Each_tensor_is_a_section_of_whole_vectors()
    {
        NetworkShape network = Declared.Shape(
            "[Affine] [Dense(9)] [PRelu] [Lstm(3, 12)] [LayerNorm] [Activation(Activation.Relu)] [Gru(4)] [PRelu] [Dense(2)] [Affine]");

        Assert.Equal(
            [
                (PackedKind.UnitWeight, 0, 8), (PackedKind.UnitBias, 0, 8), (PackedKind.DenseWeight, 1, 72), (PackedKind.DenseBias, 1, 16),
                (PackedKind.UnitWeight, 2, 16), (PackedKind.UnitWeight, 4, 16), (PackedKind.UnitBias, 4, 16), (PackedKind.UnitWeight, 7, 8),
                (PackedKind.DenseWeight, 8, 16), (PackedKind.DenseBias, 8, 8), (PackedKind.UnitWeight, 9, 8), (PackedKind.UnitBias, 9, 8),
            ],
            PackedLayout.For(network).Sections
                .Where(static section => section.Cell == PackedLayout.NoLayer && section.Kind != PackedKind.Constants)
                .Select(static section => (section.Kind, section.Layer, section.Length)));
    }

    [Fact]
    public void Sections_are_contiguous_and_the_plan_knows_them()
    {
        foreach (NetworkShape network in Networks())
        {
            PackedLayout layout = PackedLayout.For(network);
            int offset = 0;
            foreach (PackedSection section in layout.Sections)
            {
                Assert.Equal(offset, section.Offset);
                Assert.Equal(0, section.Length % NetworkShape.Lanes);
                offset += section.Length;
            }

            Assert.Equal(layout.Length, offset);
            foreach (FeedForwardPlan plan in KernelPlan.For(network).FeedForward)
            {
                Assert.Equal(
                    layout.Sections.Where(section => section.Layer == plan.Layer).Select(static section => section.Offset),
                    plan.Shape.Tensors.Select(tensor => plan.Offsets[tensor.Name]));
            }
        }
    }

    [Theory]
    [InlineData("[Lstm(3, 5)]", 0)]
    [InlineData("[Lstm(3, 5)] [Affine]", 10)]
    [InlineData("[Affine] [Lstm(3, 5)]", 6)]
    [InlineData("[Lstm(3, 5)] [LayerNorm]", 10)]
    [InlineData("[Lstm(3, 5)] [PRelu]", 5)]
    [InlineData("[Lstm(3, 5)] [Activation(Activation.Softmax)]", 0)]
    [InlineData("[Lstm(3, 5)] [Pool(Pooling.Mean)]", 0)]
    [InlineData("[Lstm(3, 5)] [LayerNorm] [PRelu] [Dense(4)] [Pool(Pooling.Max)] [Affine] [Dense(2)]", 10 + 5 + 24 + 8 + 10)]
    public void Parameters_are_counted(string attributes, int more) => Assert.Equal(
        4 * 5 * (3 + 5 + 1) + more, ParameterCounts.Of(Declared.Shape(attributes)));

    /// <summary>A file of weights suits the network with pooling and without it.</summary>
    [Theory]
    [InlineData("[Lstm(3, 5)]{0} [Dense(2)]")]
    [InlineData("[Gru(3, 5, Bidirectional = true)]{0} [LayerNorm] [Dense(2)]")]
    public void Pooling_leaves_the_layout_and_the_state_as_they_are(string attributes)
    {
        PackedLayout plain = PackedLayout.For(Declared.Shape(string.Format(null, attributes, "")));
        foreach (Pooling pooling in System.Enum.GetValues<Pooling>())
        {
            NetworkShape network = Declared.Shape(string.Format(null, attributes, $" [Pool(Pooling.{pooling})]"));
            PackedLayout layout = PackedLayout.For(network);

            Assert.Equal(plain.Length, layout.Length);
            Assert.Equal(
                plain.Sections.Select(static section => (section.Kind, section.Offset, section.Length)),
                layout.Sections.Select(static section => (section.Kind, section.Offset, section.Length)));
            Assert.Equal(new StatePlan(plain.Network).Length, new StatePlan(network).Length);
        }
    }

    /// <summary>Only pooling whose result is that of the last step lets a network step; its kernels do not know of it.</summary>
    [Theory]
    [InlineData("[Lstm(3, 5)] [Pool(Pooling.Last)] [Dense(2)]", true)]
    [InlineData("[Lstm(3, 5)] [Pool(Pooling.Final)]", true)]
    [InlineData("[Lstm(3, 5)] [Pool(Pooling.Mean)]", false)]
    [InlineData("[Lstm(3, 5)] [Pool(Pooling.Max)] [Dense(2)]", false)]
    [InlineData("[Lstm(3, 5, Bidirectional = true)] [Pool(Pooling.Last)]", false)]
    [InlineData("[Lstm(3, 5, Direction = Direction.Backward)] [Pool(Pooling.Final)]", false)]
    public void Pooling_is_a_part_of_kernels_for_whole_sequences(string attributes, bool steps)
    {
        NetworkShape network = Declared.Shape(attributes);
        KernelPlan plan = KernelPlan.For(network);

        Assert.Equal(steps, network.IsCausal);
        Assert.Equal(network, plan.Declared);
        Assert.Equal(!steps, plan.Parts.OfType<PoolPart>().Any());
        Assert.Equal(steps, plan.Many is not null);
    }

    private static IEnumerable<NetworkShape> Networks() => new[]
    {
        "[Affine] [Lstm(3, 5)] [LayerNorm] [PRelu] [Dense(2)]",
        "[LayerNorm] [PRelu] [Gru(17, 40, Layers = 2)] [Affine] [Lstm(9)] [Affine] [Activation(Activation.Tanh)] [PRelu]",
        "[Lstm(1, 1, Bidirectional = true)] [PRelu] [Dense(70)] [LayerNorm] [Pool(Pooling.Mean)] [PRelu] [Dense(1)] [PRelu]",
        "[Lstm(3, 20, Precision = LstmPrecision.Int8)] [LayerNorm] [Lstm(20)] [Affine]",
    }.Select(Declared.Shape);
}
