using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>Restores canonical weights from a packed buffer of floats: the inverse of <see cref="WeightPacker"/>.</summary>
internal static class WeightUnpacker
{
    /// <summary>Whether unpacking restores every bit of the weights.</summary>
    /// <remarks>
    /// Halving the weights of a sigmoid can round subnormal numbers. Integers do not determine the floats that they were rounded from.
    /// </remarks>
    public static bool Restores(LstmWeights weights, StackShape shape) =>
        !shape.IsQuantized
        && weights.Layers.All(static layer =>
            Halves(layer.Input) && Halves(layer.Recurrent) && Halves(layer.Bias) && Halves(layer.CandidateBias)
            && Halves(layer.Peephole) && Halves(layer.GateNormWeight) && Halves(layer.GateNormBias));

    /// <summary>
    /// Returns the two biases of each candidate, [cells][2·hidden], of a GRU with reset before, whose packed weights have only their sum;
    /// null for other cells.
    /// </summary>
    public static float[][]? CandidateBiasesOf(LstmWeights weights, CellShape cell) => cell.Kind == CellKind.GruResetBefore
        ? [.. weights.Layers.Select(layer => (float[])[.. layer.Bias[(cell.RowsOf('n') * cell.Hidden)..], .. layer.CandidateBias])]
        : null;

    /// <summary>Returns the layers: the recurrent ones, and then all dense ones, those of the stem first.</summary>
    /// <param name="layout">The packed layout.</param>
    /// <param name="packed">The buffer.</param>
    /// <param name="candidateBiases">The result of <see cref="CandidateBiasesOf"/> for the packed weights.</param>
    public static (IReadOnlyList<LstmLayerWeights> Cells, IReadOnlyList<DenseWeights> Dense) Unpack(
        PackedLayout layout,
        ReadOnlySpan<float> packed,
        float[][]? candidateBiases)
    {
        StackShape shape = layout.Shape;
        List<Parts> cells = [];
        for (int index = 0; index < shape.Cells; index++)
        {
            cells.Add(new Parts(shape.Cell, shape.InputOf(index / shape.Directions)));
        }

        List<DenseWeights> dense = [];
        float[] weight = [];
        (DenseChain Layer, int Inputs)[] denseShapes = [.. shape.DenseLayers()];
        foreach (PackedSection section in layout.Sections)
        {
            ReadOnlySpan<float> source = packed.Slice(section.Offset, section.Length);
            switch (section.Kind)
            {
                case PackedKind.Constants:
                    break;
                case PackedKind.DenseWeight:
                    weight = Matrix(source, section.Rows, denseShapes[section.Index].Inputs);
                    break;
                case PackedKind.DenseBias:
                    (DenseChain layer, int inputs) = denseShapes[section.Index];
                    dense.Add(new DenseWeights(inputs, layer.Units, weight, source[..layer.Units]));
                    break;
                default:
                    cells[section.Index].Add(section, source);
                    break;
            }
        }

        return ([.. cells.Select((cell, index) => cell.ToWeights(candidateBiases?[index]))], dense);
    }

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
        private readonly int _rows = cell.Gates.Count * cell.Hidden;
        private readonly float[] _input = new float[cell.Gates.Count * cell.Hidden * inputs];
        private readonly float[] _recurrent = new float[cell.Gates.Count * cell.Hidden * cell.Width];
        private readonly float[] _bias = new float[cell.Gates.Count * cell.Hidden];
        private readonly float[] _candidateBias = new float[cell.IsLstm ? 0 : cell.Hidden];
        private readonly float[] _peephole = new float[cell.PeepholeGates.Length * cell.Hidden];
        private readonly Dictionary<PackedKind, float[]> _normalisation = [];
        private float[] _projection = [];

        public void Add(PackedSection section, ReadOnlySpan<float> source)
        {
            switch (section.Kind)
            {
                case PackedKind.Input:
                    Rows(section, source, _bias, columns: 1, firstRow: 0, cell.RowsOf, cell.SumScale);
                    Rows(section, source, _input, inputs, firstRow: 1, cell.RowsOf, cell.SumScale);
                    break;
                case PackedKind.RecurrentBias:
                    Rows(section, source, _candidateBias, columns: 1, firstRow: 0, static _ => 0, cell.SumScale);
                    break;
                case PackedKind.Recurrent or PackedKind.Candidate:
                    Rows(section, source, _recurrent, cell.Width, firstRow: 0, cell.RowsOf, cell.SumScale);
                    break;
                case PackedKind.Peephole:
                    Rows(section, source, _peephole, columns: 1, firstRow: 0, PeepholeRowsOf, cell.SumScale);
                    break;
                case PackedKind.GateNormWeight or PackedKind.GateNormBias:
                    _normalisation[section.Kind] = new float[_rows];
                    Rows(section, source, _normalisation[section.Kind], columns: 1, firstRow: 0, cell.RowsOf, cell.ArgumentScale);
                    break;
                case PackedKind.CellNormWeight or PackedKind.CellNormBias:
                    _normalisation[section.Kind] = source[..cell.Hidden].ToArray();
                    break;
                default:
                    _projection = Matrix(source, section.Rows, cell.Hidden);
                    break;
            }
        }

        public LstmLayerWeights ToWeights(ReadOnlySpan<float> candidateBiases)
        {
            if (!candidateBiases.IsEmpty)
            {
                candidateBiases[..cell.Hidden].CopyTo(_bias.AsSpan(cell.RowsOf('n') * cell.Hidden));
                candidateBiases[cell.Hidden..].CopyTo(_candidateBias);
            }

            return cell.IsLstm ? ToLstm() : LstmLayerWeights.Gru(inputs, cell.Hidden, _input, _recurrent, _bias, _candidateBias);
        }

        private LstmLayerWeights ToLstm() =>
            new(
                inputs,
                cell.Hidden,
                _input,
                _recurrent,
                _bias,
                _projection,
                _peephole,
                Normalisation(PackedKind.GateNormWeight),
                Normalisation(PackedKind.GateNormBias),
                Normalisation(PackedKind.CellNormWeight),
                Normalisation(PackedKind.CellNormBias));

        private float[] Normalisation(PackedKind kind) => _normalisation.GetValueOrDefault(kind, []);

        private int PeepholeRowsOf(char gate) => cell.PeepholeGates.IndexOf(gate, StringComparison.Ordinal);

        /// <summary>Transposes rows of a section into a canonical matrix [gates·hidden, columns].</summary>
        private void Rows(
            PackedSection section,
            ReadOnlySpan<float> source,
            Span<float> matrix,
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
                    Span<float> target = matrix.Slice((firstCanonical + unit) * columns, columns);
                    for (int column = 0; column < columns; column++)
                    {
                        target[column] = source[vector + (firstRow + column) * section.RowLength + unit] * scale;
                    }
                }
            }
        }
    }
}
