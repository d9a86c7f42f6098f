using System;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Tests;

/// <summary>
/// An LSTM or a GRU in double precision, each equation written out. The library evaluated these formulas before a cell became data; its
/// interpreter has to give the same values.
/// </summary>
internal sealed class TextbookCell(CellShape shape, LstmLayerWeights weights, double[] hidden, double[] cell)
{
    private readonly double[] _cell = cell;
    private double[] _hidden = hidden;

    public double[] Step(double[] x) => _hidden = shape.IsLstm ? StepLstm(x) : StepGru(x);

    private double[] StepLstm(double[] x)
    {
        int size = shape.Hidden;
        double[] z = Sums(weights.Bias, weights.Input, x);
        double[] recurrent = Sums(default, weights.Recurrent, _hidden);
        for (int row = 0; row < z.Length; row++)
        {
            z[row] += recurrent[row];
        }

        double[] i = Gate('i', z);
        double[] f = shape.CoupledGates ? Array.ConvertAll(i, static value => 1 - value) : Gate('f', z);
        double[] g = Gate('g', z);
        for (int unit = 0; unit < size; unit++)
        {
            _cell[unit] = Limited(f[unit] * _cell[unit] + i[unit] * g[unit], shape.CellClip);
        }

        // The peephole of the output gate uses the new cell state.
        double[] o = Gate('o', z);
        double[] q = shape.LayerNorm ? Normalised(_cell, weights.CellNormWeight, weights.CellNormBias) : _cell;
        double[] m = new double[size];
        for (int unit = 0; unit < size; unit++)
        {
            m[unit] = o[unit] * Activated(shape.HiddenActivation, q[unit]);
        }

        return shape.Projection > 0 ? Sums(default, weights.Projection, m) : m;
    }

    // r and z are gates. With the reset after the recurrent product, n = a(W x + b + r * (U h + c)); before it, a(W x + b + U (r * h) + c).
    private double[] StepGru(double[] x)
    {
        int size = shape.Hidden;
        double[] sums = Sums(weights.Bias, weights.Input, x);
        double[] recurrent = Sums(default, weights.Recurrent, _hidden);
        double[] r = new double[size];
        double[] z = new double[size];
        for (int unit = 0; unit < size; unit++)
        {
            r[unit] = Activated(shape.GateActivation, sums[unit] + recurrent[unit]);
            z[unit] = Activated(shape.GateActivation, sums[size + unit] + recurrent[size + unit]);
        }

        if (shape.Kind == CellKind.GruResetBefore)
        {
            recurrent = Sums(default, weights.Recurrent, [.. _hidden.Zip(r, static (value, reset) => value * reset)]);
        }

        double[] h = new double[size];
        for (int unit = 0; unit < size; unit++)
        {
            double u = recurrent[2 * size + unit] + weights.CandidateBias[unit];
            double reset = shape.Kind == CellKind.GruResetAfter ? r[unit] : 1;
            double n = Activated(shape.CellActivation, sums[2 * size + unit] + reset * u);
            h[unit] = (1 - z[unit]) * n + z[unit] * _hidden[unit];
        }

        return h;
    }

    // Computes a gate: the sums, plus the cell state through the peephole, then normalised, limited and activated.
    private double[] Gate(char letter, double[] sums)
    {
        int size = shape.Hidden;
        int first = (shape.CoupledGates ? "igo" : "ifgo").IndexOf(letter, StringComparison.Ordinal) * size;
        int peephole = !shape.Peephole ? -1 : (shape.CoupledGates ? "io" : "ifo").IndexOf(letter, StringComparison.Ordinal) * size;
        double[] z = sums[first..(first + size)];
        for (int unit = 0; unit < size && peephole >= 0; unit++)
        {
            z[unit] += weights.Peephole[peephole + unit] * _cell[unit];
        }

        if (shape.LayerNorm)
        {
            z = Normalised(z, weights.GateNormWeight.Slice(first, size), weights.GateNormBias.Slice(first, size));
        }

        ActivationShape activation = letter == 'g' ? shape.CellActivation : shape.GateActivation;
        return Array.ConvertAll(z, value => Activated(activation, value));
    }

    private double[] Normalised(double[] values, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta)
    {
        double mean = values.Average();
        double variance = values.Average(value => (value - mean) * (value - mean));
        double scale = 1 / Math.Sqrt(variance + shape.LayerNormEpsilon);
        double[] result = new double[values.Length];
        for (int unit = 0; unit < result.Length; unit++)
        {
            result[unit] = gamma[unit] * (values[unit] - mean) * scale + beta[unit];
        }

        return result;
    }

    private double Activated(ActivationShape activation, double value) =>
        ReferenceActivation.Apply(activation, Limited(value, shape.Clip));

    private static double Limited(double value, double limit) => limit > 0 ? Math.Min(limit, Math.Max(-limit, value)) : value;

    private static double[] Sums(ReadOnlySpan<float> bias, ReadOnlySpan<float> matrix, double[] vector)
    {
        double[] sums = new double[matrix.Length / vector.Length];
        for (int row = 0; row < sums.Length; row++)
        {
            double sum = bias.IsEmpty ? 0 : bias[row];
            for (int index = 0; index < vector.Length; index++)
            {
                sum += matrix[row * vector.Length + index] * vector[index];
            }

            sums[row] = sum;
        }

        return sums;
    }
}
