using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>Restores canonical weights from a packed buffer of floats: the inverse of <see cref="WeightPacker"/>.</summary>
internal static class WeightUnpacker
{
    // The tensors that the packer may halve.
    private static readonly CellTensorKind[] Scaled =
    [
        CellTensorKind.Input, CellTensorKind.Recurrent, CellTensorKind.Bias, CellTensorKind.RecurrentBias, CellTensorKind.Peephole,
        CellTensorKind.GateNormWeight, CellTensorKind.GateNormBias,
    ];

    /// <summary>Whether unpacking restores every bit of the weights.</summary>
    /// <remarks>
    /// Halving the weights of a sigmoid can round subnormal numbers. Integers do not determine the floats that they were rounded from.
    /// </remarks>
    public static bool Restores(LstmWeights weights, NetworkShape network) =>
        !network.IsQuantized && weights.Layers.All(static layer => Scaled.All(kind => Halves(layer.Of(kind))));

    /// <summary>
    /// Returns the two biases, [cells][2·hidden], of each gate whose packed weights have only their sum, as in a GRU with reset before;
    /// null for other cells.
    /// </summary>
    public static float[]?[] TwoBiasesOf(LstmWeights weights, NetworkShape network) =>
    [
        .. network.Cells.Select(place =>
            WeightPacker.AddsBiases(place.Shape) ? TwoBiasesOf(weights.Layers[place.Number], place.Shape) : null),
    ];

    /// <summary>Returns all layers.</summary>
    /// <param name="layout">The packed layout.</param>
    /// <param name="packed">The buffer.</param>
    /// <param name="twoBiases">The biases of the packed weights that the buffer has only the sum of.</param>
    public static IReadOnlyList<LayerWeights> Unpack(PackedLayout layout, ReadOnlySpan<float> packed, float[]?[] twoBiases)
    {
        NetworkShape network = layout.Network;
        Parts[] cells = [.. network.Cells.Select(static place => new Parts(place.Shape, place.Inputs))];
        LayerWeights?[] layers = new LayerWeights?[network.Layers.Count];
        Dictionary<(int Layer, PackedKind Kind), float[]> tensors = [];
        foreach (PackedSection section in layout.Sections)
        {
            ReadOnlySpan<float> source = packed.Slice(section.Offset, section.Length);
            switch (section.Kind)
            {
                case PackedKind.Constants:
                    break;
                case PackedKind.DenseWeight or PackedKind.DenseBias or PackedKind.Embedding:
                case PackedKind.UnitWeight or PackedKind.UnitBias:
                    FeedForwardShape of = (FeedForwardShape)network.Layers[section.Layer];
                    int inputs = network.InputOf(section.Layer);
                    LayerTensor tensor = of.Tensors.First(tensor => tensor.Kind == section.Kind);
                    float[] values = Matrix(source, section.Rows, of.SizeOf(tensor, inputs).Columns);
                    tensors.Add(
                        (section.Layer, section.Kind),
                        tensor.IsMatrix && of is Conv1DShape convolution
                            ? Conv1DWeights.ByInput(values, inputs, convolution.Kernel)
                            : values);
                    break;
                default:
                    cells[section.Cell].Add(section, source);
                    break;
            }
        }

        for (int layer = 0; layer < layers.Length; layer++)
        {
            if (network.Layers[layer] is FeedForwardShape { HasWeights: true } shape)
            {
                layers[layer] = FeedForwardWeights.Create(shape, network.InputOf(layer), tensor => tensors[(layer, tensor.Kind)]);
            }
        }

        foreach (IGrouping<int, CellPlace> places in network.Cells.GroupBy(static place => place.Layer))
        {
            LstmLayerWeights[] directions = [.. places.Select(place => cells[place.Number].ToWeights(twoBiases[place.Number]))];
            layers[places.Key] = new RecurrentWeights(directions[0], directions.ElementAtOrDefault(1))
            {
                IsMerged = network.IsMerged(places.Key),
            };
        }

        return [.. layers.OfType<LayerWeights>()];
    }

    private static float[] TwoBiasesOf(LstmLayerWeights layer, CellShape cell) =>
        [.. layer.Bias.Slice(cell.RowsOf(cell.Definition.TwoBiases!.Value) * cell.Hidden, cell.Hidden), .. layer.CandidateBias];

    private static bool Halves(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (value * 0.5f * 2f != value)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns a row-major matrix from rows that are padded to whole vectors.</summary>
    private static float[] Matrix(ReadOnlySpan<float> source, int rows, int columns)
    {
        float[] matrix = new float[rows * columns];
        int padded = source.Length / rows;
        for (int row = 0; row < rows; row++)
        {
            source.Slice(row * padded, columns).CopyTo(matrix.AsSpan(row * columns));
        }

        return matrix;
    }

    /// <summary>The canonical parts of one cell.</summary>
    private sealed class Parts(CellShape cell, int inputs)
    {
        private readonly Dictionary<CellTensorKind, float[]> _tensors =
            CellTensors.Of(cell, inputs).ToDictionary(static tensor => tensor.Kind, static tensor => new float[tensor.Length]);

        public void Add(PackedSection section, ReadOnlySpan<float> source)
        {
            switch (section.Kind)
            {
                case PackedKind.Input:
                    Rows(section, source, CellTensorKind.Bias, columns: 1, firstRow: 0, cell.RowsOf, cell.SumScale);
                    Rows(section, source, CellTensorKind.Input, inputs, firstRow: 1, cell.RowsOf, cell.SumScale);
                    break;
                case PackedKind.RecurrentBias:
                    Rows(section, source, CellTensorKind.RecurrentBias, columns: 1, firstRow: 0, static _ => 0, cell.SumScale);
                    break;
                case PackedKind.Recurrent or PackedKind.Candidate:
                    Rows(section, source, CellTensorKind.Recurrent, cell.Width, firstRow: 0, cell.RowsOf, cell.SumScale);
                    break;
                case PackedKind.Peephole:
                    Rows(section, source, CellTensorKind.Peephole, columns: 1, firstRow: 0, PeepholeRowsOf, cell.SumScale);
                    break;
                case PackedKind.GateNormWeight:
                    Rows(section, source, CellTensorKind.GateNormWeight, columns: 1, firstRow: 0, cell.RowsOf, cell.ArgumentScale);
                    break;
                case PackedKind.GateNormBias:
                    Rows(section, source, CellTensorKind.GateNormBias, columns: 1, firstRow: 0, cell.RowsOf, cell.ArgumentScale);
                    break;
                case PackedKind.CellNormWeight:
                    source[..cell.Hidden].CopyTo(_tensors[CellTensorKind.CellNormWeight]);
                    break;
                case PackedKind.CellNormBias:
                    source[..cell.Hidden].CopyTo(_tensors[CellTensorKind.CellNormBias]);
                    break;
                default:
                    _tensors[CellTensorKind.Projection] = Matrix(source, section.Rows, cell.Hidden);
                    break;
            }
        }

        public LstmLayerWeights ToWeights(ReadOnlySpan<float> twoBiases)
        {
            if (!twoBiases.IsEmpty)
            {
                Span<float> bias = _tensors[CellTensorKind.Bias].AsSpan(cell.RowsOf(cell.Definition.TwoBiases!.Value) * cell.Hidden);
                twoBiases[..cell.Hidden].CopyTo(bias);
                twoBiases[cell.Hidden..].CopyTo(_tensors[CellTensorKind.RecurrentBias]);
            }

            return new LstmLayerWeights(cell, inputs, _tensors);
        }

        private int PeepholeRowsOf(char gate) => cell.PeepholeGates.IndexOf(gate, StringComparison.Ordinal);

        /// <summary>Transposes rows of a section into a canonical matrix [gates·hidden, columns].</summary>
        private void Rows(
            PackedSection section,
            ReadOnlySpan<float> source,
            CellTensorKind kind,
            int columns,
            int firstRow,
            Func<char, int> rowsOf,
            Func<char, float> scaleOf)
        {
            foreach ((int sum, int vector, int firstUnit) in WeightPacker.Vectors(section))
            {
                // A power of two, so the product is exact.
                float scale = 1f / scaleOf(section.Sums[sum]);
                int firstCanonical = rowsOf(section.Sums[sum]) * cell.Hidden + firstUnit;
                int units = Math.Min(NetworkShape.Lanes, cell.Hidden - firstUnit);
                for (int unit = 0; unit < units; unit++)
                {
                    Span<float> target = _tensors[kind].AsSpan((firstCanonical + unit) * columns, columns);
                    for (int column = 0; column < columns; column++)
                    {
                        target[column] = source[vector + (firstRow + column) * section.RowLength + unit] * scale;
                    }
                }
            }
        }
    }
}
