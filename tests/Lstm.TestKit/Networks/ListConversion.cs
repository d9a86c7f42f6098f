using System.Collections.Generic;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>Converts between the weights of the tests and those of the library.</summary>
public static class ListConversion
{
    /// <summary>The weights of a network, as the oracle takes them.</summary>
    public static ListWeights ValuesOf(ListSpec spec, LstmWeights weights)
    {
        Queue<DenseWeights> dense = new(weights.Sequence.OfType<DenseWeights>());
        Queue<LstmLayerWeights> cells = new(weights.Layers);
        LayerValues LayerOf(LayerSpec layer)
        {
            if (layer is RecurrentSpec recurrent)
            {
                return new RecurrentValues([.. Enumerable.Range(0, recurrent.Directions).Select(_ => ValuesOf(cells.Dequeue()))]);
            }

            DenseWeights values = dense.Dequeue();
            return new DenseValues(values.Weight.ToArray(), values.Bias.ToArray());
        }

        return new ListWeights([.. spec.Layers.Select(LayerOf)])
        {
            InitialHidden = weights.InitialHidden.ToArray(),
            InitialCell = weights.InitialCell.ToArray(),
        };
    }

    /// <summary>
    /// The weights of a network, as the library takes them: stacks of LSTMs and GRUs from their parts, other lists from a file in memory.
    /// </summary>
    public static LstmWeights WeightsOf(ListSpec spec, ListWeights values)
    {
        RecurrentSpec first = spec.Recurrent.First();
        if (!spec.IsStack || !(first.IsGru || first.Form == CellForm.Lstm))
        {
            return LstmWeights.Load(ListTensors.FileOf(spec, values).ToBytes(), spec.Name);
        }

        List<DenseWeights> DenseOf(int from, int count) =>
        [
            .. Enumerable.Range(from, count).Select(layer =>
            {
                DenseValues dense = (DenseValues)values.Layers[layer];
                return new DenseWeights(spec.InputOf(layer), dense.Bias.Length, dense.Weight, dense.Bias);
            }),
        ];
        return new LstmWeights(
            [.. spec.Cells.Zip(values.Cells, LayerOf)],
            DenseOf(0, spec.StemCount),
            DenseOf(spec.Layers.Count - spec.HeadCount, spec.HeadCount),
            first.Bidirectional,
            values.InitialHidden,
            values.InitialCell);
    }

    private static LstmLayerWeights LayerOf(PlacedCell cell, CellValues values) => cell.Spec.IsGru
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
