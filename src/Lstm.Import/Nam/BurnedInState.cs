using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.Import.Layers;

namespace Lstm.Import.Nam;

/// <summary>A self-test derived from the states of a NAM file.</summary>
/// <remarks>
/// The trainer stores the states after a second of silence. Most networks have converged to a steady state by then: with more silence as
/// the input, the states and therefore the outputs of the head do not change. This is a self-test of all weights except those of the input.
/// </remarks>
/// <param name="SelfTest">The self-test, or null when the states allow none.</param>
/// <param name="Notes">Why there is no self-test.</param>
internal sealed record BurnedInState(LstmSelfTest? SelfTest, IReadOnlyList<string> Notes)
{
    private const int Steps = 64;
    private const string NoSelfTest = "They are the initial state of the network, and no self-test is derived from them.";

    // The error of the trainer's single precision.
    private const double HiddenTolerance = 1e-5;
    private const double CellTolerance = 5e-4;

    // The hidden state's share of the outputs, in tolerances of the self-test. With a smaller share, a wrong order of the gates could pass.
    private const double SmallestShare = 100;

    // The share of the tolerance that the remaining drift of the states may use.
    private const double LargestDrift = 0.25;

    /// <summary>Runs the network on silence and derives the self-test.</summary>
    public static BurnedInState Of(IReadOnlyList<RecurrentLayer> layers, DenseLayer head)
    {
        if (layers.Any(static layer => layer.InitialHidden.Concat(layer.InitialCell).Any(static value => !float.IsFinite(value))))
        {
            // The assembly of the network rejects these states and names the tensor.
            return new BurnedInState(null, []);
        }

        double[][] hidden = [.. layers.Select(static layer => Array.ConvertAll(layer.InitialHidden, static value => (double)value))];
        double[][] cell = [.. layers.Select(static layer => Array.ConvertAll(layer.InitialCell, static value => (double)value))];
        double[] first = ReferenceCell.Sums(head.Weights.Bias, head.Weights.Weight, hidden[^1]);
        double share = ReferenceCell.Sums(default, head.Weights.Weight, hidden[^1]).Max(Math.Abs);
        double tolerance = Math.Max(SelfTests.SmallestTolerance, SelfTests.Tolerance * first.Max(Math.Abs));

        // The cells update the cell states in place. They return a new array of hidden states in each step.
        ReferenceCell[] cells =
            [.. layers.Select((layer, index) => new ReferenceCell(layer.Cell, layer.Directions[0], hidden[index], cell[index]))];
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
            string change = FormattableString.Invariant($"{Steps} steps of silence change the output by {drift:G2}");
            return new BurnedInState(null, [$"The stored states have not converged: {change}. {NoSelfTest}"]);
        }

        if (share < SmallestShare * tolerance)
        {
            return new BurnedInState(null, ["The stored states hardly affect the output, so no self-test is derived from them."]);
        }

        float[] expected = [.. Enumerable.Range(0, Steps).SelectMany(_ => first).Select(static value => (float)value)];
        return new BurnedInState(new LstmSelfTest(Steps, new float[Steps * layers[0].InputSize], expected), []);
    }

    private static string? MovedBy(RecurrentLayer layer, double[] hidden, double[] cell)
    {
        double byHidden = hidden.Zip(layer.InitialHidden, static (now, then) => Math.Abs(now - then)).Max();
        double byCell = cell.Zip(layer.InitialCell, static (now, then) => Math.Abs(now - then)).Max();
        string change = FormattableString.Invariant(
            $"one step of silence changes the hidden state by {byHidden:G2} and the cell state by {byCell:G2}");
        return byHidden <= HiddenTolerance && byCell <= CellTolerance
            ? null
            : $"The stored states of '{layer.Name}' are not a steady state: {change}. {NoSelfTest}";
    }
}
