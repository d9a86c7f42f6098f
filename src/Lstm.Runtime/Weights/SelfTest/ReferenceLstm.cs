using System;

namespace Lstm;

/// <summary>
/// The equations in double precision, as they stand in a textbook: far too slow to run a network, and the judge of what is wrong with
/// weights that miss their self-test.
/// </summary>
internal sealed class ReferenceLstm
{
    private readonly LstmWeights _weights;
    private readonly Activation _outputActivation;
    private readonly double[][] _hidden;
    private readonly double[][] _cell;

    /// <summary>A network at the start of its own self-test.</summary>
    public ReferenceLstm(LstmWeights weights, Activation outputActivation, LstmSelfTest test)
    {
        _weights = weights;
        _outputActivation = outputActivation;
        _hidden = StartOf(test.StartHidden);
        _cell = StartOf(test.StartCell);
    }

    /// <summary>One step.</summary>
    /// <param name="input">The inputs, [input].</param>
    /// <returns>The outputs, [output].</returns>
    public double[] Step(ReadOnlySpan<float> input)
    {
        double[] below = new double[input.Length];
        for (int index = 0; index < input.Length; index++)
        {
            below[index] = input[index];
        }

        for (int layer = 0; layer < _weights.LayerCount; layer++)
        {
            StepLayer(_weights.Layers[layer], below, _hidden[layer], _cell[layer]);
            below = _hidden[layer];
        }

        return _weights.Head.Count == 0 ? below : HeadOf(_weights.Head[0], below);
    }

    // c = f * c + i * g and h = o * tanh(c), where i, f and o are the sigmoids and g the tanh of their rows.
    private static void StepLayer(LstmLayerWeights weights, double[] input, double[] hidden, double[] cell)
    {
        int size = weights.HiddenSize;
        double[] rows = new double[4 * size];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = weights.Bias[row]
                + Dot(weights.Input.Slice(row * input.Length, input.Length), input)
                + Dot(weights.Recurrent.Slice(row * size, size), hidden);
        }

        for (int unit = 0; unit < size; unit++)
        {
            double i = Sigmoid(rows[unit]);
            double f = Sigmoid(rows[size + unit]);
            double g = Math.Tanh(rows[2 * size + unit]);
            double o = Sigmoid(rows[3 * size + unit]);
            cell[unit] = f * cell[unit] + i * g;
            hidden[unit] = o * Math.Tanh(cell[unit]);
        }
    }

    private double[] HeadOf(DenseWeights head, double[] hidden)
    {
        double[] outputs = new double[head.OutputSize];
        for (int row = 0; row < outputs.Length; row++)
        {
            double value = head.Bias[row] + Dot(head.Weight.Slice(row * hidden.Length, hidden.Length), hidden);
            outputs[row] = _outputActivation switch
            {
                Activation.Linear => value,
                Activation.Sigmoid => Sigmoid(value),
                Activation.Tanh => Math.Tanh(value),
                Activation.Relu => Math.Max(0, value),
                _ => throw new ArgumentOutOfRangeException(nameof(head), _outputActivation, "Expected a defined activation."),
            };
        }

        return outputs;
    }

    private double[][] StartOf(ReadOnlySpan<float> start)
    {
        int size = _weights.HiddenSize;
        double[][] layers = new double[_weights.LayerCount][];
        for (int layer = 0; layer < layers.Length; layer++)
        {
            layers[layer] = new double[size];
            for (int unit = 0; unit < size && !start.IsEmpty; unit++)
            {
                layers[layer][unit] = start[layer * size + unit];
            }
        }

        return layers;
    }

    private static double Dot(ReadOnlySpan<float> row, double[] vector)
    {
        double sum = 0;
        for (int index = 0; index < vector.Length; index++)
        {
            sum += row[index] * vector[index];
        }

        return sum;
    }

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));
}
