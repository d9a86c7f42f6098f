using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>Copies the integer weights of a quantized network into the order in which a kernel reads them.</summary>
internal sealed class QuantizedPacker(LstmWeights weights, NetworkShape network)
{
    private readonly IReadOnlyList<CellPlace> _cells = network.Cells;
    private (int Cell, bool IsInput) _key = (-1, false);
    private QuantizedMatrix? _matrix;

    /// <summary>Fills a section. Padding remains zero.</summary>
    public void Pack(PackedSection section, Span<float> target)
    {
        QuantizedMatrix matrix = MatrixOf(
            section.Cell,
            section.Kind is PackedKind.QuantizedInputFactor or PackedKind.QuantizedInputScale
                or PackedKind.QuantizedInputRowScale or PackedKind.QuantizedInput);
        switch (section.Kind)
        {
            case PackedKind.QuantizedInputFactor:
                matrix.Factors.Span.CopyTo(target);
                break;
            case PackedKind.QuantizedInputScale or PackedKind.QuantizedRecurrentScale or PackedKind.QuantizedCandidateScale:
                target.Fill(matrix.Scale);
                break;
            case PackedKind.QuantizedInputRowScale or PackedKind.QuantizedRecurrentRowScale or PackedKind.QuantizedCandidateRowScale:
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
                ? QuantizedMatrix.OfInputs(layer, network, _cells[cell].Layer)
                : QuantizedMatrix.Of(layer.Recurrent, layer.OutputSize, network.Precision);
            _key = (cell, isInput);
        }

        return _matrix;
    }

    private void PackScales(PackedSection section, Span<float> target, QuantizedMatrix matrix)
    {
        CellShape cell = _cells[section.Cell].Shape;
        foreach ((int sum, int vector, int firstUnit) in WeightPacker.Vectors(section))
        {
            char letter = section.Sums[sum];
            int first = cell.RowsOf(letter) * cell.Hidden + firstUnit;
            ReadOnlySpan<float> scales = matrix.RowScales.Span.Slice(first, Math.Min(NetworkShape.Lanes, cell.Hidden - firstUnit));
            for (int unit = 0; unit < scales.Length; unit++)
            {
                target[vector + unit] = scales[unit] * cell.SumScale(letter);
            }
        }
    }

    /// <summary>Fills a section with pairs: each lane of a vector holds a weight of an even row and one of the odd row after it.</summary>
    private void PackPairs(PackedSection section, Span<byte> target, QuantizedMatrix matrix)
    {
        CellShape cell = _cells[section.Cell].Shape;
        int size = QuantizedShape.WeightBytes(network.Precision);
        int rowBytes = section.RowLength * sizeof(float);
        foreach ((int sum, int vector, int firstUnit) in WeightPacker.Vectors(section))
        {
            int first = cell.RowsOf(section.Sums[sum]) * cell.Hidden + firstUnit;
            int units = Math.Min(NetworkShape.Lanes, cell.Hidden - firstUnit);
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
