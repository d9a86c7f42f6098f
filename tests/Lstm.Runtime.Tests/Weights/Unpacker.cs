using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Lstm.TestKit;

namespace Lstm.Tests;

/// <summary>
/// Goes from a packed buffer back to canonical weights, from the words of docs/packed-layout.md. What is read is cleared, so that what
/// remains should be zero.
/// </summary>
internal sealed class Unpacker(NetworkSpec spec, PackedLayout layout, float[] packed)
{
    private const int Lanes = 8;

    /// <summary>The weights of everything but the constants, which are cleared.</summary>
    public LstmWeights Unpack()
    {
        PackedSection constants = layout.Sections.Single(static section => section.Kind == PackedKind.Constants);
        packed.AsSpan(constants.Offset, constants.Length).Clear();
        List<DenseWeights> dense = [];
        int[] inputs = [.. Inputs(spec.Input, spec.Stem), .. Inputs(spec.Directions * spec.Width, spec.Head)];
        int[] units = [.. spec.Stem.Concat(spec.Head).Select(static layer => layer.Units)];
        for (int index = 0; index < units.Length; index++)
        {
            float[] weight = Matrix(DenseSection(PackedKind.DenseWeight, index), units[index], inputs[index]);
            float[] bias = Matrix(DenseSection(PackedKind.DenseBias, index), 1, units[index]);
            dense.Add(new DenseWeights(inputs[index], units[index], weight, bias));
        }

        List<LstmLayerWeights> layers = [.. Enumerable.Range(0, spec.Cells).Select(Layer)];
        return new LstmWeights(layers, dense[..spec.Stem.Count], dense[spec.Stem.Count..], spec.Bidirectional);
    }

    private static IEnumerable<int> Inputs(int first, IReadOnlyList<DenseSpec> layers) =>
        layers.Select((_, index) => index == 0 ? first : layers[index - 1].Units);

    private LstmLayerWeights Layer(int cell)
    {
        int size = spec.Hidden;
        int inputSize = spec.InputOf(cell / spec.Directions);
        string gates = spec.Gru ? "rzn" : spec.CoupledGates ? "igo" : "ifgo";
        float[] bias = new float[gates.Length * size];
        float[] input = new float[gates.Length * size * inputSize];
        float[] recurrent = new float[gates.Length * size * spec.Width];
        float[] candidateBias = new float[size];
        foreach (PackedSection section in layout.Sections.Where(section => section.Cell == cell))
        {
            switch (section.Kind)
            {
                case PackedKind.Input:
                    Rows(section, gates, firstRow: 0, bias, columns: 1, SumScale);
                    Rows(section, gates, firstRow: 1, input, inputSize, SumScale);
                    break;
                case PackedKind.Recurrent:
                case PackedKind.Candidate:
                    Rows(section, gates, firstRow: 0, recurrent, spec.Width, SumScale);
                    break;
                case PackedKind.RecurrentBias:
                    Rows(section, "n", firstRow: 0, candidateBias, columns: 1, SumScale);
                    break;
            }
        }

        if (spec.Gru)
        {
            return LstmLayerWeights.Gru(inputSize, size, input, recurrent, bias, candidateBias);
        }

        float[] projection = spec.Projection > 0 ? Matrix(Section(PackedKind.Projection, cell), spec.Projection, size) : [];
        float[] peephole = spec.Peephole
            ? Units(PackedKind.Peephole, cell, gates.Replace("g", "", StringComparison.Ordinal), SumScale)
            : [];
        return spec.LayerNorm
            ? new LstmLayerWeights(
                inputSize,
                size,
                input,
                recurrent,
                bias,
                projection,
                peephole,
                Units(PackedKind.GateNormWeight, cell, gates, Half),
                Units(PackedKind.GateNormBias, cell, gates, Half),
                Units(PackedKind.CellNormWeight, cell, "c", static _ => 1),
                Units(PackedKind.CellNormBias, cell, "c", static _ => 1))
            : new LstmLayerWeights(inputSize, size, input, recurrent, bias, projection, peephole);
    }

    private float[] Units(PackedKind kind, int cell, string letters, Func<char, float> scaleOf)
    {
        float[] values = new float[letters.Length * spec.Hidden];
        Rows(Section(kind, cell), letters, firstRow: 0, values, columns: 1, scaleOf);
        return values;
    }

    private PackedSection Section(PackedKind kind, int cell) =>
        layout.Sections.Single(section => section.Kind == kind && section.Cell == cell);

    // The dense layers of the stem come before the recurrent layers, and the others after them.
    private PackedSection DenseSection(PackedKind kind, int index) => layout.Sections.Single(section =>
        section.Kind == kind && section.Layer == (index < spec.Stem.Count ? index : spec.Layers + index));

    // A sigmoid starts from half of its argument.
    private float Half(char sum) => (sum is 'g' or 'n' or 'u' ? spec.CellActivation : spec.GateActivation) == Activation.Sigmoid ? 0.5f : 1;

    // What is normalised has its half in the normalisation's weights.
    private float SumScale(char sum) => spec.LayerNorm ? 1 : Half(sum);

    // [tiles, rows, blocks, sums, lanes] to [letters·hidden, columns].
    private void Rows(PackedSection section, string letters, int firstRow, float[] matrix, int columns, Func<char, float> scaleOf)
    {
        TileGroup group = section.Group;
        for (int block = 0; block < group.Tiles * group.BlocksPerTile; block++)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                int unit = (group.FirstBlock + block) * Lanes + lane;
                for (int sum = 0; unit < spec.Hidden && sum < section.Sums.Length; sum++)
                {
                    char letter = section.Sums[sum];
                    int gate = letters.IndexOf(letter == 'u' ? 'n' : letter, StringComparison.Ordinal);
                    for (int column = 0; column < columns; column++)
                    {
                        int row = block / group.BlocksPerTile * section.Rows + firstRow + column;
                        int vector = (row * group.BlocksPerTile + block % group.BlocksPerTile) * section.Sums.Length + sum;
                        matrix[(gate * spec.Hidden + unit) * columns + column] =
                            Take(section.Offset + vector * Lanes + lane) / scaleOf(letter);
                    }
                }
            }
        }
    }

    // [rows, padded columns] to [rows, columns].
    private float[] Matrix(PackedSection section, int rows, int columns)
    {
        int padded = (columns + Lanes - 1) / Lanes * Lanes;
        return [.. Enumerable.Range(0, rows * columns).Select(index => Take(section.Offset + index / columns * padded + index % columns))];
    }

    private float Take(int index)
    {
        float value = packed[index];
        packed[index] = 0;
        return value;
    }
}
