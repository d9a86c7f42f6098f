using System;
using System.Linq;
using Lstm;

namespace Quickstart;

/// <summary>One step of an LSTM layer in double precision, with the textbook equations: slow, but easy to check.</summary>
/// <param name="Input">i: the share of the candidate that is added.</param>
/// <param name="Forget">f: the share of the old cell state that is kept.</param>
/// <param name="Candidate">g: the new value for the cell state.</param>
/// <param name="Output">o: the share of the cell state that is output.</param>
/// <param name="Cell">The new cell state, [hidden].</param>
/// <param name="Hidden">The new hidden state, [hidden].</param>
internal sealed record StepByHand(
    GateByHand Input, GateByHand Forget, GateByHand Candidate, GateByHand Output, double[] Cell, double[] Hidden)
{
    /// <summary>Computes the step from the input x, the hidden state h and the cell state c.</summary>
    public static StepByHand Of(LstmLayerWeights layer, float[] x, float[] h, float[] c)
    {
        // The rows of the weights are four blocks, i, f, g and o, with one row per hidden unit.
        GateByHand Gate(int block, Func<double, double> activation)
        {
            double[] before = new double[h.Length];
            for (int unit = 0; unit < before.Length; unit++)
            {
                int row = block * h.Length + unit;
                before[unit] = Dot(layer.Input.Slice(row * x.Length, x.Length), x)
                    + Dot(layer.Recurrent.Slice(row * h.Length, h.Length), h)
                    + layer.Bias[row];
            }

            return new GateByHand(before, [.. before.Select(activation)]);
        }

        GateByHand i = Gate(0, Sigmoid);
        GateByHand f = Gate(1, Sigmoid);
        GateByHand g = Gate(2, Math.Tanh);
        GateByHand o = Gate(3, Sigmoid);

        double[] cell = new double[h.Length];
        double[] hidden = new double[h.Length];
        for (int unit = 0; unit < h.Length; unit++)
        {
            cell[unit] = f.After[unit] * c[unit] + i.After[unit] * g.After[unit];
            hidden[unit] = o.After[unit] * Math.Tanh(cell[unit]);
        }

        return new StepByHand(i, f, g, o, cell, hidden);
    }

    private static double Sigmoid(double a) => 1 / (1 + Math.Exp(-a));

    private static double Dot(ReadOnlySpan<float> weights, float[] values)
    {
        double sum = 0;
        for (int index = 0; index < values.Length; index++)
        {
            sum += (double)weights[index] * values[index];
        }

        return sum;
    }
}
