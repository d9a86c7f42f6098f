using System;
using System.Collections.Generic;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Recording;

/// <summary>Every weight of a network is in its checksum.</summary>
public sealed class WeightsChecksumTests
{
    private static readonly LstmWeights s_lstm = RandomWeights.Create(
        new NetworkSpec(2, 3)
        {
            Peephole = true,
            Projection = 2,
            LayerNorm = true,
            Stem = [new DenseSpec(2, Activation.Tanh)],
            Head = [new DenseSpec(2, Activation.Tanh)],
        },
        initialStates: true);

    private static readonly LstmWeights s_gru = RandomWeights.Create(new NetworkSpec(2, 3) { Gru = true });

    [Fact]
    public void Every_weight_changes_the_checksum()
    {
        HashSet<uint> all = [s_lstm.Checksum];
        int changed = 0;
        foreach (LstmWeights other in WithOneChange())
        {
            all.Add(other.Checksum);
            changed++;
        }

        Assert.Equal(15, changed);
        Assert.Equal(changed + 1, all.Count);
    }

    [Fact]
    public void The_checksum_includes_the_candidate_bias_of_a_gru()
    {
        LstmLayerWeights layer = s_gru.Layers[0];
        LstmLayerWeights other = LstmLayerWeights.Gru(
            layer.InputSize, layer.HiddenSize, layer.Input, layer.Recurrent, layer.Bias, Changed(layer.CandidateBias));

        Assert.NotEqual(s_gru.Checksum, new LstmWeights([other], head: null).Checksum);
    }

    private static IEnumerable<LstmWeights> WithOneChange()
    {
        LstmWeights w = s_lstm;
        for (int part = 0; part < 9; part++)
        {
            yield return new LstmWeights(
                [Changed(w.Layers[0], part)], w.Stem, w.Head, initialHidden: w.InitialHidden, initialCell: w.InitialCell);
        }

        for (int part = 0; part < 2; part++)
        {
            yield return new LstmWeights(
                w.Layers, [Changed(w.Stem[0], part)], w.Head, initialHidden: w.InitialHidden, initialCell: w.InitialCell);
            yield return new LstmWeights(
                w.Layers, w.Stem, [Changed(w.Head[0], part)], initialHidden: w.InitialHidden, initialCell: w.InitialCell);
        }

        yield return new LstmWeights(w.Layers, w.Stem, w.Head, initialHidden: Changed(w.InitialHidden), initialCell: w.InitialCell);
        yield return new LstmWeights(w.Layers, w.Stem, w.Head, initialHidden: w.InitialHidden, initialCell: Changed(w.InitialCell));
    }

    private static LstmLayerWeights Changed(LstmLayerWeights layer, int part)
    {
        int current = 0;
        float[] Next(ReadOnlySpan<float> values) => current++ == part ? Changed(values) : values.ToArray();
        return new LstmLayerWeights(
            layer.InputSize, layer.HiddenSize, Next(layer.Input), Next(layer.Recurrent), Next(layer.Bias), Next(layer.Projection),
            Next(layer.Peephole),
            Next(layer.GateNormWeight), Next(layer.GateNormBias), Next(layer.CellNormWeight), Next(layer.CellNormBias));
    }

    private static DenseWeights Changed(DenseWeights layer, int part) => new(
        layer.InputSize, layer.OutputSize, part == 0 ? Changed(layer.Weight) : layer.Weight, part == 1 ? Changed(layer.Bias) : layer.Bias);

    private static float[] Changed(ReadOnlySpan<float> values)
    {
        float[] changed = values.ToArray();
        changed[^1] += 1;
        return changed;
    }
}
