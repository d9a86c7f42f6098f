using System;
using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm;

/// <summary>A network's weights after quantization, and how the values are rounded that they multiply.</summary>
/// <param name="Weights">The weights. Those that multiply integers are rounded.</param>
/// <param name="Roundings">How each cell rounds its input and its hidden state.</param>
/// <param name="LargestWeightError">The largest error of a weight, as a fraction of the largest weight of its row.</param>
internal sealed record QuantizedNetwork(LstmWeights Weights, IReadOnlyList<CellRounding> Roundings, double LargestWeightError)
{
    /// <summary>Rounds the weights of a network.</summary>
    public static QuantizedNetwork Of(LstmWeights weights, NetworkShape network)
    {
        List<LstmLayerWeights> layers = [];
        List<CellRounding> roundings = [];
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
            QuantizedMatrix? input = null;
            if (network.HasQuantizedInputs(cell.Layer))
            {
                input = QuantizedMatrix.OfInputs(layer, network, cell.Layer);
                rounded = rounded.With((CellTensorKind.Input, Rounded(layer.Input, input)));
            }

            roundings.Add(new CellRounding(input, recurrent));
            layers.Add(rounded);
        }

        return new QuantizedNetwork(WeightMending.WithLayers(weights, layers), roundings, largestError);
    }
}
