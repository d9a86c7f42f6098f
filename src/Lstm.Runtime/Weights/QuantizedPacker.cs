using System;
using System.Runtime.InteropServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>Copies the integer weights of a quantized network into the order in which a kernel reads them.</summary>
internal sealed class QuantizedPacker(LstmWeights weights, StackShape shape)
{
    private (int Cell, bool IsInput) _key = (-1, false);
    private QuantizedMatrix? _matrix;

    /// <summary>Fills a section. Padding remains zero.</summary>
    public void Pack(PackedSection section, Span<float> target)
    {
        QuantizedMatrix matrix = MatrixOf(
            section.Index,
            section.Kind is PackedKind.QuantizedInput or PackedKind.QuantizedInputScale or PackedKind.QuantizedInputRowScale);
        switch (section.Kind)
        {
            case PackedKind.QuantizedInputScale or PackedKind.QuantizedRecurrentScale:
                target.Fill(matrix.Scale);
                break;
            case PackedKind.QuantizedInputRowScale or PackedKind.QuantizedRecurrentRowScale:
                PackScales(section, target, matrix);
                break;
            default:
                PackPairs(section, MemoryMarshal.AsBytes(target), matrix);
                break;
        }
    }

    // The last matrix is kept, because the sections of one matrix are consecutive.
    private QuantizedMatrix MatrixOf(int cell, bool isInput)
    {
        if (_matrix is null || _key != (cell, isInput))
        {
            LstmLayerWeights layer = weights.Layers[cell];
            _matrix = isInput
                ? QuantizedMatrix.Of(layer.Input, layer.InputSize, shape.Precision)
                : QuantizedMatrix.Of(layer.Recurrent, layer.OutputSize, shape.Precision);
            _key = (cell, isInput);
        }

        return _matrix;
    }

    private void PackScales(PackedSection section, Span<float> target, QuantizedMatrix matrix)
    {
        foreach ((int sum, int vector, int firstUnit) in WeightPacker.Vectors(section))
        {
            char letter = section.Sums[sum];
            int first = shape.Cell.RowsOf(letter) * shape.Hidden + firstUnit;
            ReadOnlySpan<float> scales = matrix.RowScales.Span.Slice(first, Math.Min(NetworkShape.Lanes, shape.Hidden - firstUnit));
            for (int unit = 0; unit < scales.Length; unit++)
            {
                target[vector + unit] = scales[unit] * shape.Cell.SumScale(letter);
            }
        }
    }

    /// <summary>Fills a section with pairs: each lane of a vector holds a weight of an even row and one of the odd row after it.</summary>
    private void PackPairs(PackedSection section, Span<byte> target, QuantizedMatrix matrix)
    {
        int size = QuantizedShape.WeightBytes(shape.Precision);
        int rowBytes = section.RowLength * sizeof(float);
        foreach ((int sum, int vector, int firstUnit) in WeightPacker.Vectors(section))
        {
            int first = shape.Cell.RowsOf(section.Sums[sum]) * shape.Hidden + firstUnit;
            int units = Math.Min(NetworkShape.Lanes, shape.Hidden - firstUnit);
            for (int unit = 0; unit < units; unit++)
            {
                ReadOnlySpan<short> row = matrix.Row(first + unit);
                for (int column = 0; column < row.Length; column++)
                {
                    int place = vector * sizeof(float) + column / 2 * rowBytes + (2 * unit + column % 2) * size;
                    if (size == 1)
                    {
                        target[place] = unchecked((byte)row[column]);
                    }
                    else
                    {
                        MemoryMarshal.Write(target[place..], row[column]);
                    }
                }
            }
        }
    }
}
