using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Golden;

/// <summary>Random lists are what they promise, and the library describes them in the same words.</summary>
public sealed class RandomListTests
{
    private static readonly IReadOnlyList<ListSpec> s_lists = RandomLists.Many(1000);

    [Fact]
    public void Every_cell_option_and_direction_occurs()
    {
        RecurrentSpec[] layers = [.. s_lists.SelectMany(static list => list.Recurrent)];

        Assert.Equal(Enum.GetValues<CellForm>(), layers.Select(static layer => layer.Form).Distinct().Order());
        Assert.Equal([1, 2, 3, 4], s_lists.Select(static list => list.Recurrent.Count()).Distinct().Order());
        Assert.All(
            (Func<RecurrentSpec, bool>[])
            [
                static layer => layer.Bidirectional,
                static layer => layer.Direction == Direction.Backward,
                static layer => layer.Projection > 0,
                static layer => layer.Peephole,
                static layer => layer.CoupledGates,
                static layer => layer.LayerNorm,
                static layer => layer.LayerNormEpsilon != 1e-5f,
                static layer => layer.StochasticForget,
                static layer => layer.GateActivation != Activation.Sigmoid,
                static layer => layer.HiddenActivation != Activation.Tanh,
                static layer => layer.Clip > 0,
                static layer => layer.CellClip > 0,
                static layer => layer is { Form: CellForm.Rnn, CellActivation: { Function: Activation.Relu } },
            ],
            has => Assert.Contains(layers, layer => has(layer)));
        Assert.All(
            (Func<ListSpec, bool>[])
            [
                static list => list.IsCausal,
                static list => !list.IsCausal,
                static list => list.Residual,
                static list => list.StemCount > 0,
                static list => list.HeadCount > 0,
                static list => list.IsStack && list.Recurrent.Count() > 1,
                static list => list.Layers.Count > list.StemCount + list.Recurrent.Count() + list.HeadCount,
                static list => list.Layers[0] is UnitSpec,
                static list => list.Layers[^1] is UnitSpec,
                static list => list.Layers.Any(static layer => layer is AffineSpec),
                static list => list.Layers.Any(static layer => layer is LayerNormSpec { Epsilon: 1e-5f }),
                static list => list.Layers.Any(static layer => layer is LayerNormSpec { Epsilon: 0.0625f }),
                static list => list.Layers.Any(static layer => layer is PReluSpec),
                static list => list.Layers.Any(static layer => layer is Conv1DSpec { Kernel: > 1, Dilation: > 1 }),
                static list => list.Layers.Any(static layer => layer is ResidualSpec { Layers: 1 }),
                static list => list.Layers.Any(static layer => layer is ResidualSpec { Layers: > 3 }),
                static list => list.Layers.Count(static layer => layer is ResidualSpec) > 1,
                static list => list.IsCausal && list.Layers.Any(static layer => layer is ResidualSpec),
                static list => list.Layers.Any(static layer => layer is MergeSpec { Merging: Merging.Sum }),
                static list => list.Layers.Any(static layer => layer is MergeSpec { Merging: Merging.Mean }),
                static list => list.Layers.Any(static layer => layer is MergeSpec { Merging: Merging.Product }),
                static list => list.Layers.Any(static layer => layer is ActivationSpec { Activation: { Alpha: not null } }),
                static list => list.Layers.Any(static layer => layer is ActivationSpec { Activation: { Function: Activation.Softmax } }),
            ],
            has => Assert.Contains(s_lists, list => has(list)));
    }

    [Fact]
    public void A_sample_has_every_pair_of_cells_one_above_the_other()
    {
        IEnumerable<(CellForm Below, CellForm Above)> PairsOf(IEnumerable<ListSpec> lists) => lists
            .SelectMany(static list => list.Layers.Zip(list.Layers.Skip(1)))
            .Where(static pair => pair is (RecurrentSpec, RecurrentSpec))
            .Select(static pair => (((RecurrentSpec)pair.First).Form, ((RecurrentSpec)pair.Second).Form))
            .Distinct();

        ListSpec[] sample = [.. NetworkSample.OfLists(s_lists)];

        Assert.Equal(25, PairsOf(s_lists).Count());
        Assert.Equal(25, PairsOf(sample).Count());
    }

    /// <summary>Cells that the library does not have yet are left out.</summary>
    [Fact]
    public void The_library_reads_and_writes_the_text_of_a_list()
    {
        ListSpec[] known = [.. s_lists.Where(NetworkSpecs.IsKnown)];

        Assert.True(known.Length > 200);
        Assert.All(known, static list =>
        {
            NetworkShape? shape = DeclarationParser.Parse(list.Text);
            Assert.NotNull(shape);
            Assert.Equal(list.Text, NetworkSpecs.Of(shape).Text);
            Assert.Equal(list.Text, DeclarationText.Of(shape));
            Assert.Equal((list.OutputSize, list.IsCausal), (shape.Output, shape.IsCausal));
            Assert.Equal(list.Cells.Select(static cell => cell.Inputs), shape.Cells.Select(static cell => cell.Inputs));
        });
    }
}
