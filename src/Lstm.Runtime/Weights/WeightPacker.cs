using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>Copies canonical weights into the order in which a kernel reads them.</summary>
internal static class WeightPacker
{
    /// <summary>Fills a packed buffer. Padding remains zero.</summary>
    /// <param name="weights">The canonical weights.</param>
    /// <param name="layout">The packed layout.</param>
    /// <param name="packed">The buffer, of the layout's length and all zeros.</param>
    /// <exception cref="WeightFormatException">The weights do not match the layout's network.</exception>
    public static void Pack(LstmWeights weights, PackedLayout layout, Span<float> packed)
    {
        NetworkMatch.Require(weights, layout.Network);
        IReadOnlyList<CellPlace> cells = layout.Network.Cells;
        QuantizedPacker quantized = new(weights, layout.Network);
        foreach (PackedSection section in layout.Sections)
        {
            Span<float> target = packed.Slice(section.Offset, section.Length);
            switch (section.Kind)
            {
                case PackedKind.Constants:
                    ActivationTable.Fill(target, layout.Network.Arithmetic);
                    break;
                case PackedKind.DenseWeight or PackedKind.DenseBias or PackedKind.Embedding:
                case PackedKind.UnitWeight or PackedKind.UnitBias:
                    FeedForwardWeights layer = (FeedForwardWeights)weights.Sequence[layout.Network.WeightsOf(section.Layer)];
                    ReadOnlySpan<float> values = layer.Of(layer.Tensors.First(tensor => tensor.Kind == section.Kind).Name);
                    if (section.Kind == PackedKind.DenseWeight && layer is Conv1DWeights convolution)
                    {
                        values = convolution.ByStep();
                    }

                    PackMatrix(target, values, section.Rows);
                    break;
                case PackedKind.QuantizedInputFactor or PackedKind.QuantizedInputScale:
                case PackedKind.QuantizedInputRowScale or PackedKind.QuantizedInput:
                case PackedKind.QuantizedRecurrentScale or PackedKind.QuantizedRecurrentRowScale or PackedKind.QuantizedRecurrent:
                case PackedKind.QuantizedCandidateScale or PackedKind.QuantizedCandidateRowScale or PackedKind.QuantizedCandidate:
                    quantized.Pack(section, target);
                    break;
                default:
                    PackCell(weights, cells[section.Cell].Shape, section, target);
                    break;
            }
        }
    }

    private static void PackCell(LstmWeights weights, CellShape cell, PackedSection section, Span<float> target)
    {
        LstmLayerWeights layer = weights.Layers[section.Cell];
        switch (section.Kind)
        {
            case PackedKind.Input:
                PackRows(section, target, cell, BiasOf(weights, layer, cell), columns: 1, firstRow: 0);
                // In quantized precision, inputs can be integers in another section; only the bias is here.
                if (section.Rows > 1)
                {
                    PackRows(section, target, cell, layer.Input, layer.InputSize, firstRow: 1);
                }

                break;
            case PackedKind.RecurrentBias:
                PackUnits(section, target, cell, layer.CandidateBias, cell.SumScale, rowsOf: static _ => 0);
                break;
            case PackedKind.Recurrent or PackedKind.Candidate:
                PackRows(section, target, cell, layer.Recurrent, layer.OutputSize, firstRow: 0);
                break;
            case PackedKind.Peephole:
                PackUnits(
                    section,
                    target,
                    cell,
                    layer.Peephole,
                    cell.SumScale,
                    gate => cell.PeepholeGates.IndexOf(gate, StringComparison.Ordinal));
                break;
            case PackedKind.GateNormWeight:
                PackUnits(section, target, cell, layer.GateNormWeight, cell.ArgumentScale, cell.RowsOf);
                break;
            case PackedKind.GateNormBias:
                PackUnits(section, target, cell, layer.GateNormBias, cell.ArgumentScale, cell.RowsOf);
                break;
            case PackedKind.CellNormWeight:
                layer.CellNormWeight.CopyTo(target);
                break;
            case PackedKind.CellNormBias:
                layer.CellNormBias.CopyTo(target);
                break;
            default:
                PackMatrix(target, layer.Projection, section.Rows);
                break;
        }
    }

    /// <summary>
    /// Returns the bias that initialises the sums. The two biases of a gate are added, unless a sum of their own has the second one.
    /// </summary>
    private static ReadOnlySpan<float> BiasOf(LstmWeights weights, LstmLayerWeights layer, CellShape cell)
    {
        if (!AddsBiases(cell))
        {
            return layer.Bias;
        }

        float[] bias = layer.Bias.ToArray();
        Span<float> candidate = bias.AsSpan(cell.RowsOf(cell.Definition.TwoBiases!.Value) * cell.Hidden, cell.Hidden);
        for (int unit = 0; unit < candidate.Length; unit++)
        {
            candidate[unit] += layer.CandidateBias[unit];
            if (!float.IsFinite(candidate[unit]))
            {
                throw new WeightFormatException(
                    weights.Source,
                    tensor: null,
                    "two biases of the candidate with a finite sum",
                    $"a sum beyond the range of float at unit {unit}");
            }
        }

        return bias;
    }

    /// <summary>
    /// Returns whether the packed weights of a cell have only the sum of two biases: in a GRU, if no reset gate is applied between the two
    /// biases of the candidate.
    /// </summary>
    public static bool AddsBiases(CellShape cell) => cell.Definition is { TwoBiases: not null, RecurrentBiases: "" };

    /// <summary>Copies a row-major matrix into rows that are padded to whole vectors.</summary>
    private static void PackMatrix(Span<float> target, ReadOnlySpan<float> matrix, int rows)
    {
        int columns = matrix.Length / rows;
        int padded = target.Length / rows;
        for (int row = 0; row < rows; row++)
        {
            matrix.Slice(row * columns, columns).CopyTo(target[(row * padded)..]);
        }
    }

    /// <summary>Transposes a canonical matrix [gates·hidden, columns] into a section with one row per column.</summary>
    private static void PackRows(
        PackedSection section,
        Span<float> target,
        CellShape cell,
        ReadOnlySpan<float> matrix,
        int columns,
        int firstRow)
    {
        foreach ((int sum, int vector, int firstUnit) in Vectors(section))
        {
            float scale = cell.SumScale(section.Sums[sum]);
            int firstCanonical = cell.RowsOf(section.Sums[sum]) * cell.Hidden + firstUnit;
            int units = Math.Min(NetworkShape.Lanes, cell.Hidden - firstUnit);
            for (int unit = 0; unit < units; unit++)
            {
                ReadOnlySpan<float> source = matrix.Slice((firstCanonical + unit) * columns, columns);
                for (int column = 0; column < columns; column++)
                {
                    target[vector + (firstRow + column) * section.RowLength + unit] = source[column] * scale;
                }
            }
        }
    }

    /// <summary>Copies values of single units, in blocks of hidden per gate, into a section of one row.</summary>
    private static void PackUnits(
        PackedSection section,
        Span<float> target,
        CellShape cell,
        ReadOnlySpan<float> values,
        Func<char, float> scaleOf,
        Func<char, int> rowsOf)
    {
        foreach ((int sum, int vector, int firstUnit) in Vectors(section))
        {
            float scale = scaleOf(section.Sums[sum]);
            int units = Math.Min(NetworkShape.Lanes, cell.Hidden - firstUnit);
            ReadOnlySpan<float> source = values.Slice(rowsOf(section.Sums[sum]) * cell.Hidden + firstUnit, units);
            for (int unit = 0; unit < units; unit++)
            {
                target[vector + unit] = source[unit] * scale;
            }
        }
    }

    /// <summary>
    /// Returns the vectors of the first row of each tile: the sum, the offset in the section (in floats), and the first of the eight units.
    /// </summary>
    public static IEnumerable<(int Sum, int Vector, int FirstUnit)> Vectors(PackedSection section)
    {
        TileGroup group = section.Group;
        for (int tile = 0; tile < group.Tiles; tile++)
        {
            for (int block = 0; block < group.BlocksPerTile; block++)
            {
                int firstUnit = (group.FirstBlock + tile * group.BlocksPerTile + block) * NetworkShape.Lanes;
                for (int sum = 0; sum < section.Sums.Length; sum++)
                {
                    int vector = tile * section.TileLength + block * section.BlockRow + sum * section.BlockRow / section.Sums.Length;
                    yield return (sum, vector, firstUnit);
                }
            }
        }
    }
}
