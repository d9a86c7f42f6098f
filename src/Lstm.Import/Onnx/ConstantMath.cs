using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.Onnx;

/// <summary>Computes nodes whose inputs are all constants, value by value, in floats, or in integers for sizes.</summary>
/// <param name="budget">The memory limit for constant folding.</param>
/// <param name="valueOf">Returns the value of a name.</param>
internal sealed class ConstantMath(FoldBudget budget, Func<string, OnnxValue> valueOf)
{
    // Apart from Exp and Log, a result in double precision that is rounded to a float is the result in floats.
    private static readonly Dictionary<string, Func<double, double>> s_unary =
        new(ScalarOperators.Unary, StringComparer.Ordinal) { ["Exp"] = Math.Exp };

    private static readonly Dictionary<string, Func<long, long, long>> s_sizes = new(StringComparer.Ordinal)
    {
        ["Add"] = static (a, b) => a + b,
        ["Div"] = static (a, b) => b == 0 ? 0 : a / b,
        ["Mul"] = static (a, b) => a * b,
        ["Sub"] = static (a, b) => a - b,
    };

    // A boolean is 0 or 1.
    private static readonly Dictionary<string, Func<long, long, bool>> s_comparisons = new(StringComparer.Ordinal)
    {
        ["And"] = static (a, b) => a != 0 && b != 0,
        ["Equal"] = static (a, b) => a == b,
        ["Greater"] = static (a, b) => a > b,
        ["GreaterOrEqual"] = static (a, b) => a >= b,
        ["Less"] = static (a, b) => a < b,
        ["LessOrEqual"] = static (a, b) => a <= b,
        ["Or"] = static (a, b) => a != 0 || b != 0,
    };

    /// <summary>Returns the constant that a node computes; null if the operator or an input is not of the right kind.</summary>
    public OnnxValue? Result(OnnxNode node)
    {
        OnnxValue[] inputs = [.. node.Inputs.Where(static name => name.Length > 0).Select(valueOf)];
        return inputs switch
        {
            [ConstantValue<float> { IsStretched: false } v] when s_unary.TryGetValue(node.Operator, out Func<double, double>? unary) =>
                v with { Array = Computed(v.Array, v.Array, (value, _) => (float)unary(value))!, Origin = v.Origin.Through("computed") },
            [ConstantValue<float> { IsStretched: false } a, ConstantValue<float> { IsStretched: false } b]
                when ScalarOperators.Binary.TryGetValue(node.Operator, out Func<double, double, double>? binary) =>
                Constant(a, b, Computed(a.Array, b.Array, (one, other) => (float)binary(one, other))),
            [ConstantValue<SizeEntry> a, ConstantValue<SizeEntry> b]
                when s_sizes.TryGetValue(node.Operator, out Func<long, long, long>? integer) =>
                Constant(a, b, Computed(a.Array, b.Array, (one, other) =>
                    one.IsKnown && other.IsKnown ? new SizeEntry(integer(one.Number, other.Number))
                    : node.Operator is "Add" or "Sub" && other.IsKnown ? one with { Number = integer(one.Number, other.Number) }
                    : new SizeEntry(0, SizeEntry.Nothing))),
            [ConstantValue<SizeEntry> a, ConstantValue<SizeEntry> b]
                when s_comparisons.TryGetValue(node.Operator, out Func<long, long, bool>? comparison) =>
                Constant(a, b, Computed(a.Array, b.Array, (one, other) => one.IsKnown && other.IsKnown
                    ? new SizeEntry(comparison(one.Number, other.Number) ? 1 : 0)
                    : new SizeEntry(0, SizeEntry.Nothing))),
            [ConstantValue<SizeEntry> v] when node.Operator == "Not" =>
                v with
                {
                    Array = Computed(v.Array, v.Array, static (one, _) => one.IsKnown ? new SizeEntry(one.Number == 0 ? 1 : 0) : one)!,
                },
            _ => null,
        };
    }

    private OnnxValue Constant<T>(ConstantValue<T> a, ConstantValue<T> b, NdArray<T>? array) => array is null
        ? new RefusedValue("it combines constants whose shapes do not match")
        : new ConstantValue<T>(array, ConstantOrigin.Together([a.Origin, b.Origin]).Through("computed"), budget);

    // Shapes are matched from the last axis on; an axis of size 1 is repeated.
    private NdArray<T>? Computed<T>(NdArray<T> a, NdArray<T> b, Func<T, T, T> operation)
    {
        int rank = Math.Max(a.Rank, b.Rank);
        int[] own = [.. Enumerable.Repeat(1, rank - a.Rank), .. a.Shape];
        int[] other = [.. Enumerable.Repeat(1, rank - b.Rank), .. b.Shape];
        int[] shape = [.. own.Zip(other, static (one, two) => one == 1 ? two : one)];
        long count = shape.Aggregate(1L, static (product, size) => Math.Min(int.MaxValue, product * size));
        if (count >= int.MaxValue
            || own.Concat(other).Zip(shape.Concat(shape)).Any(static pair => pair.First != 1 && pair.First != pair.Second))
        {
            return null;
        }

        T[] first = a.Values;
        T[] second = b.Values;
        budget.Take<T>(count);
        var result = new T[count];
        for (int index = 0; index < result.Length; index++)
        {
            (int at, int from) = (Offset(index, shape, own), Offset(index, shape, other));
            result[index] = operation(first[at], second[from]);
        }

        return new NdArray<T>(shape, result);
    }

    // The position of an entry of the result in an operand.
    private static int Offset(int index, int[] shape, int[] operand)
    {
        int offset = 0;
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            offset += operand[axis] == 1 ? 0 : index % shape[axis] * stride;
            stride *= operand[axis];
            index /= shape[axis];
        }

        return offset;
    }
}
