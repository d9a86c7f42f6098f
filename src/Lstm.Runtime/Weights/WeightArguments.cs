using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>Argument checks shared by the constructors of canonical weights.</summary>
internal static class WeightArguments
{
    public static int Size(int value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value is < 1 or > NetworkShape.MaxSize)
        {
            throw new ArgumentOutOfRangeException(name, value, $"Expected 1 to {NetworkShape.MaxSize}.");
        }

        return value;
    }

    /// <summary>Checks the input size of a layer. The limit is that of the first layer.</summary>
    public static int InputSize(int value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value is < 1 or > NetworkShape.MaxInput)
        {
            throw new ArgumentOutOfRangeException(name, value, $"Expected 1 to {NetworkShape.MaxInput}.");
        }

        return value;
    }

    /// <summary>Returns the number of gates of an LSTM, from the length of its bias.</summary>
    public static int LstmGates(int biasLength, int hiddenSize) =>
        biasLength == 4 * hiddenSize || biasLength == 3 * hiddenSize
            ? biasLength / hiddenSize
            : throw new ArgumentException(
                $"Expected {4 * hiddenSize} values, or {3 * hiddenSize} with coupled gates, found {biasLength}.",
                "bias");

    /// <summary>Returns the number of rows of a projection.</summary>
    public static int Rows(int length, int columns) =>
        length % columns == 0 && length / columns <= NetworkShape.MaxSize
            ? length / columns
            : throw new ArgumentException(
                $"Expected 1 to {NetworkShape.MaxSize} rows of {columns} values, found {length} values.",
                "projection");

    /// <summary>Returns a copy of values that must be finite and of the expected number.</summary>
    public static float[] Values(
        ReadOnlySpan<float> values,
        int rows,
        int columns,
        [CallerArgumentExpression(nameof(values))] string? name = null)
    {
        Check(values, rows, columns, name);
        return values.ToArray();
    }

    /// <summary>Checks that values are finite and of the expected number.</summary>
    public static void Check(ReadOnlySpan<float> values, int rows, int columns, string? name)
    {
        if (values.Length != rows * columns)
        {
            throw new ArgumentException($"Expected {rows * columns} values ([{rows}, {columns}]), found {values.Length}.", name);
        }

        Finite(values, name);
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

    /// <summary>
    /// Returns the two parts of a message of this library, "Expected …, found …", without the name of the parameter: it means nothing to
    /// the user of a file.
    /// </summary>
    public static (string Expected, string Found) PartsOf(ArgumentException exception)
    {
        const string start = "Expected ";
        const string between = ", found ";
        string sentence = exception.Message.Split(" (Parameter '")[0].TrimEnd('.');
        string rest = sentence.StartsWith(start, StringComparison.Ordinal) ? sentence[start.Length..] : sentence;
        int end = rest.LastIndexOf(between, StringComparison.Ordinal);
        return end >= 0 ? (rest[..end], rest[(end + between.Length)..])
            : exception is ArgumentOutOfRangeException { ActualValue: { } value } ? ($"{rest} {WordsOf(exception.ParamName)}", $"{value}")
            : (rest, "other values");
    }

    // hiddenSize: units; inputSize: inputs.
    private static string WordsOf(string? parameter) => parameter switch
    {
        "hiddenSize" => "units",
        "inputSize" => "inputs",
        "outputSize" => "outputs",
        "kernel" => "steps of the kernel",
        "vocabulary" => "tokens",
        _ => parameter ?? "values",
    };

    /// <summary>Returns a read-only copy of a list without null elements.</summary>
    public static IReadOnlyList<T> Copy<T>(IReadOnlyList<T> items, [CallerArgumentExpression(nameof(items))] string? name = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(items, name);
        T[] copy = [.. items];
        for (int index = 0; index < copy.Length; index++)
        {
            if (copy[index] is null)
            {
                throw new ArgumentNullException(name, $"Expected no null elements, found one at index {index}.");
            }
        }

        return Array.AsReadOnly(copy);
    }
}
