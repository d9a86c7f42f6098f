using System;
using System.Collections.Generic;

namespace Lstm.Tool.Statistics;

/// <summary>Statistics of a tensor's values.</summary>
/// <param name="Name">The canonical name.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Count">The number of values.</param>
/// <param name="Min">The smallest value.</param>
/// <param name="Max">The largest value.</param>
/// <param name="Mean">The mean of the values.</param>
/// <param name="StandardDeviation">The population standard deviation of the values.</param>
internal sealed record TensorStatistics(
    string Name, IReadOnlyList<long> Shape, int Count, double Min, double Max, double Mean, double StandardDeviation)
{
    public static TensorStatistics Of(CanonicalTensor tensor)
    {
        double min = double.PositiveInfinity;
        double max = double.NegativeInfinity;
        double sum = 0;
        foreach (float value in tensor.Values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
            sum += value;
        }

        double mean = sum / tensor.Values.Length;
        double squares = 0;
        foreach (float value in tensor.Values)
        {
            squares += (value - mean) * (value - mean);
        }

        double deviation = Math.Sqrt(squares / tensor.Values.Length);
        return new TensorStatistics(tensor.Name, tensor.Shape, tensor.Values.Length, min, max, mean, deviation);
    }
}
