using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Planning;

/// <summary>Where the weights of networks in quantized precision stand, and how they are computed.</summary>
public sealed class QuantizedLayoutTests
{
    private const int Vector = NetworkShape.Lanes;

    private static IEnumerable<StackShape> Shapes() =>
        from precision in (LstmPrecision[])[LstmPrecision.Int16, LstmPrecision.Int8]
        from hidden in (int[])[1, 2, 7, 8, 9, 16, 17, 24, 25, 33, 40, 63, 64, 100, 129, 1024]
        from layers in (int[])[1, 3]
        from both in (bool[])[false, true]
        from coupled in (bool[])[false, true]
        select new StackShape(5, new CellShape(CellKind.Lstm, hidden) { CoupledGates = coupled, Projection = coupled ? 3 : 0 })
        {
            Precision = precision,
            Layers = layers,
            Bidirectional = both,
            Head = new DenseChain(2, Activation.Linear),
        };

    [Fact]
    public void Sections_are_contiguous_aligned_and_disjoint()
    {
        foreach (StackShape shape in Shapes())
        {
            PackedLayout layout = PackedLayout.For(shape);
            int offset = 0;
            foreach (PackedSection section in layout.Sections)
            {
                Assert.True(section.Offset == offset && section.Length > 0 && section.Length % Vector == 0, $"{section} of {shape}");
                offset += section.Length;
            }

            Assert.Equal(offset, layout.Length);
        }
    }

    [Fact]
    public void Weights_of_hidden_states_take_a_half_and_a_quarter_of_what_floats_take()
    {
        int Recurrent(LstmPrecision precision) => PackedLayout.For(StackShape.Plain(8, 64) with { Precision = precision }).Sections
            .Where(static section => section.Kind is PackedKind.Recurrent or PackedKind.QuantizedRecurrent)
            .Sum(static section => section.Length);

        Assert.Equal(4 * 64 * 64, Recurrent(LstmPrecision.Single));
        Assert.Equal(4 * 64 * 64 / 2, Recurrent(LstmPrecision.Int16));
        Assert.Equal(4 * 64 * 64 / 4, Recurrent(LstmPrecision.Int8));
    }

    [Fact]
    public void The_cells_of_a_layer_and_of_the_upper_layers_differ_in_their_offsets_only()
    {
        foreach (StackShape shape in Shapes().Where(static shape => shape.Cells > 1))
        {
            KernelPlan plan = KernelPlan.For(shape);
            for (int cell = 0; cell < shape.Cells; cell++)
            {
                int layer = cell / shape.Directions;
                int start = plan.StartOf(layer, cell % shape.Directions);
                int shift = start - plan.StartOf(Math.Min(layer, 1), 0);
                int alike = layer == 0 ? 0 : shape.Directions;
                Assert.Equal(
                    CellOf(plan.Layout, alike).Select(section => section with { Index = cell, Offset = section.Offset + shift }),
                    CellOf(plan.Layout, cell));
            }
        }
    }

    [Fact]
    public void The_scales_of_sums_follow_the_scale_of_values_in_the_order_of_the_sums()
    {
        foreach (StackShape shape in Shapes())
        {
            IReadOnlyList<PackedSection> sections = PackedLayout.For(shape).Sections;
            for (int index = 0; index < sections.Count; index++)
            {
                if (sections[index].Kind is PackedKind.QuantizedInputScale or PackedKind.QuantizedRecurrentScale)
                {
                    Assert.Equal(Vector, sections[index].Length);
                    Assert.Equal(sections[index].Kind + 1, sections[index + 1].Kind);
                    Assert.Equal(shape.Cell.Sums.Length * shape.PaddedHidden, sections[index + 1].Length);
                    Assert.Equal(sections[index].Kind + 2, sections[index + 2].Kind);
                }
            }
        }
    }

    [Fact]
    public void The_memory_of_a_step_has_a_place_for_integers_and_scales_of_every_part()
    {
        foreach (StackShape shape in Shapes())
        {
            KernelPlan plan = KernelPlan.For(shape);
            int scales = shape.Cell.Sums.Length * shape.PaddedHidden;
            for (int layer = 0; layer < Math.Min(shape.Layers, 2); layer++)
            {
                TiledLayer tiled = Assert.IsType<TiledLayer>(plan.LayerOf(layer));
                int end = plan.Scratch.Quantized;
                Assert.True(end >= scales);
                foreach (QuantizedPart part in tiled.Quantized)
                {
                    // Scales first, then integers, written in whole vectors of eight, two in a float.
                    Assert.Equal(end, plan.Scratch.Quantized + part.ScaledMemory);
                    Assert.Equal(end + scales, plan.Scratch.Quantized + part.Memory);
                    end += scales + (part.Rows + 15) / 16 * Vector;
                }

                Assert.True(end <= plan.Scratch.Length, $"{end} of {plan.Scratch.Length} in {shape}");
            }
        }
    }

    [Fact]
    public void Precision_is_part_of_the_shape_and_not_of_the_declaration_that_weights_carry()
    {
        StackShape single = StackShape.Plain(3, 20);
        StackShape quantized = single with { Precision = LstmPrecision.Int16 };

        Assert.NotEqual(single, quantized);
        Assert.Equal(DeclarationText.Of(single), DeclarationText.Of(quantized));
    }

    private static IEnumerable<PackedSection> CellOf(PackedLayout layout, int cell) => layout.Sections.Where(section =>
        section.Index == cell && section.Kind is not (PackedKind.DenseWeight or PackedKind.DenseBias));
}
