using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import;
using Lstm.Shared;
using Lstm.Tool.Output;

namespace Lstm.Tool.Statistics;

/// <summary>Finds suspicious weights by rules of thumb. Each message states its rule. A finding is not a proof of a mistake.</summary>
internal static class Suspicions
{
    // Below this share of the largest weight of its matrix, a weight changes sums by less than float precision.
    private const double DeadShare = 1e-6;

    // |v| > 8: a sigmoid is within 3.4e-4 of 0 or 1.
    private const double SaturatedArgument = 8;

    private const double HugeWeight = 100;
    private const double DoubledForgetFrom = 1.75;
    private const double DoubledForgetTo = 2.5;
    private const int MostNamed = 8;

    /// <summary>Returns all findings about a network.</summary>
    public static IReadOnlyList<Suspicion> Of(ModelDescription model, IReadOnlyList<CanonicalTensor> tensors)
    {
        List<Suspicion> found = [.. tensors.Where(static tensor => tensor.IsWeight).SelectMany(OfTensor)];
        for (int index = 0; index < model.Weights.Layers.Count; index++)
        {
            found.AddRange(OfLayer(model, index));
        }

        if (ExchangedTensors.Equal(model.Shape, model.Weights) is { } equal)
        {
            found.Add(new Suspicion("equalLayers", "recurrent layers", equal));
        }

        // Such a state was written or is read with a mistake, or the trainer stored it too early.
        if (model.Doubt is { } doubt)
        {
            found.Add(new Suspicion("movingState", "initial state", doubt));
        }

        return found;
    }

    private static IEnumerable<Suspicion> OfTensor(CanonicalTensor tensor)
    {
        float largest = tensor.Values.Max(Math.Abs);
        if (largest > HugeWeight)
        {
            yield return new Suspicion(
                "hugeWeight",
                tensor.Name,
                Numbers.Text($"a weight has the magnitude {largest:G4} (rule: above {HugeWeight:G}, which is rare after training)"));
        }

        if (largest == 0 && tensor.Name.Contains("weight", StringComparison.Ordinal))
        {
            yield return new Suspicion("zeroTensor", tensor.Name, "every value is zero");
        }
    }

    private static IEnumerable<Suspicion> OfLayer(ModelDescription model, int index)
    {
        LstmLayerWeights layer = model.Weights.Layers[index];
        CellShape cell = model.Shape.Cells[index].Shape;
        string place = $"recurrent {CellName.Of(model.Shape, index)}";
        List<int> noInputs = [.. Enumerable.Range(0, layer.HiddenSize).Where(unit => HasNoInputs(layer, unit))];
        if (noInputs.Count > 0)
        {
            yield return new Suspicion(
                "deadUnits",
                place,
                $"{Units(noInputs)} {(noInputs.Count == 1 ? "has" : "have")} no effective incoming weights "
                + "(rule: all are below 1e-6 of the layer's largest weight)");
        }

        List<int> noOutputs = [.. Enumerable.Range(0, layer.HiddenSize).Where(unit => HasNoOutputs(model, index, unit))];
        if (noOutputs.Count > 0)
        {
            yield return new Suspicion(
                "deadUnits",
                place,
                $"{Units(noOutputs)} {(noOutputs.Count == 1 ? "has" : "have")} no effective outgoing weights "
                + "(rule: all are below 1e-6 of their matrix's largest weight)");
        }

        if (!cell.LayerNorm && cell.GateActivation.Function == Activation.Sigmoid)
        {
            foreach (Suspicion saturated in Saturated(layer, cell, place))
            {
                yield return saturated;
            }
        }

        if (cell.IsLstm && !cell.CoupledGates && MeanForgetBias(layer) is > DoubledForgetFrom and < DoubledForgetTo and double mean)
        {
            yield return new Suspicion(
                "forgetBiasDoubled",
                place,
                Numbers.Text($"the forget bias looks doubled: its mean is {mean:G3} ")
                + Numbers.Text($"(rule: {DoubledForgetFrom} to {DoubledForgetTo}, as when an initial bias of 1 is added twice)"));
        }

        if (GatesAreEqual(layer))
        {
            yield return new Suspicion("equalGates", place, "all gates have the same weights: probably one gate was copied to all of them");
        }
    }

    private static bool HasNoInputs(LstmLayerWeights layer, int unit)
    {
        double limit = DeadShare * Math.Max(Largest(layer.Input), Largest(layer.Recurrent));
        for (int gate = 0; gate < layer.GateCount; gate++)
        {
            int row = gate * layer.HiddenSize + unit;
            if (Largest(layer.Input.Slice(row * layer.InputSize, layer.InputSize)) > limit
                || Largest(layer.Recurrent.Slice(row * layer.OutputSize, layer.OutputSize)) > limit)
            {
                return false;
            }
        }

        return true;
    }

    // A unit of the last layer is an output of the network when no dense layer follows. A projected unit has outgoing weights only in the
    // projection.
    private static bool HasNoOutputs(ModelDescription model, int index, int unit)
    {
        LstmLayerWeights layer = model.Weights.Layers[index];
        if (layer.ProjectionSize > 0)
        {
            return IsZeroColumn(layer.Projection, layer.HiddenSize, unit);
        }

        CellPlace place = model.Shape.Cells[index];
        int column = place.Direction * layer.OutputSize + unit;
        bool isUsedAbove = model.Weights.Sequence.ElementAtOrDefault(model.Shape.WeightsOf(place.Layer) + 1) switch
        {
            RecurrentWeights next => next.Directions.Any(cell => !IsZeroColumn(cell.Input, cell.InputSize, column)),
            DenseWeights next => !IsZeroColumn(next.Weight, next.InputSize, column),
            _ => true,
        };
        return !isUsedAbove && IsZeroColumn(layer.Recurrent, layer.OutputSize, unit);
    }

    private static bool IsZeroColumn(ReadOnlySpan<float> matrix, int columns, int column)
    {
        double limit = DeadShare * Largest(matrix);
        for (int index = column; index < matrix.Length; index += columns)
        {
            if (Math.Abs(matrix[index]) > limit)
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<Suspicion> Saturated(LstmLayerWeights layer, CellShape cell, string place)
    {
        double reach = HiddenReach(layer);
        for (int gate = 0; gate < layer.GateCount; gate++)
        {
            char letter = cell.Gates[gate].Letter;
            if (cell.Gates[gate].Role != EquationRole.Gate)
            {
                continue;
            }

            int first = gate;
            int SideOf(int unit) => Side(layer, first * layer.HiddenSize + unit, reach);
            List<int> closed = [.. Enumerable.Range(0, layer.HiddenSize).Where(unit => SideOf(unit) < 0)];
            List<int> open = [.. Enumerable.Range(0, layer.HiddenSize).Where(unit => SideOf(unit) > 0)];
            foreach ((List<int> units, int value) in new[] { (closed, 0), (open, 1) })
            {
                if (units.Count > 0)
                {
                    yield return new Suspicion(
                        "saturatedGate",
                        place,
                        Numbers.Text($"gate {letter} of {Units(units)} is always {value} for inputs within ±1 ")
                        + Numbers.Text($"(rule: |bias| exceeds the sum of the weights' magnitudes by more than {SaturatedArgument})"));
                }
            }
        }
    }

    // 1 when the gate's sigmoid is 1 for all inputs within ±1 and all hidden states, -1 when it is 0 for all of them, otherwise 0.
    private static int Side(LstmLayerWeights layer, int row, double hiddenReach)
    {
        double sum = Sum(layer.Input.Slice(row * layer.InputSize, layer.InputSize))
            + hiddenReach * Sum(layer.Recurrent.Slice(row * layer.OutputSize, layer.OutputSize));
        float bias = layer.Bias[row];
        return Math.Abs(bias) - sum > SaturatedArgument ? Math.Sign(bias) : 0;
    }

    // The bound of the hidden state's magnitude: 1, or the largest row sum of the projection's magnitudes.
    private static double HiddenReach(LstmLayerWeights layer)
    {
        double reach = layer.ProjectionSize > 0 ? 0 : 1;
        for (int row = 0; row < layer.ProjectionSize; row++)
        {
            reach = Math.Max(reach, Sum(layer.Projection.Slice(row * layer.HiddenSize, layer.HiddenSize)));
        }

        return reach;
    }

    private static double MeanForgetBias(LstmLayerWeights layer)
    {
        double sum = 0;
        foreach (float value in layer.Bias.Slice(layer.HiddenSize, layer.HiddenSize))
        {
            sum += value;
        }

        return sum / layer.HiddenSize;
    }

    private static bool GatesAreEqual(LstmLayerWeights layer)
    {
        static bool Blocks(ReadOnlySpan<float> values, int gates)
        {
            int block = values.Length / gates;
            for (int gate = 1; gate < gates; gate++)
            {
                if (!values.Slice(gate * block, block).SequenceEqual(values[..block]))
                {
                    return false;
                }
            }

            return true;
        }

        return Largest(layer.Input) > 0 && Blocks(layer.Input, layer.GateCount) && Blocks(layer.Recurrent, layer.GateCount);
    }

    private static double Largest(ReadOnlySpan<float> values)
    {
        double largest = 0;
        foreach (float value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    private static double Sum(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += Math.Abs(value);
        }

        return sum;
    }

    private static string Units(List<int> units)
    {
        string noun = units.Count == 1 ? "unit" : "units";
        string more = units.Count > MostNamed ? Numbers.Text($" and {units.Count - MostNamed} more") : "";
        return $"{noun} {string.Join(", ", units.Take(MostNamed))}{more}";
    }
}
