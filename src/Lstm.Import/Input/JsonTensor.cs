using System;
using System.Collections.Generic;

namespace Lstm.Import.Input;

/// <summary>Tensors that a JSON file holds as arrays of numbers, or of such arrays.</summary>
internal static class JsonTensor
{
    // More than any weight of a network has; what nests deeper is no tensor.
    private const int MaxRank = 8;

    /// <summary>A tensor of a value.</summary>
    /// <exception cref="WeightFormatException">The value is no array of numbers, or its rows differ in length.</exception>
    public static SourceTensor Of(string name, JsonValue value)
    {
        int[] shape = value.Shape;
        if (shape.Length is 0 or > MaxRank)
        {
            throw value.Error("an array of numbers");
        }

        // Counted, not multiplied: rows of other lengths would lie about the product.
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
            : throw value.Error($"{shape[0]} arrays, as the ones beside it have");
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
