using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Generator.Tests.Harness;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Planning;

/// <summary>Where the weights of networks in quantized precision stand, and how they are computed.</summary>
public sealed class QuantizedLayoutTests
{
    private const int Vector = NetworkShape.Lanes;

    private static IEnumerable<NetworkShape> Samples() =>
        from precision in (LstmPrecision[])[LstmPrecision.Int16, LstmPrecision.Int8]
        from hidden in (int[])[1, 2, 7, 8, 9, 16, 17, 24, 25, 33, 40, 63, 64, 100, 129, 1024]
        from layers in (int[])[1, 3]
        from inputs in (int[])[5, 31]
        from both in (bool[])[false, true]
        from cell in (CellShape[])
            [
                new(CellKind.Lstm, hidden), new(CellKind.Lstm, hidden) { CoupledGates = true, Projection = 3 },
                new(CellKind.GruResetAfter, hidden), new(CellKind.GruResetBefore, hidden),
            ]
        select NetworkShape.Stack(
            inputs,
            new RecurrentShape(cell)
            {
                Bidirectional = both,
            },
            layers,
            head: [new DenseShape(2, Activation.Linear)]) with { Precision = precision };

    private static IEnumerable<NetworkShape> Lists() =>
        ShapeSamples.Lists().SelectMany(static shape => shape.InPrecisions()).Where(static shape => shape.IsQuantized);

    [Fact]
    public void Sections_are_contiguous_aligned_and_disjoint()
    {
        foreach (NetworkShape shape in Samples().Concat(Lists()))
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
        int Recurrent(LstmPrecision precision) => PackedLayout.For(Shapes.Plain(8, 64) with { Precision = precision }).Sections
            .Where(static section => section.Kind is PackedKind.Recurrent or PackedKind.QuantizedRecurrent)
            .Sum(static section => section.Length);

        Assert.Equal(4 * 64 * 64, Recurrent(LstmPrecision.Single));
        Assert.Equal(4 * 64 * 64 / 2, Recurrent(LstmPrecision.Int16));
        Assert.Equal(4 * 64 * 64 / 4, Recurrent(LstmPrecision.Int8));
    }

    [Fact]
    public void The_cells_of_a_layer_and_of_the_upper_layers_differ_in_their_offsets_only()
    {
        foreach (NetworkShape shape in Samples().Concat(Lists()).Where(static shape => shape.Cells.Count > 1))
        {
            KernelPlan plan = KernelPlan.For(shape);
            foreach (RecurrentRun run in plan.Parts.OfType<RecurrentRun>())
            {
                foreach (CellPlace cell in run.Layers.SelectMany(static layer => layer.Cells))
                {
                    CellPlace alike = run.MethodOf(run.Layers.Single(layer => layer.Layer == cell.Layer)).Cells[0];
                    int shift = plan.StartOf(cell) - plan.StartOf(alike);
                    Assert.Equal(
                        CellOf(plan.Layout, alike.Number).Select(
                            section => section with { Layer = cell.Layer, Cell = cell.Number, Offset = section.Offset + shift }),
                        CellOf(plan.Layout, cell.Number));
                }
            }
        }
    }

    [Fact]
    public void The_scales_of_sums_follow_the_scale_of_values_in_the_order_of_the_sums()
    {
        foreach (NetworkShape shape in Samples().Concat(Lists()))
        {
            IReadOnlyList<PackedSection> sections = PackedLayout.For(shape).Sections;
            for (int index = 0; index < sections.Count; index++)
            {
                if (sections[index].Kind is
                    PackedKind.QuantizedInputScale or PackedKind.QuantizedRecurrentScale or PackedKind.QuantizedCandidateScale)
                {
                    Assert.Equal(Vector, sections[index].Length);
                    Assert.Equal(sections[index].Kind + 1, sections[index + 1].Kind);
                    CellShape cell = shape.Cells[sections[index].Cell].Shape;
                    string sums = SumsOf(cell, sections[index].Kind);
                    Assert.Equal(sums.Length * cell.PaddedHidden, sections[index + 1].Length);
                    Assert.Equal(sections[index].Kind + 2, sections[index + 2].Kind);
                    Assert.Equal((sums, sums), (sections[index + 1].Sums, sections[index + 2].Sums));
                }
            }
        }
    }

    private static string SumsOf(CellShape cell, PackedKind scale) => (cell.Kind, scale) switch
    {
        (CellKind.Lstm, _) => cell.CoupledGates ? "igo" : "ifgo",
        (_, PackedKind.QuantizedInputScale) => "rzn",
        (CellKind.GruResetAfter, _) => "rzu",
        (_, PackedKind.QuantizedRecurrentScale) => "rz",
        _ => "n",
    };

    [Fact]
    public void The_memory_of_a_step_has_a_place_for_integers_and_scales_of_every_part()
    {
        foreach (NetworkShape shape in Samples().Concat(Lists()))
        {
            KernelPlan plan = KernelPlan.For(shape);
            foreach (RecurrentPlan layer in plan.Recurrent)
            {
                QuantizedSums sums = Assert.IsType<QuantizedSums>(Assert.IsType<TiledLayer>(layer).Sums);
                int end = plan.Scratch.Quantized;
                Assert.True(end >= layer.Cell.Sums.Length * layer.Cell.PaddedHidden);
                Assert.Equal(layer.Cell.Kind == CellKind.GruResetBefore, sums.Late is not null);
                foreach (QuantizedPart part in sums.Parts.Concat(sums.Late is { } late ? [late] : []))
                {
                    int scales = part.Sums.Length * layer.Cell.PaddedHidden;
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
    public void Inputs_that_are_no_hidden_states_are_integers_from_24_on()
    {
        LayerShape[] layers = [Lstm(5), new DenseShape(24, Activation.Tanh), Lstm(6), new DenseShape(23, Activation.Tanh), Lstm(6)];
        PackedLayout layout = PackedLayout.For(new NetworkShape(25, new LayerList(layers)) { Precision = LstmPrecision.Int8 });
        KernelPlan plan = KernelPlan.For(layout.Network);
        QuantizedPart[] inputs = [.. plan.Recurrent.Select(static layer => ((QuantizedSums)((TiledLayer)layer).Sums).Parts[0])];
        int[] factors =
        [
            .. layout.Sections.Where(static section => section.Kind == PackedKind.QuantizedInputFactor).Select(static section =>
                section.Length),
        ];

        Assert.Equal(["x", "x", "h"], inputs.Select(static part => part.Source));
        Assert.Equal([true, true, false], inputs.Select(static part => part.FactorOffset is not null));
        Assert.Equal([32, 24], factors);
    }

    [Fact]
    public void Few_inputs_are_integers_only_if_they_are_hidden_states()
    {
        LayerShape[] layers =
        [
            new DenseShape(4, Activation.Tanh), Lstm(5), Lstm(6), new DenseShape(7, Activation.Linear), Lstm(5), Lstm(5), Lstm(5),
        ];
        NetworkShape shape = new(3, new LayerList(layers)) { Precision = LstmPrecision.Int16 };
        KernelPlan plan = KernelPlan.For(shape);
        IEnumerable<string> sources = plan.Recurrent.Select(static layer =>
            string.Concat(((QuantizedSums)((TiledLayer)layer).Sums).Parts.Select(static part => part.Source)));
        int[] rows = [.. plan.Layout.Sections.Where(static section => section.Kind == PackedKind.Input).Select(static section =>
            section.Rows)];
        int[] pairs =
        [
            .. plan.Layout.Sections.Where(static section => section.Kind == PackedKind.QuantizedInput).Select(static section =>
                section.Rows),
        ];

        Assert.Equal(["h", "xh", "h", "xh", "xh"], sources);
        Assert.Equal([1 + 4, 1, 1 + 7, 1, 1], rows);
        Assert.Equal([3, 3, 3], pairs);
    }

    private static RecurrentShape Lstm(int hidden) => new(new CellShape(CellKind.Lstm, hidden));

    [Fact]
    public void Precision_is_part_of_the_shape_and_not_of_the_declaration_that_weights_carry()
    {
        NetworkShape single = Shapes.Plain(3, 20);
        NetworkShape quantized = single with { Precision = LstmPrecision.Int16 };

        Assert.NotEqual(single, quantized);
        Assert.Equal(DeclarationText.Of(single), DeclarationText.Of(quantized));
        Assert.Equal(DeclarationText.Of(single), DeclarationText.Of(single with { Arithmetic = LstmArithmetic.Fast }));
    }

    private static IEnumerable<PackedSection> CellOf(PackedLayout layout, int cell) =>
        layout.Sections.Where(section => section.Cell == cell);
}
