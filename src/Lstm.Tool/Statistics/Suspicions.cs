using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import;
using Lstm.Shared;
using Lstm.Tool.Output;

namespace Lstm.Tool.Statistics;

/// <summary>Looks for what is rarely meant. Every rule is stated in its message: none of them proves anything.</summary>
internal static class Suspicions
{
    // Below this share of the largest weight beside it, a weight does nothing that float arithmetic would keep.
    private const double DeadShare = 1e-6;

    // |v| > 8: a sigmoid is within 3.4e-4 of 0 or 1.
    private const double SaturatedArgument = 8;

    private const double HugeWeight = 100;
    private const double DoubledForgetFrom = 1.75;
    private const double DoubledForgetTo = 2.5;
    private const int MostNamed = 8;

    /// <summary>All that is suspicious about a network.</summary>
    public static IReadOnlyList<Suspicion> Of(ModelDescription model, IReadOnlyList<CanonicalTensor> tensors)
    {
        List<Suspicion> found = [.. tensors.Where(static tensor => tensor.IsWeight).SelectMany(OfTensor)];
        for (int index = 0; index < model.Weights.Layers.Count; index++)
        {
            found.AddRange(OfLayer(model, index));
        }

        return found;
    }

    private static IEnumerable<Suspicion> OfTensor(CanonicalTensor tensor)
    {
        float largest = tensor.Values.Max(Math.Abs);
        if (largest > HugeWeight)
        {
            yield return new Suspicion(
                "hugeWeight", tensor.Name, Numbers.Text($"a weight of {largest:G4} (the rule: above {HugeWeight:G} in magnitude, where trained weights seldom are)"));
        }

        if (largest == 0 && tensor.Name.Contains("weight", StringComparison.Ordinal))
        {
            yield return new Suspicion("zeroTensor", tensor.Name, "every value is zero");
        }
    }

    private static IEnumerable<Suspicion> OfLayer(ModelDescription model, int index)
    {
        LstmLayerWeights layer = model.Weights.Layers[index];
        CellShape cell = model.Shape.Cell;
        string place = PlaceOf(model.Shape, index);
        List<int> deaf = [.. Enumerable.Range(0, layer.HiddenSize).Where(unit => IsDeaf(layer, unit))];
        if (deaf.Count > 0)
        {
            yield return new Suspicion("deadUnits", place, Units(deaf) + " hear nothing (the rule: all incoming weights below 1e-6 of the layer's largest)");
        }

        List<int> mute = [.. Enumerable.Range(0, layer.HiddenSize).Where(unit => IsMute(model, index, unit))];
        if (mute.Count > 0)
        {
            yield return new Suspicion("deadUnits", place, Units(mute) + " are heard by nothing (the rule: all outgoing weights below 1e-6 of the largest beside them)");
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
                Numbers.Text($"the forget bias looks doubled: its mean is {mean:G3} (the rule: {DoubledForgetFrom} to {DoubledForgetTo}, where a start of 1 would be if it were added twice)"));
        }

        if (GatesAreEqual(layer))
        {
            yield return new Suspicion("equalGates", place, "all gates have the same weights: probably one gate was copied into every place");
        }
    }

    private static bool IsDeaf(LstmLayerWeights layer, int unit)
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

    // A unit of the last layer is an output itself where no dense layer follows, and one that is projected is heard through the projection alone.
    private static bool IsMute(ModelDescription model, int index, int unit)
    {
        LstmLayerWeights layer = model.Weights.Layers[index];
        if (layer.ProjectionSize > 0)
        {
            return IsZeroColumn(layer.Projection, layer.HiddenSize, unit);
        }

        int directions = model.Shape.Directions;
        int above = index / directions + 1;
        int column = index % directions * layer.OutputSize + unit;
        bool isHeardAbove;
        if (above < model.Shape.Layers)
        {
            isHeardAbove = Enumerable.Range(above * directions, directions)
                .Any(next => !IsZeroColumn(model.Weights.Layers[next].Input, model.Weights.Layers[next].InputSize, column));
        }
        else
        {
            isHeardAbove = model.Weights.Head.Count == 0 || !IsZeroColumn(model.Weights.Head[0].Weight, model.Weights.Head[0].InputSize, column);
        }

        return !isHeardAbove && IsZeroColumn(layer.Recurrent, layer.OutputSize, unit);
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
            if (letter is 'g' or 'n')
            {
                continue;
            }

            int first = gate;
            List<int> closed = [.. Enumerable.Range(0, layer.HiddenSize).Where(unit => Side(layer, first * layer.HiddenSize + unit, reach) < 0)];
            List<int> open = [.. Enumerable.Range(0, layer.HiddenSize).Where(unit => Side(layer, first * layer.HiddenSize + unit, reach) > 0)];
            foreach ((List<int> units, int value) in new[] { (closed, 0), (open, 1) })
            {
                if (units.Count > 0)
                {
                    yield return new Suspicion(
                        "saturatedGate",
                        place,
                        Numbers.Text($"gate {letter} of {Units(units)} is always {value} (the rule: the bias exceeds the sum of the weights' magnitudes by more than {SaturatedArgument}, for inputs within ±1)"));
                }
            }
        }
    }

    // 1 when the gate's sigmoid is 1 whatever the inputs within ±1 and the hidden state, -1 when it is 0, 0 otherwise.
    private static int Side(LstmLayerWeights layer, int row, double hiddenReach)
    {
        double sum = Sum(layer.Input.Slice(row * layer.InputSize, layer.InputSize)) + hiddenReach * Sum(layer.Recurrent.Slice(row * layer.OutputSize, layer.OutputSize));
        float bias = layer.Bias[row];
        return Math.Abs(bias) - sum > SaturatedArgument ? Math.Sign(bias) : 0;
    }

    // A hidden state is within ±1; a projected one within the sums of the projection's rows.
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

    private static string Units(List<int> units) =>
        $"{(units.Count == 1 ? "unit" : "units")} {string.Join(", ", units.Take(MostNamed))}{(units.Count > MostNamed ? Numbers.Text($" and {units.Count - MostNamed} more") : "")}";

    private static string PlaceOf(NetworkShape shape, int index) =>
        Numbers.Text($"recurrent layer {index / shape.Directions}{(index % shape.Directions == 1 ? ", backward" : "")}");
}
