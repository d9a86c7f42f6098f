using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Planning;

/// <summary>Where the weights stand, for every hidden size.</summary>
public sealed class PackedLayoutTests
{
    private const int Vector = NetworkShape.Lanes;

    [Fact]
    public void Sections_are_contiguous_aligned_and_disjoint()
    {
        foreach (NetworkShape shape in ShapeSamples.EveryHidden())
        {
            PackedLayout layout = PackedLayout.For(shape);
            int offset = 0;
            foreach (PackedSection section in layout.Sections)
            {
                // Each starts where the one before ends: contiguous and disjoint at once.
                Check(section.Offset == offset && section.Length > 0, shape);
                Check(section.Offset % Vector == 0 && section.Length % Vector == 0, shape);
                offset += section.Length;
            }

            Check(layout.Length == offset, shape);
        }
    }

    [Fact]
    public void The_length_is_that_of_the_padded_matrices()
    {
        foreach (NetworkShape shape in ShapeSamples.EveryHidden())
        {
            int padded = (shape.Hidden + 7) / 8 * 8;
            int rows = shape.Layers + shape.Input + (shape.Layers - 1) * shape.Hidden + shape.Layers * shape.Hidden;
            int head = shape.HeadUnits() == 0 ? 0 : shape.HeadUnits() * padded + (shape.HeadUnits() + 7) / 8 * 8;
            Check(PackedLayout.For(shape).Length == PackedLayout.ConstantsLength + rows * 4 * padded + head, shape);
        }
    }

    [Fact]
    public void The_constants_come_first_and_leave_the_weights_on_a_cache_line()
    {
        PackedSection constants = PackedLayout.For(NetworkShape.Plain(1, 1)).Sections[0];
        Assert.Equal((PackedKind.Constants, PackedLayout.NoIndex, 0, PackedLayout.ConstantsLength), (constants.Kind, constants.Index, constants.Offset, constants.Length));
        Assert.Equal(0, PackedLayout.ConstantsLength % 16);
    }

    [Fact]
    public void A_section_is_its_tiles_and_a_tile_its_rows()
    {
        foreach (NetworkShape shape in ShapeSamples.EveryHidden())
        {
            foreach (PackedSection section in PackedLayout.For(shape).Sections.Where(static section => section.Kind is PackedKind.Input or PackedKind.Recurrent))
            {
                Check(section.Length == section.Group.Tiles * section.TileLength, shape);
                Check(section.TileLength == section.Rows * section.Group.BlocksPerTile * 4 * Vector, shape);
                Check(section.Rows == (section.Kind == PackedKind.Input ? 1 + shape.InputOf(section.Index) : shape.Hidden), shape);
            }
        }
    }

    [Fact]
    public void The_tiles_of_a_layer_cover_its_blocks_once()
    {
        foreach (NetworkShape shape in ShapeSamples.EveryHidden())
        {
            PackedLayout layout = PackedLayout.For(shape);
            for (int layer = 0; layer < shape.Layers; layer++)
            {
                foreach (PackedKind kind in (PackedKind[])[PackedKind.Input, PackedKind.Recurrent])
                {
                    int next = 0;
                    foreach (PackedSection section in layout.Sections.Where(section => section.Index == layer && section.Kind == kind))
                    {
                        Check(section.Group.FirstBlock == next, shape);
                        next += section.Group.Tiles * section.Group.BlocksPerTile;
                    }

                    Check(next == shape.Blocks, shape);
                }
            }
        }
    }

    [Fact]
    public void Tiles_are_two_or_three_blocks_wide_except_a_lone_one()
    {
        for (int blocks = 1; blocks <= NetworkShape.MaxSize / Vector; blocks++)
        {
            IReadOnlyList<TileGroup> groups = BlockTiling.For(blocks);
            Assert.All(groups, group => Assert.InRange(group.BlocksPerTile, blocks == 1 ? 1 : 2, blocks == 1 ? 1 : 3));
            Assert.All(groups, static group => Assert.True(group.Tiles > 0));
            // Twos cost more than threes, and two of them are never needed beyond one more.
            Assert.True(groups.Where(static group => group.BlocksPerTile == 2).Sum(static group => group.Tiles) <= 2);
        }
    }

    [Fact]
    public void The_upper_layers_are_alike_but_for_where_they_start()
    {
        foreach (NetworkShape shape in ShapeSamples.EveryHidden().Where(static shape => shape.Layers > 2))
        {
            PackedLayout layout = PackedLayout.For(shape);
            KernelPlan plan = KernelPlan.For(shape);
            for (int layer = 2; layer < shape.Layers; layer++)
            {
                IEnumerable<PackedSection> first = layout.Sections.Where(static section => section.Index == 1);
                IEnumerable<PackedSection> other = layout.Sections.Where(section => section.Index == layer);
                int shift = (layer - 1) * plan.Upper!.Length;
                Check(first.SequenceEqual(other.Select(section => section with { Index = 1, Offset = section.Offset - shift })), shape);
            }
        }
    }

    [Fact]
    public void The_plan_accounts_for_every_float()
    {
        foreach (NetworkShape shape in ShapeSamples.EveryHidden())
        {
            KernelPlan plan = KernelPlan.For(shape);
            int layers = plan.UpperOffset + (shape.Layers - 1) * (plan.Upper?.Length ?? 0);
            Check(plan.FirstOffset == plan.Layout.Sections.First(static section => section.Index == 0).Offset, shape);
            Check(shape.Layers == 1 || plan.UpperOffset == plan.Layout.Sections.First(static section => section.Index == 1).Offset, shape);
            Check((plan.Upper is null) == (shape.Layers == 1) && (plan.Head is null) == (shape.HeadUnits() == 0), shape);
            Check(plan.Head is null || plan.Head.Weight.Offset == layers && plan.Head.Bias.Offset == layers + plan.Head.Weight.Length, shape);
            Check(layers + (plan.Head?.Weight.Length ?? 0) + (plan.Head?.Bias.Length ?? 0) == plan.Layout.Length, shape);
        }
    }

    [Fact]
    public void A_layout_is_a_function_of_the_shape_alone()
    {
        NetworkShape shape = NetworkShape.Plain(5, 57, 3, 9);
        Assert.Equal(PackedLayout.For(shape).Sections, PackedLayout.For(shape).Sections);
        Assert.Equal(
            PackedLayout.For(shape).Sections,
            PackedLayout.For(shape with { Head = shape.Head! with { Activation = Activation.Tanh } }).Sections);
    }

    // A plain branch: these run millions of times.
    private static void Check(bool holds, NetworkShape shape)
    {
        if (!holds)
        {
            Assert.Fail($"Does not hold for {shape}.");
        }
    }
}
