using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.Onnx;

/// <summary>The value of a name in a graph, as far as the import can resolve it. The derived records below are its kinds.</summary>
internal abstract record OnnxValue
{
    /// <summary>The number of axes; null if it is unknown.</summary>
    public abstract int? Rank { get; }

    public virtual OnnxValue Transposed(int[]? order) => NotFollowed;

    /// <summary>Returns the value without the given axes of size 1; null means all of them.</summary>
    public virtual OnnxValue Squeezed(int[]? axes) => NotFollowed;

    /// <summary>Returns the value with new axes of size 1 at the given positions in the result, in ascending order.</summary>
    public virtual OnnxValue Unsqueezed(int[] axes) => NotFollowed;

    public virtual OnnxValue Reshaped(SizeEntry[] target, bool zeroCopies) => NotFollowed;

    /// <summary>Returns the length of an axis, or -1 if it is unknown.</summary>
    public virtual int SizeOf(int axis) => -1;

    /// <summary>Returns a part of one axis, which a node takes.</summary>
    public virtual OnnxValue Sliced(string node, int axis, long start, long end, long step) => NotFollowed;

    /// <summary>Returns one entry of an axis, or several, which a node takes. A scalar index removes the axis.</summary>
    public virtual OnnxValue Gathered(string node, int axis, long[] entries, bool isScalar) => NotFollowed;

    protected OnnxValue NotFollowed => new RefusedValue("it rearranges a value that cannot be resolved");
}

/// <summary>A value that stays the same however its axes are rearranged.</summary>
internal abstract record ShapelessValue : OnnxValue
{
    public override int? Rank => null;

    public override OnnxValue Transposed(int[]? order) => this;

    public override OnnxValue Squeezed(int[]? axes) => this;

    public override OnnxValue Unsqueezed(int[] axes) => this;

    public override OnnxValue Reshaped(SizeEntry[] target, bool zeroCopies) => this;

    public override OnnxValue Sliced(string node, int axis, long start, long end, long step) => this;

    public override OnnxValue Gathered(string node, int axis, long[] entries, bool isScalar) => this;
}

/// <summary>A value that cannot be resolved. This is an error only if a layer needs the value.</summary>
/// <param name="Reason">The reason, as a phrase that follows a colon.</param>
internal sealed record RefusedValue(string Reason) : ShapelessValue;

/// <summary>A constant tensor.</summary>
/// <typeparam name="T">The type of the values: floats, or integers that may be sizes of axes.</typeparam>
/// <param name="Array">The values. A stretched axis has one entry here, independent of its real size.</param>
/// <param name="Stretched">The stretched axes: all entries along such an axis are equal, and its size is arbitrary.</param>
/// <param name="Origin">The origin in the file.</param>
/// <param name="Budget">The memory limit for constant folding.</param>
internal sealed record ConstantValue<T>(NdArray<T> Array, bool[] Stretched, ConstantOrigin Origin, FoldBudget Budget) : OnnxValue
{
    public ConstantValue(NdArray<T> array, ConstantOrigin origin, FoldBudget budget)
        : this(array, new bool[array.Rank], origin, budget)
    {
    }

    public override int? Rank => Array.Rank;

    public bool IsStretched => System.Array.IndexOf(Stretched, true) >= 0;

    public override int SizeOf(int axis) => Stretched[axis] ? -1 : Array.Shape[axis];

    public override OnnxValue Transposed(int[]? order)
    {
        order ??= [.. Enumerable.Range(0, Array.Rank).Reverse()];
        if (order.Length != Array.Rank || order.Distinct().Count() != order.Length || order.Any(axis => axis < 0 || axis >= Array.Rank))
        {
            return new RefusedValue($"[{string.Join(", ", order)}] is not a permutation of {Array.Rank} axes");
        }

        // Read the values first: this raises the limit if they are external data.
        _ = Array.Values.Length;
        Budget.Take<T>(Array.Count);
        return this with
        {
            Array = Array.Transposed(order),
            Stretched = [.. order.Select(axis => Stretched[axis])],
            Origin = Origin.Through("transposed"),
        };
    }

    public override OnnxValue Squeezed(int[]? axes)
    {
        axes ??= [.. Enumerable.Range(0, Array.Rank).Where(axis => Array.Shape[axis] == 1 && !Stretched[axis])];
        if (axes.Any(axis => axis < 0 || axis >= Array.Rank || Array.Shape[axis] != 1))
        {
            return new RefusedValue($"the axes [{string.Join(", ", axes)}] of {SourceTensor.TextOf(Array.Shape)} are not all of size 1");
        }

        int[] kept = [.. Enumerable.Range(0, Array.Rank).Except(axes)];
        return this with
        {
            Array = Array.Reshaped([.. kept.Select(axis => Array.Shape[axis])]),
            Stretched = [.. kept.Select(axis => Stretched[axis])],
        };
    }

    public override OnnxValue Unsqueezed(int[] axes)
    {
        List<int> shape = [.. Array.Shape];
        List<bool> stretched = [.. Stretched];
        foreach (int axis in axes)
        {
            if (axis < 0 || axis > shape.Count)
            {
                return new RefusedValue($"there is no axis {axis} in a tensor of {shape.Count} axes");
            }

            shape.Insert(axis, 1);
            stretched.Insert(axis, false);
        }

        return this with { Array = Array.Reshaped([.. shape]), Stretched = [.. stretched] };
    }

    public override OnnxValue Reshaped(SizeEntry[] target, bool zeroCopies)
    {
        if (IsStretched || target.Any(static entry => !entry.IsKnown))
        {
            return new RefusedValue("it reshapes a constant to a shape that depends on the input");
        }

        long[] sizes =
        [
            .. target.Select((entry, axis) => entry.Number == 0 && zeroCopies && axis < Array.Rank ? Array.Shape[axis] : entry.Number),
        ];
        int rest = System.Array.IndexOf(sizes, -1);
        long known = sizes
            .Where(static size => size != -1)
            .Aggregate(1L, static (product, size) => Math.Min(int.MaxValue, product * Math.Clamp(size, 0, int.MaxValue)));
        if (rest >= 0 && known > 0)
        {
            sizes[rest] = Array.Count / known;
            known *= sizes[rest];
        }

        return known == Array.Count && System.Array.TrueForAll(sizes, static size => size is >= 0 and <= int.MaxValue)
            ? this with { Array = Array.Reshaped([.. sizes.Select(static size => (int)size)]), Stretched = new bool[sizes.Length] }
            : new RefusedValue(
                $"it reshapes {SourceTensor.TextOf(Array.Shape)} to [{string.Join(", ", target.Select(static entry => entry.Number))}]");
    }

    public override OnnxValue Sliced(string node, int axis, long start, long end, long step)
    {
        if (Stretched[axis])
        {
            return this;
        }

        int size = Array.Shape[axis];
        int[] entries = SliceEntries.Of(size, start, end, step);
        return Picked(axis, entries);
    }

    public override OnnxValue Gathered(string node, int axis, long[] entries, bool isScalar)
    {
        int size = Array.Shape[axis];
        if (!Stretched[axis] && System.Array.Exists(entries, entry => entry < -size || entry >= size))
        {
            return new RefusedValue($"it gathers an entry outside axis {axis}, which has {size}");
        }

        OnnxValue picked = Stretched[axis] ? this : Picked(axis, [.. entries.Select(entry => (int)(entry < 0 ? entry + size : entry))]);
        return isScalar ? picked.Squeezed([axis]) : picked;
    }

    private OnnxValue Picked(int axis, int[] entries)
    {
        if (entries.Length == 0 || Array.Count == 0)
        {
            return new RefusedValue("it takes an empty part of a constant");
        }

        _ = Array.Values.Length;
        Budget.Take<T>((long)Array.Count / Array.Shape[axis] * entries.Length);
        return this with { Array = Array.Picked(axis, entries), Origin = Origin.Through("cut") };
    }
}

/// <summary>A constant tensor of unknown shape whose values are all the same.</summary>
/// <param name="Value">The value.</param>
internal sealed record UniformValue(float Value) : ShapelessValue;

/// <summary>Reads constants.</summary>
internal static class Constants
{
    /// <summary>Returns a constant of one value, stretched or not, as one of any shape; null for other constants.</summary>
    public static UniformValue? AsUniform(this ConstantValue<float> constant) =>
        constant.Array.Count == 1 ? new UniformValue(constant.Array.Values[0]) : null;

    /// <summary>Returns the numbers of a scalar or a vector; null if one of them is unknown.</summary>
    public static long[]? Numbers(this ConstantValue<SizeEntry> sizes) =>
        sizes.Array.Rank <= 1 && sizes.Array.Values.All(static entry => entry.IsKnown)
            ? [.. sizes.Array.Values.Select(static entry => entry.Number)]
            : null;
}

/// <summary>The entries that a slice selects.</summary>
internal static class SliceEntries
{
    /// <summary>Returns the entries by ONNX's rules: negative indices count from the end, and indices out of range are clamped.</summary>
    public static int[] Of(int size, long start, long end, long step)
    {
        if (step == 0 || size == 0)
        {
            return [];
        }

        long first = Math.Clamp(start < 0 ? start + size : start, step > 0 ? 0 : -1, step > 0 ? size : size - 1);
        long last = Math.Clamp(end < 0 ? Math.Max(end, -size - 1L) + size : end, -1, size);
        step = Math.Clamp(step, -size - 1L, size + 1L);
        long count = step > 0 ? (last - first + step - 1) / step : (first - last - step - 1) / -step;
        return count <= 0 ? [] : [.. Enumerable.Range(0, (int)count).Select(index => (int)(first + index * step))];
    }
}
