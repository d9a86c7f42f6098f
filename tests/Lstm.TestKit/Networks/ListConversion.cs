using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>Converts between the weights of the tests and those of the library.</summary>
public static class ListConversion
{
    /// <summary>The weights of a network, as the oracle takes them.</summary>
    public static ListWeights ValuesOf(ListSpec spec, LstmWeights weights)
    {
        Queue<FeedForwardWeights> others = new(weights.Sequence.OfType<FeedForwardWeights>());
        Queue<LstmLayerWeights> cells = new(weights.Layers);
        LayerValues LayerOf(LayerSpec layer)
        {
            if (layer is RecurrentSpec recurrent)
            {
                return new RecurrentValues([.. Enumerable.Range(0, recurrent.Directions).Select(_ => ValuesOf(cells.Dequeue()))]);
            }

            return !layer.HasWeights ? new NoValues() : others.Dequeue() switch
            {
                DenseWeights dense => new DenseValues(dense.Weight.ToArray(), dense.Bias.ToArray()),
                Conv1DWeights convolution => new Conv1DValues(convolution.Weight.ToArray(), convolution.Bias.ToArray()),
                EmbeddingWeights embedding => new EmbeddingValues(embedding.Table.ToArray()),
                AffineWeights affine => new AffineValues(affine.Scale.ToArray(), affine.Offset.ToArray()),
                LayerNormWeights norm => new LayerNormValues(norm.Weight.ToArray(), norm.Bias.ToArray()),
                PReluWeights slopes => new PReluValues(slopes.Weight.ToArray()),
                FeedForwardWeights other => throw new ArgumentException($"Expected a known layer, found {other}.", nameof(weights)),
            };
        }

        return new ListWeights([.. spec.Layers.Select(LayerOf)])
        {
            InitialHidden = weights.InitialHidden.ToArray(),
            InitialCell = weights.InitialCell.ToArray(),
        };
    }

    /// <summary>
    /// The weights of a network, as the library takes them. Cells that only files can bring to its public types come from a file in memory.
    /// </summary>
    public static LstmWeights WeightsOf(ListSpec spec, ListWeights values)
    {
        if (!spec.Recurrent.All(static layer => layer.IsGru || layer.Form == CellForm.Lstm))
        {
            return LstmWeights.Load(ListTensors.FileOf(spec, values).ToBytes(), spec.Name);
        }

        ILookup<int, PlacedCell> cells = spec.Cells.ToLookup(static cell => cell.Layer);
        LayerWeights LayerOf(int layer)
        {
            LstmLayerWeights[] Directions(RecurrentValues recurrent) => [.. cells[layer].Zip(recurrent.Directions, CellOf)];
            return values.Layers[layer] switch
            {
                DenseValues dense => new DenseWeights(spec.InputOf(layer), dense.Bias.Length, dense.Weight, dense.Bias),
                Conv1DValues convolution when spec.Layers[layer] is Conv1DSpec { Kernel: int kernel } => new Conv1DWeights(
                    spec.InputOf(layer), convolution.Bias.Length, kernel, convolution.Weight, convolution.Bias),
                EmbeddingValues embedding when spec.Layers[layer] is EmbeddingSpec { Vocabulary: int vocabulary, Size: int size } =>
                    new EmbeddingWeights(vocabulary, size, embedding.Table),
                AffineValues affine => new AffineWeights(affine.Scale, affine.Offset),
                LayerNormValues norm => new LayerNormWeights(norm.Weight, norm.Bias),
                PReluValues slopes => new PReluWeights(slopes.Weight),
                RecurrentValues recurrent when Directions(recurrent) is var both =>
                    new RecurrentWeights(both[0], both.ElementAtOrDefault(1)) { IsMerged = spec.IsMerged(layer) },
                LayerValues other => throw new ArgumentException($"Expected a known layer, found {other}.", nameof(values)),
            };
        }

        return new LstmWeights(
            [.. Enumerable.Range(0, spec.Layers.Count).Where(layer => spec.Layers[layer].HasWeights).Select(LayerOf)],
            values.InitialHidden,
            values.InitialCell);
    }

    private static LstmLayerWeights CellOf(PlacedCell cell, CellValues values) => cell.Spec.IsGru
        ? LstmLayerWeights.Gru(cell.Inputs, cell.Spec.Hidden, values.Input, values.Recurrent, values.Bias, values.CandidateBias)
        : new LstmLayerWeights(
            cell.Inputs,
            cell.Spec.Hidden,
            values.Input,
            values.Recurrent,
            values.Bias,
            values.Projection,
            values.Peephole,
            values.GateNormWeight,
            values.GateNormBias,
            values.CellNormWeight,
            values.CellNormBias);

    private static CellValues ValuesOf(LstmLayerWeights layer) =>
        new(layer.Input.ToArray(), layer.Recurrent.ToArray(), layer.Bias.ToArray())
        {
            CandidateBias = layer.CandidateBias.ToArray(),
            Projection = layer.Projection.ToArray(),
            Peephole = layer.Peephole.ToArray(),
            GateNormWeight = layer.GateNormWeight.ToArray(),
            GateNormBias = layer.GateNormBias.ToArray(),
            CellNormWeight = layer.CellNormWeight.ToArray(),
            CellNormBias = layer.CellNormBias.ToArray(),
        };
}
