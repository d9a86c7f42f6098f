using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Generator.Tests.Harness;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Planning;

/// <summary>Where the weights stand, for every hidden size and for lists of layers.</summary>
public sealed class PackedLayoutTests
{
    private const int Vector = NetworkShape.Lanes;

    private static readonly IEnumerable<NetworkShape> s_all =
        ShapeSamples.EveryHidden().Concat(ShapeSamples.Variants()).Concat(ShapeSamples.Lists());

    [Fact]
    public void Sections_are_contiguous_aligned_and_disjoint()
    {
        foreach (NetworkShape shape in s_all)
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
            int hidden = shape.First().Cell.Hidden;
            int layers = shape.Recurrent.Count();
            int padded = (hidden + 7) / 8 * 8;
            int rows = layers + shape.Input + (layers - 1) * hidden + layers * hidden;
            int head = shape.HeadUnits() == 0 ? 0 : shape.HeadUnits() * padded + (shape.HeadUnits() + 7) / 8 * 8;
            Check(PackedLayout.For(shape).Length == PackedLayout.ConstantsLength + rows * 4 * padded + head, shape);
        }
    }

    [Fact]
    public void The_length_of_a_list_is_that_of_the_padded_matrices_of_its_layers()
    {
        int lists = 0;
        foreach (NetworkShape shape in ShapeSamples.Lists().Where(static shape => shape.Recurrent.All(IsPlain)))
        {
            int length = PackedLayout.ConstantsLength;
            int inputs = shape.Input;
            foreach (LayerShape layer in shape.Layers)
            {
                length += layer is RecurrentShape recurrent
                    ? (recurrent.Bidirectional ? 2 : 1) * VectorsOf(recurrent.Cell, inputs) * ((recurrent.Cell.Hidden + 7) / 8 * 8)
                    : layer.Outputs * ((inputs + 7) / 8 * 8) + (layer.Outputs + 7) / 8 * 8;
                inputs = layer.Outputs;
            }

            Check(PackedLayout.For(shape).Length == length, shape);
            lists++;
        }

        Assert.True(lists > 80);
    }

    private static bool IsPlain(RecurrentShape layer) => layer.Cell.IsPlain || !layer.Cell.IsLstm;

    /// <summary>The numbers that a plain cell has for each unit, where a GRU with reset after has a fourth bias.</summary>
    private static int VectorsOf(CellShape cell, int inputs) =>
        (cell.IsLstm ? 4 : 3) * (1 + inputs + cell.Hidden) + (cell.Kind == CellKind.GruResetAfter ? 1 : 0);

    [Fact]
    public void The_constants_come_first_and_leave_the_weights_on_a_cache_line()
    {
        PackedSection constants = PackedLayout.For(Shapes.Plain(1, 1)).Sections[0];
        Assert.Equal(
            (PackedKind.Constants, PackedLayout.NoLayer, PackedLayout.NoLayer, 0, PackedLayout.ConstantsLength),
            (constants.Kind, constants.Layer, constants.Cell, constants.Offset, constants.Length));
        Assert.Equal(0, PackedLayout.ConstantsLength % 16);
    }

    [Fact]
    public void A_section_is_its_tiles_and_a_tile_its_rows()
    {
        foreach (NetworkShape shape in ShapeSamples.EveryHidden())
        {
            foreach (PackedSection section in PackedLayout.For(shape).Sections
                .Where(static section => section.Kind is PackedKind.Input or PackedKind.Recurrent))
            {
                Check(section.Length == section.Group.Tiles * section.TileLength, shape);
                Check(section.TileLength == section.Rows * section.Group.BlocksPerTile * 4 * Vector, shape);
                int hidden = shape.First().Cell.Hidden;
                Check(section.Rows == (section.Kind == PackedKind.Input ? 1 + shape.InputOf(section.Layer) : hidden), shape);
            }
        }
    }

    [Fact]
    public void A_section_of_a_list_has_the_layer_the_cell_and_the_rows_of_its_place()
    {
        foreach (NetworkShape shape in ShapeSamples.Lists())
        {
            int[] firsts = [.. shape.Layers.Select((_, layer) => shape.Cells.Count(cell => cell.Layer < layer))];
            foreach (PackedSection section in PackedLayout.For(shape).Sections.Skip(1))
            {
                if (shape.Layers[section.Layer] is not RecurrentShape layer)
                {
                    Check(section.Cell == PackedLayout.NoLayer, shape);
                    Check(section.Rows == (section.Kind == PackedKind.DenseWeight ? shape.Layers[section.Layer].Outputs : 1), shape);
                    continue;
                }

                Check(section.Cell - firsts[section.Layer] is int direction && direction >= 0 && direction < layer.Directions, shape);
                int? rows = section.Kind switch
                {
                    PackedKind.Input => 1 + (section.Layer > 0 ? shape.Layers[section.Layer - 1].Outputs : shape.Input),
                    PackedKind.Recurrent => layer.Cell.Width,
                    PackedKind.Candidate => layer.Cell.Hidden,
                    PackedKind.RecurrentBias => 1,
                    _ => null,
                };
                if (rows is not null)
                {
                    Check(section.Rows == rows, shape);
                    Check(section.TileLength == rows * section.Group.BlocksPerTile * section.Sums.Length * Vector, shape);
                    Check(section.Length == section.Group.Tiles * section.TileLength, shape);
                }
            }
        }
    }

    [Fact]
    public void The_tiles_of_a_layer_cover_its_blocks_once()
    {
        foreach (NetworkShape shape in s_all)
        {
            PackedLayout layout = PackedLayout.For(shape);
            foreach (CellPlace cell in shape.Cells)
            {
                foreach (PackedKind kind in (PackedKind[])[PackedKind.Input, PackedKind.Recurrent])
                {
                    int next = 0;
                    foreach (PackedSection section in layout.Sections.Where(section => section.Cell == cell.Number && section.Kind == kind))
                    {
                        Check(section.Group.FirstBlock == next, shape);
                        next += section.Group.Tiles * section.Group.BlocksPerTile;
                    }

                    Check(next == cell.Shape.Blocks, shape);
                }
            }
        }
    }

    [Theory]
    [InlineData(4, 3)]
    [InlineData(3, 4)]
    [InlineData(1, 12)]
    public void Tiles_are_few_and_equal_but_for_one_block(int sums, int most)
    {
        for (int blocks = 1; blocks <= NetworkShape.MaxSize / Vector; blocks++)
        {
            IReadOnlyList<TileGroup> groups = BlockTiling.For(blocks, sums);
            Assert.All(groups, group => Assert.InRange(group.BlocksPerTile, 1, most));
            Assert.All(groups, static group => Assert.True(group.Tiles > 0));
            Assert.Equal(blocks, groups.Sum(static group => group.Tiles * group.BlocksPerTile));
            Assert.Equal((blocks + most - 1) / most, groups.Sum(static group => group.Tiles));
            Assert.True(groups.Count == 1 || (groups.Count == 2 && groups[0].BlocksPerTile == groups[1].BlocksPerTile + 1));
        }
    }

    [Fact]
    public void A_block_of_four_gates_is_alone_only_in_a_layer_of_one()
    {
        for (int blocks = 2; blocks <= NetworkShape.MaxSize / Vector; blocks++)
        {
            Assert.DoesNotContain(BlockTiling.For(blocks, sums: 4), static group => group.BlocksPerTile == 1);
        }
    }

    [Fact]
    public void The_cells_of_a_layer_and_of_the_upper_layers_differ_in_their_offsets_only()
    {
        foreach (NetworkShape shape in s_all.Where(static shape => shape.Cells.Count > 1))
        {
            PackedLayout layout = PackedLayout.For(shape);
            KernelPlan plan = KernelPlan.For(shape);
            foreach ((RecurrentRun run, RecurrentPlan layer) in Runs(plan))
            {
                CellPlace alike = run.MethodOf(layer).Cells[0];
                foreach (CellPlace cell in layer.Cells)
                {
                    int start = plan.StartOf(cell);
                    int shift = start - plan.StartOf(alike);
                    IEnumerable<PackedSection> expected = CellOf(layout, alike.Number).Select(
                        section => section with { Layer = cell.Layer, Cell = cell.Number, Offset = section.Offset + shift });
                    Check(CellOf(layout, cell.Number).SequenceEqual(expected), shape);
                    Check(CellOf(layout, cell.Number).First().Offset == start, shape);
                }
            }

            Check(Runs(plan).SelectMany(static item => item.Layer.Cells).SequenceEqual(shape.Cells), shape);
        }
    }

    [Fact]
    public void The_plan_accounts_for_every_float()
    {
        foreach (NetworkShape shape in s_all)
        {
            KernelPlan plan = KernelPlan.For(shape);
            int cells = plan.Parts.OfType<RecurrentRun>().Sum(static run => run.First.Shape.Directions *
                (run.First.Sections.Length + (run.Layers.Count - 1) * (run.Upper?.Sections.Length ?? 0)));
            int dense = plan.FeedForward.Sum(static layer =>
                layer.Shape.Units * NetworkShape.Padded(layer.Inputs) + NetworkShape.Padded(layer.Shape.Units));
            Check(PackedLayout.ConstantsLength + cells + dense == plan.Layout.Length, shape);
            Check(plan.Parts.OfType<RecurrentRun>().All(static run => (run.Upper is null) == (run.Layers.Count == 1)), shape);
            Check(plan.StartOf(shape.Cells[0]) == CellOf(plan.Layout, 0).First().Offset, shape);
            foreach (DensePlan layer in plan.FeedForward)
            {
                Check(layer.WeightOffset == Dense(plan.Layout, PackedKind.DenseWeight, layer.Layer), shape);
                Check(layer.BiasOffset == Dense(plan.Layout, PackedKind.DenseBias, layer.Layer), shape);
            }
        }
    }

    [Fact]
    public void The_parts_of_a_plan_have_every_layer_once_in_order()
    {
        foreach (NetworkShape shape in s_all)
        {
            KernelPlan plan = KernelPlan.For(shape);
            LayerPlan[] layers = [.. plan.Parts.SelectMany(static part => part switch
            {
                FeedForwardChain chain => chain.Layers,
                RecurrentRun run => run.Layers.AsEnumerable<LayerPlan>(),
                _ => throw new InvalidOperationException("There is no other part."),
            })];
            Check(layers.Select(static layer => layer.Layer).SequenceEqual(Enumerable.Range(0, shape.Layers.Count)), shape);
            foreach (LayerPlan layer in layers)
            {
                LayerShape planned = layer is DensePlan dense ? dense.Shape : ((RecurrentPlan)layer).Shape;
                Check(planned == shape.Layers[layer.Layer] && layer.Inputs == shape.InputOf(layer.Layer), shape);
            }

            // Parts are as long as they can be.
            for (int part = 1; part < plan.Parts.Count; part++)
            {
                Check(plan.Parts[part] is RecurrentRun next
                    ? plan.Parts[part - 1] is not RecurrentRun last || last.First.Shape != next.First.Shape
                    : plan.Parts[part - 1] is RecurrentRun, shape);
            }
        }
    }

    [Fact]
    public void The_scratch_memory_of_a_step_has_a_place_for_everything()
    {
        foreach (NetworkShape shape in ShapeSamples.Variants().Concat(ShapeSamples.Lists()))
        {
            KernelPlan plan = KernelPlan.For(shape);
            int[] starts = [.. new[] { plan.Scratch.Units, plan.Scratch.Draws, plan.Scratch.Input }.Concat(
                plan.FeedForward.Select(layer => plan.Scratch.OutputOf(layer) ?? 0))];
            Check(plan.Scratch.Sums == 0 && starts.All(start => start >= 0 && start <= plan.Scratch.Length && start % Vector == 0), shape);
            Check(plan.Recurrent.All(layer => layer is RegisterLayer ||
                plan.Scratch.Length >= layer.Cell.Sums.Length * layer.Cell.PaddedHidden), shape);
        }
    }

    [Fact]
    public void A_layout_is_a_function_of_the_shape_alone()
    {
        NetworkShape shape = Shapes.Plain(5, 57, 3, 9);
        Assert.Equal(PackedLayout.For(shape).Sections, PackedLayout.For(shape).Sections);
        Assert.Equal(
            PackedLayout.For(shape).Sections,
            PackedLayout.For(NetworkShape.Stack(5, shape.First(), 3, head: [new DenseShape(9, Activation.Tanh)])).Sections);
    }

    private static IEnumerable<PackedSection> CellOf(PackedLayout layout, int cell) => layout.Sections.Where(section =>
        section.Cell == cell);

    private static int Dense(PackedLayout layout, PackedKind kind, int layer) =>
        layout.Sections.Single(section => section.Kind == kind && section.Layer == layer).Offset;

    private static IEnumerable<(RecurrentRun Run, RecurrentPlan Layer)> Runs(KernelPlan plan) =>
        plan.Parts.OfType<RecurrentRun>().SelectMany(static run => run.Layers.Select(layer => (run, layer)));

    // A plain branch: these run millions of times.
    private static void Check(bool holds, NetworkShape shape)
    {
        if (!holds)
        {
            Assert.Fail($"Does not hold for {shape}.");
        }
    }
}
