using System;
using System.Collections.Generic;

namespace Lstm.Import.Input;

/// <summary>Tensors stored in JSON as nested arrays of numbers.</summary>
internal static class JsonTensor
{
    // No weight of a network has a higher rank.
    private const int MaxRank = 8;

    /// <summary>Returns the tensor in a JSON value.</summary>
    /// <exception cref="WeightFormatException">The value is not an array of numbers, or its rows differ in length.</exception>
    public static SourceTensor Of(string name, JsonValue value)
    {
        int[] shape = value.Shape;
        if (shape.Length is 0 or > MaxRank)
        {
            throw value.Error("an array of numbers");
        }

        // Count the values instead of multiplying the sizes: the product is wrong if the rows differ in length.
        int count = Count(value, shape);
        return new SourceTensor(value.File, name, shape, () =>
        {
            float[] values = new float[count];
            Fill(value, values);
            return values;
        });
    }

    private static int Count(JsonValue value, ReadOnlySpan<int> shape)
    {
        if (shape.Length == 1)
        {
            return value.AsVector(shape[0]).Length;
        }

        IReadOnlyList<JsonValue> items = value is JsonArray array && array.Items.Count == shape[0]
            ? array.Items
            : throw value.Error($"{shape[0]} arrays, like its siblings");
        int count = 0;
        foreach (JsonValue item in items)
        {
            count += Count(item, shape[1..]);
        }

        return count;
    }

    private static Span<float> Fill(JsonValue value, Span<float> values)
    {
        if (value is JsonArray { Items: [_, ..] } array)
        {
            foreach (JsonValue item in array.Items)
            {
                values = Fill(item, values);
            }

            return values;
        }

        float[] numbers = value.AsNumbers();
        numbers.CopyTo(values);
        return values[numbers.Length..];
    }
}
