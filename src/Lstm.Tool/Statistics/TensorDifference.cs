using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Tool.Statistics;

/// <summary>A tensor of two files.</summary>
/// <param name="Name">Its canonical name.</param>
/// <param name="Comparison">How it compares.</param>
/// <param name="Count">Values compared.</param>
/// <param name="Differing">Those that differ.</param>
/// <param name="LargestDifference">The largest difference.</param>
/// <param name="FirstPlace">The indices of the first that differs; null for none.</param>
/// <param name="First">The first file's value there.</param>
/// <param name="Second">The second file's.</param>
internal sealed record TensorDifference(
    string Name, TensorComparison Comparison, int Count, int Differing, double LargestDifference, IReadOnlyList<long>? FirstPlace, float? First, float? Second)
{
    /// <summary>Compares all tensors of two networks, in the order of the first.</summary>
    /// <param name="first">The first network's.</param>
    /// <param name="second">The second network's.</param>
    /// <param name="tolerance">The largest difference that is none; with 0 the bits have to be equal.</param>
    public static IReadOnlyList<TensorDifference> Of(IReadOnlyList<CanonicalTensor> first, IReadOnlyList<CanonicalTensor> second, double tolerance)
    {
        List<TensorDifference> differences = [];
        foreach (CanonicalTensor tensor in first)
        {
            CanonicalTensor? other = second.FirstOrDefault(candidate => candidate.Name == tensor.Name);
            differences.Add(other is null ? Missing(tensor, TensorComparison.OnlyInFirst)
                : !other.Shape.SequenceEqual(tensor.Shape) ? Missing(tensor, TensorComparison.OtherShape)
                : Of(tensor, other, tolerance));
        }

        differences.AddRange(second.Where(tensor => !first.Any(candidate => candidate.Name == tensor.Name))
            .Select(static tensor => Missing(tensor, TensorComparison.OnlyInSecond)));
        return differences;
    }

    private static TensorDifference Missing(CanonicalTensor tensor, TensorComparison comparison) =>
        new(tensor.Name, comparison, tensor.Values.Length, tensor.Values.Length, 0, null, null, null);

    private static TensorDifference Of(CanonicalTensor first, CanonicalTensor second, double tolerance)
    {
        int differing = 0;
        int place = -1;
        double largest = 0;
        for (int index = 0; index < first.Values.Length; index++)
        {
            float a = first.Values[index];
            float b = second.Values[index];
            double difference = Math.Abs((double)a - b);
            if (tolerance > 0 ? difference <= tolerance : BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b))
            {
                continue;
            }

            differing++;
            place = place < 0 ? index : place;
            largest = Math.Max(largest, difference);
        }

        return differing == 0
            ? new TensorDifference(first.Name, TensorComparison.Equal, first.Values.Length, 0, 0, null, null, null)
            : new TensorDifference(
                first.Name,
                TensorComparison.Differs,
                first.Values.Length,
                differing,
                largest,
                Indices(place, first.Shape),
                first.Values[place],
                second.Values[place]);
    }

    private static long[] Indices(long place, IReadOnlyList<long> shape)
    {
        long[] indices = new long[shape.Count];
        for (int dimension = shape.Count - 1; dimension >= 0; dimension--)
        {
            indices[dimension] = place % shape[dimension];
            place /= shape[dimension];
        }

        return indices;
    }
}
