using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Tool.Statistics;

/// <summary>The comparison of a tensor of two files.</summary>
/// <param name="Name">The canonical name.</param>
/// <param name="Comparison">The result.</param>
/// <param name="Count">The number of values that were compared.</param>
/// <param name="Differing">The number of values that differ.</param>
/// <param name="LargestDifference">The largest difference.</param>
/// <param name="FirstPlace">The indices of the first value that differs; null for none.</param>
/// <param name="First">The value of the first file at that place; null for none.</param>
/// <param name="Second">The value of the second file at that place; null for none.</param>
internal sealed record TensorDifference(
    string Name,
    TensorComparison Comparison,
    int Count,
    int Differing,
    double LargestDifference,
    IReadOnlyList<long>? FirstPlace,
    float? First,
    float? Second)
{
    /// <summary>Compares all tensors of two networks, in the order of the first.</summary>
    /// <param name="first">The tensors of the first network.</param>
    /// <param name="second">The tensors of the second network.</param>
    /// <param name="tolerance">The largest difference that counts as equal; 0 compares the bits.</param>
    public static IReadOnlyList<TensorDifference> Of(
        IReadOnlyList<CanonicalTensor> first, IReadOnlyList<CanonicalTensor> second, double tolerance)
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
