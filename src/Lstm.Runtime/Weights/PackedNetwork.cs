using System;
using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm;

/// <summary>Whether canonical weights are those of the network that a class was generated for.</summary>
internal static class PackedNetwork
{
    /// <summary>Refuses weights of any other network.</summary>
    /// <exception cref="WeightFormatException">Something differs. The message says what is expected and what was found.</exception>
    public static void Check(LstmWeights weights, NetworkShape shape)
    {
        LstmLayerWeights layer = weights.Layers[0];
        CellShape cell = shape.Cell;

        void Check(string what, int expected, int found)
        {
            if (expected != found)
            {
                throw Error(weights, $"{what} {expected}", $"{what} {found}");
            }
        }

        void CheckPart(string what, string tensor, bool expected, bool found)
        {
            if (expected != found)
            {
                string without = $"no {what} (tensors '{tensor}')";
                string with = $"a {what} ('{tensor}')";
                throw Error(weights, expected ? with : without, found ? with : without);
            }
        }

        Check("input size", shape.Input, weights.InputSize);
        Check("hidden size", shape.Hidden, weights.HiddenSize);
        if (cell.IsLstm == layer.IsGru)
        {
            throw Error(weights, cell.IsLstm ? "the weights of an LSTM" : "the weights of a GRU", layer.IsGru ? "those of a GRU" : "those of an LSTM");
        }

        Check("rows of weights for each hidden unit:", cell.Gates.Count, layer.GateCount);
        Check("layers", shape.Layers, weights.LayerCount);
        Check("directions", shape.Directions, weights.IsBidirectional ? 2 : 1);
        CheckPart("projection", "weight_hr_l0", cell.Projection > 0, layer.ProjectionSize > 0);
        Check("projection size", cell.Projection, layer.ProjectionSize);
        CheckPart("peephole", "weight_peephole_l0", cell.Peephole, !layer.Peephole.IsEmpty);
        CheckPart("layer normalisation", "weight_ln_gates_l0", cell.LayerNorm, !layer.GateNormWeight.IsEmpty);
        CheckDense(weights, "stem", shape.Stem, weights.Stem);
        CheckDense(weights, "head", shape.Head, weights.Head);
        Check("outputs", shape.OutputSize, weights.OutputSize);
    }

    private static void CheckDense(LstmWeights weights, string name, DenseShape? expected, IReadOnlyList<DenseWeights> found)
    {
        string Units(IEnumerable<int> units)
        {
            string text = string.Join(", ", units);
            return text.Length == 0 ? $"no {name}" : $"a {name} of {text} {(text.Contains(',', StringComparison.Ordinal) ? "units, layer by layer" : "units")}";
        }

        string expects = Units(System.Linq.Enumerable.Select(DenseShape.Chain(expected), static layer => layer.Units));
        string finds = Units(System.Linq.Enumerable.Select(found, static layer => layer.OutputSize));
        if (expects != finds)
        {
            throw Error(weights, expects, finds);
        }
    }

    private static WeightFormatException Error(LstmWeights weights, string expected, string found) => new(weights.Source, tensor: null, expected, found);
}
