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
            if (values.Layers[layer] is DenseValues dense)
            {
                return new DenseWeights(spec.InputOf(layer), dense.Bias.Length, dense.Weight, dense.Bias);
            }

            LstmLayerWeights[] directions = [.. cells[layer].Zip(((RecurrentValues)values.Layers[layer]).Directions, CellOf)];
            return new RecurrentWeights(directions[0], directions.ElementAtOrDefault(1));
        }

        return new LstmWeights(
            [.. Enumerable.Range(0, spec.Layers.Count).Select(LayerOf)], values.InitialHidden, values.InitialCell);
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
