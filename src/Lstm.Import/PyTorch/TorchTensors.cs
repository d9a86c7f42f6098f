using System;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.PyTorch;

/// <summary>Creates tensors from the views in a checkpoint.</summary>
internal sealed class TorchTensors
{
    // Tensors may share a storage, but a small file must not expand to a large one. The limit is this number plus one value for each two
    // bytes of the file, the smallest size of a value.
    private const long FreeValues = 1L << 20;

    private readonly SourceFile _file;
    private readonly ITorchStorages _storages;
    private long _left;

    public TorchTensors(SourceFile file, ITorchStorages storages)
    {
        _file = file;
        _storages = storages;
        _left = FreeValues + file.Bytes.Length / 2;
    }

    /// <summary>Returns a tensor of floats. Its values are decoded on first use.</summary>
    /// <exception cref="WeightFormatException">The tensor exceeds its storage.</exception>
    public SourceTensor Of(string name, PickleTensor tensor)
    {
        long count = 1;
        long last = tensor.Offset;
        for (int axis = 0; axis < tensor.Sizes.Length; axis++)
        {
            long size = tensor.Sizes[axis];
            long stride = tensor.Strides[axis];
            bool fits = size <= int.MaxValue
                && (size == 0 || count <= int.MaxValue / size)
                && (size <= 1 || stride == 0 || size - 1 <= long.MaxValue / 4 / stride)
                && last <= long.MaxValue / 4;
            if (!fits)
            {
                throw _file.Error(
                    name,
                    "sizes and strides of a tensor in memory",
                    $"sizes [{string.Join(", ", tensor.Sizes)}] and strides [{string.Join(", ", tensor.Strides)}]");
            }

            count *= size;
            last += size == 0 ? 0 : (size - 1) * stride;
        }

        if (tensor.Offset < 0 || (count > 0 && last >= tensor.Storage.Length))
        {
            throw _file.Error(
                name, $"a view within its storage of {tensor.Storage.Length} values", $"a view from {tensor.Offset} to {last}");
        }

        return new SourceTensor(_file, name, [.. tensor.Sizes.Select(static size => (int)size)], () => Values(name, tensor, (int)count));
    }

    private float[] Values(string name, PickleTensor tensor, int count)
    {
        _left -= count;
        if (_left < 0 || count > tensor.Storage.Length)
        {
            throw _file.Error(name, "no more values than the file contains", $"{count} values in views that share storage");
        }

        int width = TorchElements.BytesOf(tensor.Storage.Type);
        ReadOnlySpan<byte> storage = _storages.Bytes(tensor.Storage, width);
        if (IsContiguous(tensor))
        {
            return TorchElements.Decode(tensor.Storage.Type, count == 0 ? [] : storage.Slice((int)(tensor.Offset * width), count * width));
        }

        byte[] gathered = new byte[count * width];
        long[] place = new long[tensor.Sizes.Length];
        long from = tensor.Offset;
        for (int index = 0; index < count; index++)
        {
            storage.Slice((int)(from * width), width).CopyTo(gathered.AsSpan(index * width));
            for (int axis = place.Length - 1; axis >= 0; axis--)
            {
                from += tensor.Strides[axis];
                if (++place[axis] < tensor.Sizes[axis])
                {
                    break;
                }

                from -= tensor.Strides[axis] * tensor.Sizes[axis];
                place[axis] = 0;
            }
        }

        return TorchElements.Decode(tensor.Storage.Type, gathered);
    }

    private static bool IsContiguous(PickleTensor tensor)
    {
        long expected = 1;
        for (int axis = tensor.Sizes.Length - 1; axis >= 0; axis--)
        {
            if (tensor.Sizes[axis] != 1 && tensor.Strides[axis] != expected)
            {
                return false;
            }

            expected *= tensor.Sizes[axis];
        }

        return true;
    }
}
