using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>The checks that the constructors of canonical weights share.</summary>
internal static class WeightArguments
{
    public static int Size(int value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value is < 1 or > LstmShape.MaxSize)
        {
            throw new ArgumentOutOfRangeException(name, value, $"Expected 1 to {LstmShape.MaxSize}.");
        }

        return value;
    }

    /// <summary>A copy of values that are as many as expected and all finite.</summary>
    public static float[] Values(
        ReadOnlySpan<float> values,
        int rows,
        int columns,
        [CallerArgumentExpression(nameof(values))] string? name = null)
    {
        if (values.Length != rows * columns)
        {
            throw new ArgumentException($"Expected {rows * columns} values ([{rows}, {columns}]), found {values.Length}.", name);
        }

        Finite(values, name);
        return values.ToArray();
    }

    public static void Finite(ReadOnlySpan<float> values, [CallerArgumentExpression(nameof(values))] string? name = null)
    {
        for (int index = 0; index < values.Length; index++)
        {
            if (!float.IsFinite(values[index]))
            {
                string found = values[index].ToString(CultureInfo.InvariantCulture);
                throw new ArgumentException($"Expected finite values, found {found} at index {index}.", name);
            }
        }
    }
}
