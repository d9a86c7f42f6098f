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
    /// <summary>
    /// Returns whether all layers run in one direction, so that the outputs of a step do not wait for those of all other steps.
    /// </summary>
    public static bool IsLazy(NetworkShape network) =>
        network.Pool is null && network.Cells.Select(static cell => cell.IsBackward).Distinct().Count() == 1;

    /// <summary>Runs a network's self-test. Returns the outputs of each step, [output], with the step's position in the sequence.</summary>
    /// <remarks>
    /// The order is that of the computation: from the last step on after a layer with <see cref="Direction.Backward"/>. Evaluation is lazy:
    /// a step that is not requested is not computed, except in a network with layers of both directions, which need the whole sequence.
    /// </remarks>
    /// <param name="network">The shape of the network.</param>
    /// <param name="weights">The weights, which must have a self-test.</param>
    /// <param name="roundings">
    /// How each cell rounds its input and its hidden state, as in <see cref="QuantizedNetwork"/>. Null for no rounding, even if the
    /// network's precision is lower.
    /// </param>
    public static IEnumerable<(int Step, double[] Outputs)> RunSelfTest(
        NetworkShape network, LstmWeights weights, IReadOnlyList<CellRounding>? roundings = null)
    {
        LstmSelfTest test = weights.SelfTest!;
        bool ownStart = !test.StartHidden.IsEmpty;
        IReadOnlyList<CellPlace> places = network.Cells;
        Dictionary<char, double[]>[] starts = StartsOf(
            places, ownStart ? test.StartHidden : weights.InitialHidden, ownStart ? test.StartCell : weights.InitialCell);
        ReferenceCell CellAt(CellPlace place) => new(place.Shape, weights.Layers[place.Number], starts[place.Number])
        {
            Rounding = roundings?[place.Number],
        };

        // A backward layer is a forward layer over the reversed sequence, so the sequence turns where the direction changes. Each step has
        // its vectors, from the inputs to the outputs of the last layer so far: a residual connection adds earlier ones.
        bool isReversed = places[0].IsBackward;
        IEnumerable<List<double[]>> values = Walk(test.Steps, isReversed).Select(step =>
            (List<double[]>)[Doubles(test.Input.Slice(step * weights.InputSize, weights.InputSize))]);
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            CellPlace[] cells = [.. places.Where(place => place.Layer == layer)];
            if (network.Layers[layer] is PoolShape pool)
            {
                IEnumerable<double[]> last = (isReversed ? values.Reverse() : values).Select(static vectors => vectors[^1]);
                return [(0, AfterPool(network, weights, layer, Pooled(pool, last, network)))];
            }

            if (cells.Length == 0)
            {
                if (network.Layers[layer] is Conv1DShape && isReversed)
                {
                    // A convolution depends on earlier steps, so it runs in the order of time.
                    values = values.Reverse();
                    isReversed = false;
                }

                ReferenceLayer reference = LayerOf(network, weights, layer);
                values = values.Select(vectors => With(vectors, reference.Step(vectors)));
                continue;
            }

            values = cells[0].IsBackward == isReversed ? values : values.Reverse();
            isReversed = cells[0].IsBackward;
            if (cells.Length > 1)
            {
                values = BothWays(values, CellAt(cells[0]), CellAt(cells[1]));
                continue;
            }

            ReferenceCell cell = CellAt(cells[0]);
            values = values.Select(vectors => With(vectors, cell.Step(vectors[^1])));
        }

        return Walk(test.Steps, isReversed).Zip(
            values.Select(vectors => network.Residual ? WithResidual(vectors[^1], vectors[0]) : vectors[^1]));
    }

    private static List<double[]> With(List<double[]> vectors, double[] next)
    {
        vectors.Add(next);
        return vectors;
    }

    /// <summary>Returns the vector of a sequence, whose steps are in the order of time.</summary>
    private static double[] Pooled(PoolShape pool, IEnumerable<double[]> values, NetworkShape network)
    {
        double[][] steps = [.. values];
        RecurrentShape last = network.Recurrent.Last();
        return pool.Pooling switch
        {
            Pooling.Mean => [.. Enumerable.Range(0, pool.Units).Select(unit => steps.Average(step => step[unit]))],
            Pooling.Max => [.. Enumerable.Range(0, pool.Units).Select(unit => steps.Select(step => step[unit]).Aggregate(Math.Max))],
            Pooling.Final when last.Bidirectional => [.. steps[^1][..last.Cell.Width], .. steps[0][last.Cell.Width..]],
            Pooling.Final when last.Direction == Direction.Backward => steps[0],
            _ => steps[^1],
        };
    }

    private static double[] AfterPool(NetworkShape network, LstmWeights weights, int pool, double[] values)
    {
        List<double[]> vectors = [values];
        for (int layer = pool + 1; layer < network.Layers.Count; layer++)
        {
            vectors.Add(LayerOf(network, weights, layer).Step(vectors));
        }

        return vectors[^1];
    }

    private static ReferenceLayer LayerOf(NetworkShape network, LstmWeights weights, int layer)
    {
        FeedForwardShape shape = (FeedForwardShape)network.Layers[layer];
        return new ReferenceLayer(shape, shape.HasWeights ? (FeedForwardWeights)weights.Sequence[network.WeightsOf(layer)] : null);
    }

    private static IEnumerable<int> Walk(int steps, bool reversed) =>
        Enumerable.Range(0, steps).Select(step => reversed ? steps - 1 - step : step);

    private static IEnumerable<List<double[]>> BothWays(
        IEnumerable<List<double[]>> inputs, ReferenceCell forward, ReferenceCell backward)
    {
        List<double[]>[] steps = [.. inputs];

        // Both outputs are at the position of their input.
        double[][] fromEnd = [.. steps.Reverse().Select(vectors => backward.Step(vectors[^1])).Reverse()];
        return steps.Zip(fromEnd, (vectors, other) => With(vectors, [.. forward.Step(vectors[^1]), .. other]));
    }

    private static double[] WithResidual(double[] outputs, double[] inputs) =>
        [.. outputs.Zip(inputs, static (output, input) => output + input)];

    // The states of each cell. States that are not given are zero.
    private static Dictionary<char, double[]>[] StartsOf(
        IReadOnlyList<CellPlace> places, ReadOnlySpan<float> hidden, ReadOnlySpan<float> cell)
    {
        Dictionary<char, double[]>[] starts =
        [
            .. places.Select(static place =>
                place.Shape.Definition.States.ToDictionary(static state => state.Letter, static state => new double[state.Width])),
        ];
        Fill(starts, StartShape.Hidden, hidden);
        Fill(starts, StartShape.Cell, cell);
        return starts;
    }

    private static void Fill(Dictionary<char, double[]>[] starts, char letter, ReadOnlySpan<float> values)
    {
        foreach (Dictionary<char, double[]> states in starts)
        {
            if (!values.IsEmpty && states.TryGetValue(letter, out double[]? state))
            {
                Doubles(values[..state.Length]).CopyTo(state, 0);
                values = values[state.Length..];
            }
        }
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
