using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.Import.Layers;

namespace Lstm.Import.Nam;

/// <summary>What the states of a NAM file prove.</summary>
/// <remarks>
/// The trainer stores the states after a second of silence. In most networks those stand still by then: fed with more silence, the network stays where it is, and
/// puts out what the head makes of it. That is a self-test, of everything but the weights of the input.
/// </remarks>
/// <param name="SelfTest">The self-test, or null when the states prove nothing.</param>
/// <param name="Notes">Why there is none.</param>
internal sealed record BurnedInState(LstmSelfTest? SelfTest, IReadOnlyList<string> Notes)
{
    private const int Steps = 64;

    // What the trainer's own single precision leaves open.
    private const double HiddenTolerance = 1e-5;
    private const double CellTolerance = 5e-4;

    // The hidden state's share of the outputs, in tolerances of the self-test: with less, a wrong order of the gates could pass.
    private const double SmallestShare = 100;

    // So much of the tolerance may be used up by states that still move.
    private const double LargestDrift = 0.25;

    /// <summary>Finds out by running the network.</summary>
    public static BurnedInState Of(IReadOnlyList<RecurrentLayer> layers, DenseLayer head)
    {
        if (layers.Any(static layer => layer.InitialHidden.Concat(layer.InitialCell).Any(static value => !float.IsFinite(value))))
        {
            // Refused, by name, when the network is put together.
            return new BurnedInState(null, []);
        }

        double[][] hidden = [.. layers.Select(static layer => Array.ConvertAll(layer.InitialHidden, static value => (double)value))];
        double[][] cell = [.. layers.Select(static layer => Array.ConvertAll(layer.InitialCell, static value => (double)value))];
        double[] first = ReferenceCell.Sums(head.Weights.Bias, head.Weights.Weight, hidden[^1]);
        double share = ReferenceCell.Sums(default, head.Weights.Weight, hidden[^1]).Max(Math.Abs);
        double tolerance = Math.Max(SelfTests.SmallestTolerance, SelfTests.Tolerance * first.Max(Math.Abs));

        // The cells move these states on in place; the hidden ones are new with each step.
        ReferenceCell[] cells = [.. layers.Select((layer, index) => new ReferenceCell(layer.Cell, layer.Directions[0], hidden[index], cell[index]))];
        double drift = 0;
        for (int step = 0; step < Steps; step++)
        {
            double[] values = new double[layers[0].InputSize];
            for (int layer = 0; layer < cells.Length; layer++)
            {
                values = cells[layer].Step(values);
                if (step == 0 && MovedBy(layers[layer], values, cell[layer]) is { } moved)
                {
                    return new BurnedInState(null, [moved]);
                }
            }

            double[] outputs = ReferenceCell.Sums(head.Weights.Bias, head.Weights.Weight, values);
            drift = Math.Max(drift, outputs.Zip(first, static (now, then) => Math.Abs(now - then)).Max());
        }

        if (drift > LargestDrift * tolerance)
        {
            return new BurnedInState(null, [FormattableString.Invariant(
                $"The stored states still move: {Steps} steps of silence change the output by {drift:G2}. They are where the network starts, and no self-test was made of them.")]);
        }

        if (share < SmallestShare * tolerance)
        {
            return new BurnedInState(null, ["The stored states hardly reach the output, so no self-test was made of them."]);
        }

        float[] expected = [.. Enumerable.Range(0, Steps).SelectMany(_ => first).Select(static value => (float)value)];
        return new BurnedInState(new LstmSelfTest(Steps, new float[Steps * layers[0].InputSize], expected), []);
    }

    private static string? MovedBy(RecurrentLayer layer, double[] hidden, double[] cell)
    {
        double byHidden = hidden.Zip(layer.InitialHidden, static (now, then) => Math.Abs(now - then)).Max();
        double byCell = cell.Zip(layer.InitialCell, static (now, then) => Math.Abs(now - then)).Max();
        return byHidden <= HiddenTolerance && byCell <= CellTolerance ? null : FormattableString.Invariant(
            $"The stored states of '{layer.Name}' are not at rest: one step of silence moves the hidden state by {byHidden:G2} and the cell state by {byCell:G2}. They are where the network starts, and no self-test was made of them.");
    }
}
