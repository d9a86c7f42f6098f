using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>A network's weights after quantization, and the scales for rounding hidden states.</summary>
/// <param name="Weights">The weights. Those that multiply hidden states are rounded.</param>
/// <param name="Scales">
/// For each layer and direction, the integers that represent 1 in its input (0 if it is not rounded) and in its hidden state.
/// </param>
/// <param name="LargestWeightError">The largest error of a weight, as a fraction of the largest weight of its row.</param>
internal sealed record QuantizedNetwork(LstmWeights Weights, IReadOnlyList<(int Input, int Hidden)> Scales, double LargestWeightError)
{
    /// <summary>Rounds the weights of a network.</summary>
    public static QuantizedNetwork Of(LstmWeights weights, NetworkShape network)
    {
        List<LstmLayerWeights> layers = [];
        List<(int Input, int Hidden)> scales = [];
        double largestError = 0;

        float[] Rounded(ReadOnlySpan<float> matrix, QuantizedMatrix quantized)
        {
            float[] rounded = new float[matrix.Length];
            for (int start = 0; start < matrix.Length; start += quantized.Columns)
            {
                double largest = 0;
                double error = 0;
                for (int column = 0; column < quantized.Columns; column++)
                {
                    float weight = matrix[start + column];
                    double value = quantized.ValueOf(start / quantized.Columns, column);
                    rounded[start + column] = (float)value;
                    largest = Math.Max(largest, Math.Abs(weight));
                    error = Math.Max(error, Math.Abs(weight - value));
                }

                largestError = Math.Max(largestError, largest > 0 ? error / largest : 0);
            }

            return rounded;
        }

        foreach (CellPlace cell in network.Cells)
        {
            LstmLayerWeights layer = weights.Layers[cell.Number];
            QuantizedMatrix recurrent = QuantizedMatrix.Of(layer.Recurrent, layer.OutputSize, network.Precision);
            LstmLayerWeights rounded = layer.With((CellTensorKind.Recurrent, Rounded(layer.Recurrent, recurrent)));
            int inputScale = 0;
            if (network.HasQuantizedInputs(cell.Layer))
            {
                QuantizedMatrix input = QuantizedMatrix.Of(layer.Input, layer.InputSize, network.Precision);
                rounded = rounded.With((CellTensorKind.Input, Rounded(layer.Input, input)));
                inputScale = input.Scale;
            }

            scales.Add((inputScale, recurrent.Scale));
            layers.Add(rounded);
        }

        return new QuantizedNetwork(WeightMending.WithLayers(weights, layers), scales, largestError);
    }

    /// <summary>
    /// Rounds values to integers and back. If a value is outside [-1, 1], all are divided by the largest magnitude first.
    /// </summary>
    /// <param name="values">The values.</param>
    /// <param name="scale">The integer that represents 1; 0 for no rounding.</param>
    public static double[] Rounded(double[] values, int scale)
    {
        if (scale == 0)
        {
            return values;
        }

        double step = Math.Max(1, values.Max(Math.Abs)) / scale;
        return [.. values.Select(value => Math.Round(value / step, MidpointRounding.ToEven) * step)];
    }
}
