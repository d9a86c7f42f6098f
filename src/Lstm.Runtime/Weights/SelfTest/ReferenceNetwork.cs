using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// Computes the textbook equations in double precision. It is far too slow to run a network. It is used to find out why weights fail their
/// self-test.
/// </summary>
/// <remarks>
/// A stochastic forget gate is replaced by its mean, as in the plain cell. Such a network computes other outputs.
/// </remarks>
internal static class ReferenceNetwork
{
    /// <summary>Runs a network's self-test. Returns the outputs of each step, [output], with the step's position in the sequence.</summary>
    /// <remarks>
    /// The order is that of the computation: from the last step on with <see cref="Direction.Backward"/>. Evaluation is lazy: a step that
    /// is not requested is not computed, except in a bidirectional network, which needs the whole sequence.
    /// </remarks>
    /// <param name="network">The shape of the network.</param>
    /// <param name="weights">The weights, which must have a self-test.</param>
    /// <param name="scales">
    /// For each layer and direction the scales for rounding its input and its hidden state, as in <see cref="QuantizedNetwork"/>. Null for
    /// no rounding, even if the network's precision is lower.
    /// </param>
    public static IEnumerable<(int Step, double[] Outputs)> RunSelfTest(
        StackShape network, LstmWeights weights, IReadOnlyList<(int Input, int Hidden)>? scales = null)
    {
        LstmSelfTest test = weights.SelfTest!;
        bool ownStart = !test.StartHidden.IsEmpty;
        double[][] hidden = StartOf(ownStart ? test.StartHidden : weights.InitialHidden, weights.Layers.Count, network.Cell.Width);
        double[][] cell = StartOf(ownStart ? test.StartCell : weights.InitialCell, weights.Layers.Count, network.Hidden);
        int steps = test.Steps;
        int size = weights.InputSize;

        // A backward network is a forward network over the reversed sequence.
        IEnumerable<int> walk = Enumerable
            .Range(0, steps)
            .Select(step => network.Direction == Direction.Backward ? steps - 1 - step : step);
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

        // Both outputs are at the position of their input.
        IEnumerable<double[]> fromEnd = steps.Reverse().Select(backward.Step).Reverse();
        return steps.Select(forward.Step).Zip(fromEnd, static (one, other) => (double[])[.. one, .. other]);
    }

    private static IEnumerable<double[]> Dense(IEnumerable<double[]> inputs, DenseChain? first, IReadOnlyList<DenseWeights> weights)
    {
        foreach ((DenseChain shape, DenseWeights layer) in DenseChain.Chain(first).Zip(weights))
        {
            inputs = inputs.Select(x => ReferenceActivation.Apply(shape.Activation, ReferenceCell.Sums(layer.Bias, layer.Weight, x)));
        }

        return inputs;
    }

    private static double[] WithResidual(double[] outputs, double[] inputs) =>
        [.. outputs.Zip(inputs, static (output, input) => output + input)];

    // One state for each layer and direction; zero if there is none.
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
