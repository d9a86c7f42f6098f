using System;
using System.Collections.Generic;

namespace Lstm.Tool.Statistics;

/// <summary>What a tensor's values are like.</summary>
/// <param name="Name">Its canonical name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Count">Its values.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Their standard deviation, of the values themselves and not of a sample.</param>
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

        return new TensorStatistics(tensor.Name, tensor.Shape, tensor.Values.Length, min, max, mean, Math.Sqrt(squares / tensor.Values.Length));
    }
}
