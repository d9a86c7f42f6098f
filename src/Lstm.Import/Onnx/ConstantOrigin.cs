using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Lstm.Import.Input;

namespace Lstm.Import.Onnx;

/// <summary>The origin of a constant: its tensors in the file and the operations that the graph applies to them.</summary>
/// <param name="Names">The names of the tensors.</param>
/// <param name="Shape">The shape of the first tensor.</param>
/// <param name="Steps">The operations.</param>
internal sealed record ConstantOrigin(string[] Names, int[] Shape, string[] Steps)
{
    // A longer list of names would not be useful.
    private const int MaxNames = 4;

    /// <summary>Returns the origin of the same constant after one more operation.</summary>
    public ConstantOrigin Through(string step) => Steps.Contains(step) ? this : this with { Steps = [.. Steps, step] };

    /// <summary>Returns the origin of a constant that is joined from several.</summary>
    public static ConstantOrigin Joined(IReadOnlyList<ConstantOrigin> parts) => Together(parts).Through("joined");

    /// <summary>Returns the origin of a constant that is computed from several.</summary>
    public static ConstantOrigin Together(IReadOnlyList<ConstantOrigin> parts) => new(
        [.. parts.SelectMany(static part => part.Names).Distinct().Take(MaxNames)],
        parts[0].Shape,
        [.. parts.SelectMany(static part => part.Steps).Distinct()]);

    /// <summary>Returns the origin of a canonical tensor.</summary>
    /// <param name="canonical">The canonical name.</param>
    /// <param name="conversion">The conversion after the operations of the graph; empty for none.</param>
    public TensorOrigin As(string canonical, string conversion) => new(
        canonical, string.Join(", ", Names), Shape, string.Join(", ", Steps.Append(conversion).Where(static step => step.Length > 0)));
}

/// <summary>The memory limit for constant folding. Without it, a few nodes could double a constant again and again.</summary>
internal sealed class FoldBudget(SourceFile file)
{
    private const long FreeNumbers = 2L << 20;

    // Weights take four bytes each and are copied three times: by a slice, by a concatenation and by the conversion to canonical order.
    private const int Moves = 3;

    private long _left = FreeNumbers + Moves * file.Bytes.LongLength / sizeof(float);

    /// <summary>Raises the limit for numbers in external files.</summary>
    public void Allow(long numbers) => _left += Moves * numbers;

    /// <summary>Takes memory for a count of values from the budget: sizes of axes take more than floats.</summary>
    /// <exception cref="WeightFormatException">The limit is exceeded.</exception>
    public void Take<T>(long values) => Take(values * Unsafe.SizeOf<T>() / sizeof(float));

    /// <summary>Takes memory for a count of floats from the budget.</summary>
    /// <exception cref="WeightFormatException">The limit is exceeded.</exception>
    public void Take(long numbers)
    {
        _left -= Math.Max(0, numbers);
        if (_left < 0)
        {
            throw file.Error(null, "constants whose size after folding is in proportion to the file", "larger ones");
        }
    }
}
