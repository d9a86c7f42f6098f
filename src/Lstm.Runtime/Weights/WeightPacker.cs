using System;
using Lstm.CompilerServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>Moves canonical weights into the order in which a kernel reads them.</summary>
internal static class WeightPacker
{
    /// <summary>Fills a packed buffer. Its padding stays zero.</summary>
    /// <param name="weights">Canonical weights.</param>
    /// <param name="layout">Where each of them goes.</param>
    /// <param name="packed">The buffer, of the layout's length and all zeros.</param>
    /// <exception cref="WeightFormatException">The weights are of other sizes than the layout.</exception>
    public static void Pack(LstmWeights weights, PackedLayout layout, Span<float> packed)
    {
        CheckSizes(weights, layout.Shape);
        foreach (PackedSection section in layout.Sections)
        {
            Span<float> target = packed.Slice(section.Offset, section.Length);
            switch (section.Kind)
            {
                case PackedKind.Constants:
                    ActivationTable.Fill(target);
                    break;
                case PackedKind.Input:
                    LstmLayerWeights layer = weights.Layers[section.Layer];
                    PackRows(section, target, layer.HiddenSize, layer.Bias, columns: 1, firstRow: 0);
                    PackRows(section, target, layer.HiddenSize, layer.Input, layer.InputSize, firstRow: 1);
                    break;
                case PackedKind.Recurrent:
                    LstmLayerWeights recurrent = weights.Layers[section.Layer];
                    PackRows(section, target, recurrent.HiddenSize, recurrent.Recurrent, recurrent.HiddenSize, firstRow: 0);
                    break;
                case PackedKind.HeadWeight:
                    for (int row = 0; row < section.Rows; row++)
                    {
                        weights.Head!.Weight.Slice(row * layout.Shape.Hidden, layout.Shape.Hidden).CopyTo(target[(row * layout.Shape.PaddedHidden)..]);
                    }

                    break;
                default:
                    weights.Head!.Bias.CopyTo(target);
                    break;
            }
        }
    }

    /// <summary>Transposes a canonical matrix [4·hidden, columns] into rows of a section, one a column.</summary>
    private static void PackRows(PackedSection section, Span<float> target, int hidden, ReadOnlySpan<float> matrix, int columns, int firstRow)
    {
        TileGroup group = section.Group;
        for (int tile = 0; tile < group.Tiles; tile++)
        {
            for (int block = 0; block < group.BlocksPerTile; block++)
            {
                int firstUnit = (group.FirstBlock + tile * group.BlocksPerTile + block) * LstmShape.Lanes;
                int units = Math.Min(LstmShape.Lanes, hidden - firstUnit);
                for (int gate = 0; gate < PackedLayout.Gates; gate++)
                {
                    float scale = PackedLayout.GateScale(gate);
                    int vector = tile * section.TileLength + firstRow * section.RowLength + block * PackedLayout.BlockRow + gate * LstmShape.Lanes;
                    for (int unit = 0; unit < units; unit++)
                    {
                        ReadOnlySpan<float> source = matrix.Slice((gate * hidden + firstUnit + unit) * columns, columns);
                        for (int column = 0; column < columns; column++)
                        {
                            target[vector + column * section.RowLength + unit] = source[column] * scale;
                        }
                    }
                }
            }
        }
    }

    private static void CheckSizes(LstmWeights weights, LstmShape shape)
    {
        void Check(string what, int expected, int found)
        {
            if (expected != found)
            {
                throw new WeightFormatException(weights.Source, tensor: null, $"{what} {expected}", $"{what} {found}");
            }
        }

        Check("input size", shape.Input, weights.InputSize);
        Check("hidden size", shape.Hidden, weights.HiddenSize);
        Check("layers", shape.Layers, weights.LayerCount);
        if (shape.HasHead != weights.Head is not null)
        {
            throw new WeightFormatException(
                weights.Source, "head.weight",
                shape.HasHead ? $"shape [{shape.Output}, {shape.Hidden}]" : "no head (the class sets no Output)",
                shape.HasHead ? "no such tensor" : $"shape [{weights.OutputSize}, {weights.HiddenSize}]");
        }

        Check("outputs", shape.OutputSize, weights.OutputSize);
    }
}
