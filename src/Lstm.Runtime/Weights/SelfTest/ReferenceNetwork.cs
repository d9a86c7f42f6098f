using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// The equations in double precision, as they stand in a textbook: far too slow to run a network, and the judge of what is wrong with
/// weights that miss their self-test.
/// </summary>
/// <remarks>
/// A stochastic forget gate is not drawn: this computes its mean, the plain cell, which is not what such a network puts out.
/// </remarks>
internal static class ReferenceNetwork
{
    /// <summary>A network's self-test: the outputs of one step after the other, [output] each.</summary>
    /// <remarks>
    /// As lazy as the network allows: without a backward direction, a step that nobody asks for is not computed.
    /// </remarks>
    /// <param name="network">What the network is.</param>
    /// <param name="weights">Its weights, which carry a self-test.</param>
    public static IEnumerable<double[]> RunSelfTest(NetworkShape network, LstmWeights weights)
    {
        LstmSelfTest test = weights.SelfTest!;
        bool ownStart = !test.StartHidden.IsEmpty;
        double[][] hidden = StartOf(ownStart ? test.StartHidden : weights.InitialHidden, weights.Layers.Count, network.Cell.Width);
        double[][] cell = StartOf(ownStart ? test.StartCell : weights.InitialCell, weights.Layers.Count, network.Hidden);
        IEnumerable<double[]> inputs = StepsOf(test.Input.ToArray(), weights.InputSize);
        IEnumerable<double[]> values = Dense(inputs, network.Stem, weights.Stem);
        for (int first = 0; first < weights.Layers.Count; first += network.Directions)
        {
            ReferenceCell CellAt(int index) => new(network.Cell, weights.Layers[index], hidden[index], cell[index]);

            values = network.Bidirectional ? BothWays(values, CellAt(first), CellAt(first + 1))
                : network.Direction == Direction.Backward ? Backward(values, CellAt(first))
                : Forward(values, CellAt(first));
        }

        values = Dense(values, network.Head, weights.Head);
        return network.Residual ? values.Zip(inputs, WithResidual) : values;
    }

    private static IEnumerable<double[]> Forward(IEnumerable<double[]> inputs, ReferenceCell cell) => inputs.Select(cell.Step);

    // From the end; outputs stand at the time of their inputs.
    private static IEnumerable<double[]> Backward(IEnumerable<double[]> inputs, ReferenceCell cell) => inputs.Reverse().Select(cell.Step).Reverse();

    private static IEnumerable<double[]> BothWays(IEnumerable<double[]> inputs, ReferenceCell forward, ReferenceCell backward)
    {
        double[][] steps = [.. inputs];
        return Forward(steps, forward).Zip(Backward(steps, backward), static (one, other) => (double[])[.. one, .. other]);
    }

    private static IEnumerable<double[]> Dense(IEnumerable<double[]> inputs, DenseShape? first, IReadOnlyList<DenseWeights> weights)
    {
        foreach ((DenseShape shape, DenseWeights layer) in DenseShape.Chain(first).Zip(weights))
        {
            inputs = inputs.Select(x => ReferenceActivation.Apply(shape.Activation, ReferenceCell.Sums(layer.Bias, layer.Weight, x)));
        }

        return inputs;
    }

    private static double[] WithResidual(double[] outputs, double[] inputs) => [.. outputs.Zip(inputs, static (output, input) => output + input)];

    private static IEnumerable<double[]> StepsOf(float[] values, int size)
    {
        for (int start = 0; start < values.Length; start += size)
        {
            yield return Array.ConvertAll(values[start..(start + size)], static value => (double)value);
        }
    }

    // One for each layer and direction; zero when there is none.
    private static double[][] StartOf(ReadOnlySpan<float> start, int cells, int size)
    {
        double[][] states = new double[cells][];
        for (int index = 0; index < cells; index++)
        {
            float[] state = start.IsEmpty ? new float[size] : start.Slice(index * size, size).ToArray();
            states[index] = Array.ConvertAll(state, static value => (double)value);
        }

        return states;
    }
}
