using System;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.Onnx;

/// <summary>Where a constant is in the file, and what the graph does to it there.</summary>
/// <param name="Names">The names of the tensors that it is made of.</param>
/// <param name="Shape">The shape of the first of them.</param>
/// <param name="Steps">What was done.</param>
internal sealed record ConstantOrigin(string[] Names, int[] Shape, string[] Steps)
{
    // More names than this say less.
    private const int MaxNames = 4;

    /// <summary>The same constant after one more step.</summary>
    public ConstantOrigin Through(string step) => Steps.Contains(step) ? this : this with { Steps = [.. Steps, step] };

    /// <summary>What several constants became together.</summary>
    public static ConstantOrigin Joined(System.Collections.Generic.IReadOnlyList<ConstantOrigin> parts) => new(
        [.. parts.SelectMany(static part => part.Names).Distinct().Take(MaxNames)],
        parts[0].Shape,
        [.. parts.SelectMany(static part => part.Steps).Append("joined").Distinct()]);

    /// <summary>The origin of a canonical tensor.</summary>
    /// <param name="canonical">Its canonical name.</param>
    /// <param name="conversion">What was done after the graph's own steps; empty for nothing.</param>
    public TensorOrigin As(string canonical, string conversion) => new(
        canonical, string.Join(", ", Names), Shape, string.Join(", ", Steps.Append(conversion).Where(static step => step.Length > 0)));
}

/// <summary>What folding constants may still take: a graph of few nodes can double a constant again and again.</summary>
internal sealed class FoldBudget(SourceFile file)
{
    private const long FreeNumbers = 2L << 20;

    // Weights of four bytes a number, each moved three times: once by a slice, once by a concatenation, once into canonical order.
    private const int Moves = 3;

    private long _left = FreeNumbers + Moves * file.Bytes.LongLength / sizeof(float);

    /// <summary>Allows for numbers that are not in the file itself but beside it.</summary>
    public void Allow(long numbers) => _left += Moves * numbers;

    /// <summary>Takes memory for so many numbers.</summary>
    /// <exception cref="WeightFormatException">There is none left.</exception>
    public void Take(long numbers)
    {
        _left -= Math.Max(0, numbers);
        if (_left < 0)
        {
            throw file.Error(null, "constants that stay in proportion to the file when its nodes are folded", "nodes that multiply them");
        }
    }
}
