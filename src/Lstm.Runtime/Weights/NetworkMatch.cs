using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>Checks whether canonical weights match the network that a class was generated for.</summary>
internal static class NetworkMatch
{
    /// <summary>Rejects weights of any other network.</summary>
    /// <exception cref="WeightFormatException">The weights do not match. The message gives the first difference.</exception>
    public static void Require(LstmWeights weights, NetworkShape network)
    {
        LayerList expected = NetworkStructure.Of(network);
        LayerList found = NetworkStructure.Of(weights);
        if (NetworkStructure.IsStack(expected) && NetworkStructure.IsStack(found))
        {
            CheckStack(weights, network, expected);
        }
        else
        {
            CheckLayers(weights, network, expected, found);
        }

        // Last, because the checks above give more precise messages. The declaration also covers properties that no tensor shows.
        if (weights.Declaration is { } declaration)
        {
            CheckSame(weights, $"weights of {OneLine(DeclarationText.Of(network))}", $"weights of {OneLine(declaration)}");
        }
    }

    private static void CheckLayers(LstmWeights weights, NetworkShape network, LayerList expected, LayerList found)
    {
        CheckSize(weights, "input size", network.Input, weights.InputSize);
        for (int layer = 0; layer < Math.Max(expected.Count, found.Count); layer++)
        {
            string At(LayerList layers)
            {
                // Only layers with weights have numbers.
                int number = layers.Take(layer).Count(static below => below.HasWeights);
                return layer >= layers.Count ? $"no layer {number}"
                    : layers[layer] is MergeShape ? $"{WeightsText.Of(layers[layer])} after layer {number - 1}"
                    : $"layer {number}: {WeightsText.Of(layers[layer])}";
            }

            CheckSame(weights, At(expected), At(found));
        }
    }

    /// <summary>Checks equal recurrent layers between dense layers, whose tensors have the names that the messages contain.</summary>
    private static void CheckStack(LstmWeights weights, NetworkShape network, LayerList structure)
    {
        RecurrentShape recurrent = structure.OfType<RecurrentShape>().First();
        CellShape cell = weights.Layers[0].Shape;
        CheckCell(weights, recurrent.Cell, cell);
        CheckSize(weights, "input size", network.Input, weights.InputSize);
        CheckSize(weights, "hidden size", recurrent.Cell.Hidden, weights.HiddenSize);
        CheckSize(weights, "layers", structure.OfType<RecurrentShape>().Count(), weights.LayerCount);
        CheckSame(weights, DirectionsIn(recurrent.Bidirectional), DirectionsIn(weights.IsBidirectional));
        CheckSame(weights, Projection(recurrent.Cell.Projection), Projection(cell.Projection));
        CheckSame(weights, Peephole(recurrent.Cell.Peephole), Peephole(cell.Peephole));
        CheckSame(weights, LayerNorm(recurrent.Cell.LayerNorm), LayerNorm(cell.LayerNorm));
        CheckSame(
            weights,
            Dense("stem", structure.TakeWhile(static layer => layer is DenseShape).Select(static layer => layer.Outputs)),
            Dense("stem", weights.Stem.Select(OutputsOf)));
        CheckHead(weights, [.. structure.Reverse().TakeWhile(static layer => layer is DenseShape).Reverse()]);
    }

    // A class without a head ignores dense layers that do not have the name of a head. Its self-test would need them.
    private static void CheckHead(LstmWeights weights, IReadOnlyList<LayerShape> head)
    {
        if (head.Count == 0 && weights is { UnnamedHead: not null, SelfTest: null })
        {
            return;
        }

        string found = Dense("head", weights.Head.Select(OutputsOf), weights.UnnamedHead);
        string others = weights.Head.Count > 0 || weights.UnusedMatrices.Length == 0 ? ""
            : $"; the other matrices do not form one chain of dense layers after the recurrent layers: {weights.UnusedMatrices}";
        string expected = Dense("head", head.Select(static layer => layer.Outputs));
        if (expected != Dense("head", weights.Head.Select(OutputsOf)))
        {
            throw new WeightFormatException(weights.Source, tensor: null, expected, found + others);
        }
    }

    private static string OneLine(string declaration) => declaration.Replace("\n", " ", StringComparison.Ordinal);

    private static void CheckCell(LstmWeights weights, CellShape expected, CellShape cell)
    {
        string found = Cell(cell);
        if (expected.CoupledGates && weights.Layers[0].IsGru)
        {
            // Only the metadata distinguishes a file of an LSTM with coupled gates from a file of a GRU.
            found += $" (or an LSTM in a file whose __metadata__ does not contain \"{CellSizes.MetadataKey}\": \"{CellSizes.LstmCell}\")";
        }

        CheckSame(weights, Cell(expected), found);
    }

    private static string Cell(CellShape cell) => !cell.IsLstm ? WeightsText.NameOf(cell)
        : cell.CoupledGates ? "an LSTM with coupled gates, three rows of weights for each hidden unit"
        : "an LSTM with four rows of weights for each hidden unit";

    private static string DirectionsIn(bool isBidirectional) =>
        isBidirectional ? "two directions ('weight_ih_l0_reverse')" : "one direction (no 'weight_ih_l0_reverse')";

    private static string Projection(int size) => size > 0
        ? $"a projection to {size} ('weight_hr_l0')"
        : "no projection (no 'weight_hr_l0')";

    private static string Peephole(bool given) => given
        ? "peephole weights ('weight_peephole_l0')"
        : "no peephole weights (no 'weight_peephole_l0')";

    private static string LayerNorm(bool given) => given
        ? "layer normalisation ('weight_ln_gates_l0')"
        : "no layer normalisation (no 'weight_ln_gates_l0')";

    // The inputs of each layer need no check: they are the outputs of the layer before.
    private static string Dense(string name, IEnumerable<int> outputs, string? tensor = null)
    {
        int[] units = [.. outputs];
        return units.Length switch
        {
            0 => $"no {name} (no '{name}.weight')",
            1 => $"a {name} of {units[0]} {(units[0] == 1 ? "unit" : "units")} ('{tensor ?? name + ".weight"}')",
            _ => $"a {name} of {string.Join(" and then ", units)} units ('{tensor ?? name + ".0.weight"}')",
        };
    }

    private static int OutputsOf(DenseWeights layer) => layer.OutputSize;

    private static void CheckSize(LstmWeights weights, string what, int expected, int found) =>
        CheckSame(weights, $"{what} {expected}", $"{what} {found}");

    private static void CheckSame(LstmWeights weights, string expected, string found)
    {
        if (expected != found)
        {
            throw new WeightFormatException(weights.Source, tensor: null, expected, found);
        }
    }
}
