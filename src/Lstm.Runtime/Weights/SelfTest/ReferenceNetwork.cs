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
    /// <summary>A network's self-test: the outputs of one step after the other, [output] each, with the step's place in the sequence.</summary>
    /// <remarks>
    /// In the order in which the network walks, from the last step with <see cref="Direction.Backward"/>; and as lazy as it allows: a step that nobody
    /// asks for is not computed, unless both directions must meet.
    /// </remarks>
    /// <param name="network">What the network is.</param>
    /// <param name="weights">Its weights, which carry a self-test.</param>
    /// <param name="scales">
    /// For each layer and direction what its input and its hidden state are rounded with, as <see cref="QuantizedNetwork"/> has it; null to round nothing, whatever the
    /// network's precision.
    /// </param>
    public static IEnumerable<(int Step, double[] Outputs)> RunSelfTest(
        NetworkShape network, LstmWeights weights, IReadOnlyList<(int Input, int Hidden)>? scales = null)
    {
        LstmSelfTest test = weights.SelfTest!;
        bool ownStart = !test.StartHidden.IsEmpty;
        double[][] hidden = StartOf(ownStart ? test.StartHidden : weights.InitialHidden, weights.Layers.Count, network.Cell.Width);
        double[][] cell = StartOf(ownStart ? test.StartCell : weights.InitialCell, weights.Layers.Count, network.Hidden);
        int steps = test.Steps;
        int size = weights.InputSize;

        // A network that walks backward is one that walks forward over the sequence turned round.
        IEnumerable<int> walk = Enumerable.Range(0, steps).Select(step => network.Direction == Direction.Backward ? steps - 1 - step : step);
        IEnumerable<double[]> inputs = walk.Select(step => Doubles(test.Input.Slice(step * size, size)));
        IEnumerable<double[]> values = Dense(inputs, network.Stem, weights.Stem);
        for (int first = 0; first < weights.Layers.Count; first += network.Directions)
        {
            ReferenceCell CellAt(int index) => new(network.Cell, weights.Layers[index], hidden[index], cell[index])
            {
                Scales = scales is null ? default : scales[index],
            };

            values = network.Bidirectional ? BothWays(values, CellAt(first), CellAt(first + 1)) : values.Select(CellAt(first).Step);
        }

        values = Dense(values, network.Head, weights.Head);
        return walk.Zip(network.Residual ? values.Zip(inputs, WithResidual) : values);
    }

    private static IEnumerable<double[]> BothWays(IEnumerable<double[]> inputs, ReferenceCell forward, ReferenceCell backward)
    {
        double[][] steps = [.. inputs];

        // Both outputs stand at the time of their inputs.
        IEnumerable<double[]> fromEnd = steps.Reverse().Select(backward.Step).Reverse();
        return steps.Select(forward.Step).Zip(fromEnd, static (one, other) => (double[])[.. one, .. other]);
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

    // One for each layer and direction; zero when there is none.
    private static double[][] StartOf(ReadOnlySpan<float> start, int cells, int size)
    {
        double[][] states = new double[cells][];
        for (int index = 0; index < cells; index++)
        {
            states[index] = start.IsEmpty ? new double[size] : Doubles(start.Slice(index * size, size));
        }

        return states;
    }

    private static double[] Doubles(ReadOnlySpan<float> values)
    {
        double[] doubles = new double[values.Length];
        for (int index = 0; index < doubles.Length; index++)
        {
            doubles[index] = values[index];
        }

        return doubles;
    }
}
