using System;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.Keras;

/// <summary>Numbers of a layer: one for each value, or a single one for all values.</summary>
/// <param name="values">The numbers.</param>
internal sealed class KerasScalars(double[] values)
{
    public static KerasScalars Zero { get; } = new([0]);

    public int Count => values.Length;

    /// <summary>Returns the numbers of a configuration; null if there are none.</summary>
    /// <exception cref="KerasUnsupportedException">They have several axes.</exception>
    [return: NotNullIfNotNull(nameof(value))]
    public static KerasScalars? Of(JsonValue? value) => value switch
    {
        null => null,
        JsonNumber number => new([number.Value]),
        JsonNumbers list => new([.. list.Values.Select(static item => (double)item)]),

        // Before Keras 3, statistics had an axis for each axis of the data.
        JsonArray { Items: [JsonArray or JsonNumbers] } outer => Of(outer.Items[0]),
        JsonArray => throw new KerasUnsupportedException("it has numbers of its own for each step"),

        // Keras 3 wraps an array of numbers.
        JsonObject wrapped => Of((wrapped["config"] as JsonObject ?? wrapped).Require("value")),
        _ => throw value.Error("a number, or a number for each value"),
    };

    /// <summary>Returns the values of a tensor.</summary>
    public static KerasScalars Of(SourceTensor tensor) => new([.. tensor.Values.Select(static value => (double)value)]);

    /// <summary>Returns other numbers, computed one by one.</summary>
    public KerasScalars Select(Func<double, double> function) => new(Array.ConvertAll(values, value => function(value)));

    /// <summary>Returns numbers that are computed from these and others.</summary>
    /// <exception cref="KerasUnsupportedException">There are several of both, in different numbers.</exception>
    public KerasScalars With(KerasScalars other, Func<double, double, double> function) =>
        Count == 1 || other.Count == 1 || Count == other.Count
            ? new([.. Enumerable.Range(0, Math.Max(Count, other.Count)).Select(index => function(At(index), other.At(index)))])
            : throw new KerasUnsupportedException($"it has {Count} numbers of one kind and {other.Count} of another");

    /// <summary>Returns a number for each of <paramref name="size"/> values.</summary>
    public float[] ToFloats(SourceFile file, string layer, int size) => Count == 1 || Count == size
        ? [.. Enumerable.Range(0, size).Select(index => (float)At(index))]
        : throw file.Error(FaultPlace.Layer(layer), $"{size} numbers, or one for all values", $"{Count}");

    private double At(int index) => values[Count == 1 ? 0 : index];
}
