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
        foreach (StackShape shape in ShapeSamples.EveryHidden().Concat(ShapeSamples.Variants()))
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
        foreach (StackShape shape in ShapeSamples.EveryHidden())
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
        PackedSection constants = PackedLayout.For(StackShape.Plain(1, 1)).Sections[0];
        Assert.Equal(
            (PackedKind.Constants, PackedLayout.NoIndex, 0, PackedLayout.ConstantsLength),
            (constants.Kind, constants.Index, constants.Offset, constants.Length));
        Assert.Equal(0, PackedLayout.ConstantsLength % 16);
    }

    [Fact]
    public void A_section_is_its_tiles_and_a_tile_its_rows()
    {
        foreach (StackShape shape in ShapeSamples.EveryHidden())
        {
            foreach (PackedSection section in PackedLayout.For(shape).Sections
                .Where(static section => section.Kind is PackedKind.Input or PackedKind.Recurrent))
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
        foreach (StackShape shape in ShapeSamples.EveryHidden())
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
    public void The_cells_of_a_layer_and_of_the_upper_layers_differ_in_their_offsets_only()
    {
        foreach (StackShape shape in ShapeSamples.EveryHidden().Concat(ShapeSamples.Variants()).Where(static shape => shape.Cells > 1))
        {
            PackedLayout layout = PackedLayout.For(shape);
            KernelPlan plan = KernelPlan.For(shape);
            for (int cell = 0; cell < shape.Cells; cell++)
            {
                int layer = cell / shape.Directions;
                int direction = cell % shape.Directions;
                int start = plan.StartOf(layer, direction);
                int alike = layer == 0 ? 0 : shape.Directions;
                int shift = start - plan.StartOf(layer == 0 ? 0 : 1, 0);
                IEnumerable<PackedSection> expected =
                    CellOf(layout, alike).Select(section => section with { Index = cell, Offset = section.Offset + shift });
                Check(CellOf(layout, cell).SequenceEqual(expected) && CellOf(layout, cell).First().Offset == start, shape);
            }
        }
    }

    [Fact]
    public void The_plan_accounts_for_every_float()
    {
        foreach (StackShape shape in ShapeSamples.EveryHidden().Concat(ShapeSamples.Variants()))
        {
            KernelPlan plan = KernelPlan.For(shape);
            int cells = shape.Directions * (plan.First.Sections.Length + (shape.Layers - 1) * (plan.Upper?.Sections.Length ?? 0));
            int dense = plan.Stem.Concat(plan.Head).Sum(static layer =>
                layer.Shape.Units * NetworkShape.Padded(layer.Inputs) + NetworkShape.Padded(layer.Shape.Units));
            Check(PackedLayout.ConstantsLength + cells + dense == plan.Layout.Length, shape);
            Check((plan.Upper is null) == (shape.Layers == 1) && (plan.Head.Count == 0) == (shape.Head is null), shape);
            Check(plan.StartOf(0, 0) == CellOf(plan.Layout, 0).First().Offset, shape);
            for (int layer = 0; layer < plan.Stem.Count + plan.Head.Count; layer++)
            {
                DensePlan found = layer < plan.Stem.Count ? plan.Stem[layer] : plan.Head[layer - plan.Stem.Count];
                Check(found.WeightOffset == Dense(plan.Layout, PackedKind.DenseWeight, layer), shape);
                Check(found.BiasOffset == Dense(plan.Layout, PackedKind.DenseBias, layer), shape);
            }
        }
    }

    [Fact]
    public void The_scratch_memory_of_a_step_has_a_place_for_everything()
    {
        foreach (StackShape shape in ShapeSamples.Variants())
        {
            KernelPlan plan = KernelPlan.For(shape);
            int[] starts = [.. new[] { plan.Scratch.Units, plan.Scratch.Draws, plan.Scratch.Input }.Concat(
                plan.Stem.Concat(plan.Head).Select(layer => plan.Scratch.OutputOf(layer) ?? 0))];
            Check(plan.Scratch.Sums == 0 && starts.All(start => start >= 0 && start <= plan.Scratch.Length && start % Vector == 0), shape);
            Check(plan.First is RegisterLayer || plan.Scratch.Length >= shape.Cell.Sums.Length * shape.PaddedHidden, shape);
        }
    }

    [Fact]
    public void A_layout_is_a_function_of_the_shape_alone()
    {
        StackShape shape = StackShape.Plain(5, 57, 3, 9);
        Assert.Equal(PackedLayout.For(shape).Sections, PackedLayout.For(shape).Sections);
        Assert.Equal(
            PackedLayout.For(shape).Sections,
            PackedLayout.For(shape with { Head = shape.Head! with { Activation = Activation.Tanh } }).Sections);
    }

    private static IEnumerable<PackedSection> CellOf(PackedLayout layout, int cell) => layout.Sections.Where(section =>
        section.Index == cell && section.Kind is not (PackedKind.DenseWeight or PackedKind.DenseBias));

    private static int Dense(PackedLayout layout, PackedKind kind, int index) =>
        layout.Sections.Single(section => section.Kind == kind && section.Index == index).Offset;

    // A plain branch: these run millions of times.
    private static void Check(bool holds, StackShape shape)
    {
        if (!holds)
        {
            Assert.Fail($"Does not hold for {shape}.");
        }
    }
}
