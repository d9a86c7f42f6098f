using System;
using System.Collections.Generic;
using System.Globalization;
using Lstm.Import.Input;

namespace Lstm.Import.Nam;

/// <summary>The flat list of numbers of a NAM file, taken piece by piece from its start.</summary>
internal sealed class NamNumbers
{
    private readonly float[] _values;
    private int _next;

    /// <summary>Takes a list that is exactly as long as the sizes need.</summary>
    /// <exception cref="WeightFormatException">It is not.</exception>
    public NamNumbers(JsonValue weights, NamSizes sizes)
    {
        _values = weights.AsNumbers();
        if (_values.Length != sizes.Count)
        {
            string declared = FormattableString.Invariant(
                $"input_size {sizes.Inputs}, hidden_size {sizes.Hidden}, num_layers {sizes.Layers} and {sizes.Outputs} outputs");
            throw weights.Error(FormattableString.Invariant($"{sizes.Count} numbers, as {declared} need"), FormattableString.Invariant($"{_values.Length}"));
        }
    }

    /// <summary>The next numbers.</summary>
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

/// <summary>A piece of the list.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Values">Its values.</param>
internal sealed record NamPart(string Place, IReadOnlyList<int> Shape, float[] Values)
{
    /// <summary>Where a canonical tensor came from that was made of this piece.</summary>
    public TensorOrigin As(string canonical, string conversion = "") => new(canonical, Place, Shape, conversion);
}
