using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.Onnx;

/// <summary>
/// A constant tensor of a graph, row-major. Its values are decoded on first use. A reshaped tensor shares them.
/// </summary>
/// <typeparam name="T">The type of the values.</typeparam>
internal sealed class NdArray<T>
{
    private readonly Storage _storage;

    private NdArray(int[] shape, Storage storage)
    {
        Shape = shape;
        _storage = storage;
    }

    public NdArray(int[] shape, Func<T[]> decode)
        : this(shape, new Storage(decode))
    {
    }

    public NdArray(int[] shape, T[] values)
        : this(shape, () => values)
    {
    }

    public int[] Shape { get; }

    public int Rank => Shape.Length;

    public int Count => CountOf(Shape);

    public T[] Values => _storage.Values;

    /// <summary>Returns the same values in another shape of the same size.</summary>
    public NdArray<T> Reshaped(int[] shape) => new(shape, _storage);

    /// <summary>Returns the tensor with its axes in another order.</summary>
    public NdArray<T> Transposed(int[] order)
    {
        int[] shape = [.. order.Select(axis => Shape[axis])];
        int[] strides = StridesOf(Shape);
        int[] steps = [.. order.Select(axis => strides[axis])];
        T[] source = Values;
        T[] result = new T[source.Length];
        int[] index = new int[shape.Length];
        int from = 0;
        for (int to = 0; to < result.Length; to++)
        {
            result[to] = source[from];
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                from += steps[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                from -= steps[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return new NdArray<T>(shape, result);
    }

    /// <summary>Returns some of the entries along one axis, in any order.</summary>
    public NdArray<T> Picked(int axis, int[] entries)
    {
        int inner = CountOf(Shape.AsSpan(axis + 1));
        int outer = CountOf(Shape.AsSpan(0, axis));
        T[] source = Values;
        T[] result = new T[outer * entries.Length * inner];
        int to = 0;
        for (int row = 0; row < outer; row++)
        {
            foreach (int entry in entries)
            {
                source.AsSpan((row * Shape[axis] + entry) * inner, inner).CopyTo(result.AsSpan(to));
                to += inner;
            }
        }

        int[] shape = [.. Shape];
        shape[axis] = entries.Length;
        return new NdArray<T>(shape, result);
    }

    /// <summary>Concatenates tensors along one axis. Their other axes must match.</summary>
    public static NdArray<T> Joined(IReadOnlyList<NdArray<T>> parts, int axis)
    {
        int[] shape = [.. parts[0].Shape];
        shape[axis] = parts.Sum(part => part.Shape[axis]);
        int outer = CountOf(shape.AsSpan(0, axis));
        T[] result = new T[CountOf(shape)];
        int to = 0;
        for (int row = 0; row < outer; row++)
        {
            foreach (NdArray<T> part in parts)
            {
                int length = part.Values.Length / outer;
                part.Values.AsSpan(row * length, length).CopyTo(result.AsSpan(to));
                to += length;
            }
        }

        return new NdArray<T>(shape, result);
    }

    private static int CountOf(ReadOnlySpan<int> shape)
    {
        int count = 1;
        foreach (int size in shape)
        {
            count *= size;
        }

        return count;
    }

    private static int[] StridesOf(int[] shape)
    {
        int[] strides = new int[shape.Length];
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    private sealed class Storage(Func<T[]> decode)
    {
        private T[]? _values;

        public T[] Values => _values ??= decode();
    }
}
