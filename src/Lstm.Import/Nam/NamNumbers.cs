using System;
using System.Collections.Generic;
using System.Globalization;
using Lstm.Import.Input;

namespace Lstm.Import.Nam;

/// <summary>The flat list of numbers of a NAM file, which is read sequentially.</summary>
internal sealed class NamNumbers
{
    private readonly float[] _values;
    private int _next;

    /// <summary>Checks that the length of the list matches the sizes.</summary>
    /// <exception cref="WeightFormatException">The length does not match.</exception>
    public NamNumbers(JsonValue weights, NamSizes sizes)
    {
        _values = weights.AsNumbers();
        if (_values.Length != sizes.Count)
        {
            string declared = FormattableString.Invariant(
                $"input_size {sizes.Inputs}, hidden_size {sizes.Hidden}, num_layers {sizes.Layers} and {sizes.Outputs} outputs");
            throw weights.Error(
                FormattableString.Invariant($"{sizes.Count} numbers for {declared}"), FormattableString.Invariant($"{_values.Length}"));
        }
    }

    /// <summary>Reads the next numbers as a tensor.</summary>
    public NamPart Take(params int[] shape)
    {
        int count = 1;
        foreach (int size in shape)
        {
            count *= size;
        }

        string place = string.Create(CultureInfo.InvariantCulture, $"weights[{_next}..{_next + count}]");
        float[] values = _values.AsSpan(_next, count).ToArray();
        _next += count;
        return new NamPart(place, shape, values);
    }
}

/// <summary>A tensor of the list.</summary>
/// <param name="Place">The place in the list.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Values">The values, row-major.</param>
internal sealed record NamPart(string Place, IReadOnlyList<int> Shape, float[] Values)
{
    /// <summary>Returns the origin of a canonical tensor that is made from this one.</summary>
    public TensorOrigin As(string canonical, string conversion = "") => new(canonical, Place, Shape, conversion);
}
