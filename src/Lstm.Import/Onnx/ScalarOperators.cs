using System;
using System.Collections.Generic;

namespace Lstm.Import.Onnx;

/// <summary>The operators that compute each value from the values at its place, in double precision.</summary>
internal static class ScalarOperators
{
    /// <summary>The operators with one input.</summary>
    public static readonly IReadOnlyDictionary<string, Func<double, double>> Unary =
        new Dictionary<string, Func<double, double>>(StringComparer.Ordinal)
        {
            ["Abs"] = Math.Abs,
            ["Log"] = Math.Log,
            ["Neg"] = static v => -v,
            ["Reciprocal"] = static v => 1 / v,
            ["Sqrt"] = Math.Sqrt,
        };

    /// <summary>The operators with two inputs.</summary>
    public static readonly IReadOnlyDictionary<string, Func<double, double, double>> Binary =
        new Dictionary<string, Func<double, double, double>>(StringComparer.Ordinal)
        {
            ["Add"] = static (a, b) => a + b,
            ["Div"] = static (a, b) => a / b,
            ["Max"] = Math.Max,
            ["Min"] = Math.Min,
            ["Mul"] = static (a, b) => a * b,
            ["Sub"] = static (a, b) => a - b,
        };
}
