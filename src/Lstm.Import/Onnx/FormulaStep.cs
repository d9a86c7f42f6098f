using System;

namespace Lstm.Import.Onnx;

/// <summary>An input of a step: the name of a value, or constants.</summary>
/// <param name="Name">The name of a value that is no constant.</param>
/// <param name="Rank">The number of axes; null if it is unknown.</param>
/// <param name="Constant">The constants, one for all values of the step or one for each.</param>
internal readonly record struct Operand(string? Name, int? Rank, ConstantValue<float>? Constant)
{
    /// <summary>The constant, if it is one for all values.</summary>
    public float? Scalar => Constant?.Array is { Count: 1 } array ? array.Values[0] : null;

    /// <summary>Returns the constants of an evaluation; null if their number does not fit.</summary>
    public double[]? Constants(int width) =>
        Constant?.Array is { } array && (array.Count == 1 || array.Count == width)
            ? Array.ConvertAll(array.Values, static value => (double)value)
            : null;
}

/// <summary>A node that computes each value from the values at the same place in its inputs, or their mean.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Output">The name of its output.</param>
/// <param name="Number">Its place in the order of the file.</param>
/// <param name="Inputs">Its inputs, one or two.</param>
/// <param name="Compute">What it computes from the first and the last of them.</param>
internal sealed record FormulaStep(
    string Operator, string Output, int Number, Operand[] Inputs, Func<double[], double[], double[]> Compute)
{
    /// <summary>The operator that computes a mean.</summary>
    public const string Mean = "ReduceMean";

    /// <summary>Whether it is an activation itself.</summary>
    public bool IsActivation { get; init; }

    /// <summary>The number of axes of its output; null if it is unknown.</summary>
    public int? Rank { get; init; }

    public bool IsMean => Operator == Mean;
}
