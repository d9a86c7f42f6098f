using System;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>One recurrent layer in one direction, in double precision.</summary>
internal sealed class ReferenceCell
{
    private readonly CellShape _shape;
    private readonly LstmLayerWeights _weights;
    private readonly double[] _cell;
    private double[] _hidden;

    /// <summary>Creates a cell in its initial state.</summary>
    /// <param name="shape">The shape of the cell.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="hidden">The initial hidden state, [hidden or projection].</param>
    /// <param name="cell">The initial cell state, [hidden]; ignored in a GRU.</param>
    public ReferenceCell(CellShape shape, LstmLayerWeights weights, double[] hidden, double[] cell)
    {
        _shape = shape;
        _weights = weights;
        _hidden = hidden;
        _cell = cell;
    }

    /// <summary>
    /// The scales for rounding an LSTM's input and hidden state, as in <see cref="QuantizedNetwork"/>; 0 for no rounding.
    /// </summary>
    public (int Input, int Hidden) Scales { get; init; }

    /// <summary>Computes one step.</summary>
    /// <returns>The new hidden state. The next step does not modify it.</returns>
    public double[] Step(double[] input) => _hidden = _shape.IsLstm ? StepLstm(input) : StepGru(input);

    private double[] StepLstm(double[] x)
    {
        int size = _shape.Hidden;
        double[] z = Sums(_weights.Bias, _weights.Input, QuantizedNetwork.Rounded(x, Scales.Input));
        double[] recurrent = Sums(default, _weights.Recurrent, QuantizedNetwork.Rounded(_hidden, Scales.Hidden));
        for (int row = 0; row < z.Length; row++)
        {
            z[row] += recurrent[row];
        }

        double[] i = Gate('i', z);
        double[] f = _shape.CoupledGates ? Array.ConvertAll(i, static value => 1 - value) : Gate('f', z);
        double[] g = Gate('g', z);
        for (int unit = 0; unit < size; unit++)
        {
            _cell[unit] = Limited(f[unit] * _cell[unit] + i[unit] * g[unit], _shape.CellClip);
        }

        // The peephole of the output gate uses the new cell state.
        double[] o = Gate('o', z);
        double[] q = _shape.LayerNorm ? Normalised(_cell, _weights.CellNormWeight, _weights.CellNormBias) : _cell;
        double[] m = new double[size];
        for (int unit = 0; unit < size; unit++)
        {
            m[unit] = o[unit] * Activated(_shape.HiddenActivation, q[unit]);
        }

        return _shape.Projection > 0 ? Sums(default, _weights.Projection, m) : m;
    }

    // r and z are gates. With the reset after the recurrent product, n = a(W x + b + r * (U h + c)); before it, a(W x + b + U (r * h) + c).
    private double[] StepGru(double[] x)
    {
        int size = _shape.Hidden;
        double[] sums = Sums(_weights.Bias, _weights.Input, x);
        double[] recurrent = Sums(default, _weights.Recurrent, _hidden);
        double[] r = new double[size];
        double[] z = new double[size];
        for (int unit = 0; unit < size; unit++)
        {
            r[unit] = Activated(_shape.GateActivation, sums[unit] + recurrent[unit]);
            z[unit] = Activated(_shape.GateActivation, sums[size + unit] + recurrent[size + unit]);
        }

        if (_shape.Kind == CellKind.GruResetBefore)
        {
            recurrent = Sums(default, _weights.Recurrent, [.. _hidden.Zip(r, static (value, reset) => value * reset)]);
        }

        double[] h = new double[size];
        for (int unit = 0; unit < size; unit++)
        {
            double u = recurrent[2 * size + unit] + _weights.CandidateBias[unit];
            double reset = _shape.Kind == CellKind.GruResetAfter ? r[unit] : 1;
            double n = Activated(_shape.CellActivation, sums[2 * size + unit] + reset * u);
            h[unit] = (1 - z[unit]) * n + z[unit] * _hidden[unit];
        }

        return h;
    }

    // Computes a gate: the sums, plus the cell state through the peephole, then normalised, limited and activated.
    private double[] Gate(char letter, double[] sums)
    {
        int size = _shape.Hidden;
        int first = _shape.RowsOf(letter) * size;
        int peephole = _shape.PeepholeGates.IndexOf(letter, StringComparison.Ordinal) * size;
        double[] z = sums[first..(first + size)];
        for (int unit = 0; unit < size && peephole >= 0; unit++)
        {
            z[unit] += _weights.Peephole[peephole + unit] * _cell[unit];
        }

        if (_shape.LayerNorm)
        {
            z = Normalised(z, _weights.GateNormWeight.Slice(first, size), _weights.GateNormBias.Slice(first, size));
        }

        ActivationShape activation = letter == 'g' ? _shape.CellActivation : _shape.GateActivation;
        return Array.ConvertAll(z, value => Activated(activation, value));
    }

    // gamma * (v - mean) / sqrt(var + eps) + beta, with the variance over all units (Ba, Kiros and Hinton, 2016).
    private double[] Normalised(double[] values, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta)
    {
        double mean = values.Average();
        double variance = values.Average(value => (value - mean) * (value - mean));
        double scale = 1 / Math.Sqrt(variance + _shape.LayerNormEpsilon);
        double[] result = new double[values.Length];
        for (int unit = 0; unit < result.Length; unit++)
        {
            result[unit] = gamma[unit] * (values[unit] - mean) * scale + beta[unit];
        }

        return result;
    }

    private double Activated(ActivationShape activation, double value) =>
        ReferenceActivation.Apply(activation, Limited(value, _shape.Clip));

    private static double Limited(double value, double limit) => limit > 0 ? Math.Min(limit, Math.Max(-limit, value)) : value;

    /// <summary>Multiplies a matrix by a vector, and adds a bias unless it is empty.</summary>
    internal static double[] Sums(ReadOnlySpan<float> bias, ReadOnlySpan<float> matrix, double[] vector)
    {
        double[] sums = new double[matrix.Length / vector.Length];
        for (int row = 0; row < sums.Length; row++)
        {
            double sum = bias.IsEmpty ? 0 : bias[row];
            ReadOnlySpan<float> weights = matrix.Slice(row * vector.Length, vector.Length);
            for (int index = 0; index < vector.Length; index++)
            {
                sum += weights[index] * vector[index];
            }

            sums[row] = sum;
        }

        return sums;
    }
}
