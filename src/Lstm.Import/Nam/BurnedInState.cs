using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Nam;

/// <summary>A self-test derived from the states of a NAM file.</summary>
/// <remarks>
/// The trainer stores the states after a second of silence. Most networks have converged to a steady state by then: with more silence as
/// the input, the states and therefore the outputs of the head do not change. Such a self-test is weak: it does not use the input weights,
/// and some mistakes keep the same steady state. The notes list what was tried and found to pass, too.
/// </remarks>
/// <param name="SelfTest">The self-test, or null when the states allow none.</param>
/// <param name="Notes">What the self-test does not prove, or why there is none.</param>
/// <param name="Doubt">The reason to suspect that the file was written or read with a mistake; null if there is none.</param>
internal sealed record BurnedInState(LstmSelfTest? SelfTest, IReadOnlyList<SourceNote> Notes, Lazy<string>? Doubt)
{
    private const int Steps = 64;
    private const string NotSteady = "The stored states of the file are not a steady state";
    private const string NoSelfTest = "They are the initial state of the network, and no self-test is derived from them.";

    // The error of the trainer's single precision.
    private const double HiddenTolerance = 1e-5;
    private const double CellTolerance = 5e-4;

    // The hidden state's share of the outputs, in tolerances of the self-test. With a smaller share, a wrong order of the gates could pass.
    private const double SmallestShare = 100;

    // The share of the tolerance that the remaining drift of the states may use.
    private const double LargestDrift = 0.25;

    /// <summary>Runs the network on silence and derives the self-test.</summary>
    /// <param name="layers">The recurrent layers, with their states.</param>
    /// <param name="head">The dense layer.</param>
    /// <param name="triesMistakes">Whether the notes tell which known mistakes were tried, which takes more memory than reading.</param>
    public static BurnedInState Of(IReadOnlyList<SourceRecurrent> layers, SourceDense head, bool triesMistakes)
    {
        if (layers.Any(static layer => layer.InitialHidden.Concat(layer.InitialCell).Any(static value => !float.IsFinite(value))))
        {
            // The assembly of the network rejects these states and names the tensor.
            return new BurnedInState(null, [], null);
        }

        double[] last = Array.ConvertAll(layers[^1].InitialHidden, static value => (double)value);
        double[] first = ReferenceCell.Sums(head.Weights.Bias, head.Weights.Weight, last);
        double share = ReferenceCell.Sums(default, head.Weights.Weight, last).Max(Math.Abs);
        double tolerance = Math.Max(SelfTests.SmallestTolerance, SelfTests.Tolerance * first.Max(Math.Abs));
        float[] expected = [.. Enumerable.Range(0, Steps).SelectMany(_ => first).Select(static value => (float)value)];
        var test = new LstmSelfTest(Steps, new float[Steps * layers[0].InputSize], expected);
        ClassLayer[] all = [.. layers, head];
        NetworkShape network = new(layers[0].InputSize, new LayerList(all.Select(static layer => layer.Shape)));
        var weights = new LstmWeights(
            [.. all.Select(static layer => layer.ToWeights()).OfType<LayerWeights>()],
            initialHidden: [.. layers.SelectMany(static layer => layer.InitialHidden)],
            initialCell: [.. layers.SelectMany(static layer => layer.InitialCell)],
            selfTest: test);

        if (Movement(network, weights, LargestDrift * tolerance) is { } movement)
        {
            var doubt = new Lazy<string>(() => Moving(network, weights, movement, LargestDrift * tolerance));
            string note = triesMistakes ? doubt.Value : $"{NotSteady}: {movement}. {NoSelfTest}";
            return new BurnedInState(null, [new SourceNote(note) { IsAssumption = true }], doubt);
        }

        return share < SmallestShare * tolerance
            ? new BurnedInState(null, ["The stored states hardly affect the output, so no self-test is derived from them."], null)
            : new BurnedInState(test, triesMistakes ? Gaps(network, weights, tolerance) : [], null);
    }

    // The known mistakes are tried: the states may be steady with one of them.
    private static string Moving(NetworkShape network, LstmWeights weights, string movement, double drift)
    {
        string? cause = SelfTestHypotheses.Of(network, weights)
            .Where(static hypothesis => hypothesis.Family != SelfTestHypotheses.Same)
            .Where(hypothesis => IsOther(hypothesis, network, weights))
            .FirstOrDefault(hypothesis => Movement(hypothesis.Network, hypothesis.Mend(weights), drift) is null)?.Explanation;
        return $"{NotSteady}: {movement}. {(cause is null ? NoSelfTest : $"They are a steady state if {cause}. {NoSelfTest}")}";
    }

    // Another initial state says nothing about the stored one.
    private static bool IsOther(SelfTestHypothesis hypothesis, NetworkShape network, LstmWeights weights)
    {
        LstmWeights mended = hypothesis.Mend(weights);
        return mended.InitialHidden.SequenceEqual(weights.InitialHidden)
            && mended.Head.Count == 1
            && mended.Stem.Count == 0
            && (hypothesis.Network != network || mended.Checksum != weights.Checksum);
    }

    private static IReadOnlyList<SourceNote> Gaps(NetworkShape network, LstmWeights weights, double tolerance)
    {
        const string start = "The self-test was derived from the stored states: with silence as the input, the output does not change.";
        string gaps = SelfTestReach.Of(network, weights, tolerance) is { } reach
            ? string.Join(' ', reach.Sentences)
            : "It does not test the input weights of layer 0.";
        return [new SourceNote($"{start} {gaps} To test everything, add inputs and outputs of the trainer (--input, --output).")
        {
            IsAssumption = true,
        }];
    }

    /// <summary>Describes how the stored states move during silence; null if they do not.</summary>
    private static string? Movement(NetworkShape network, LstmWeights weights, double drift)
    {
        double[][] hidden = Rows(weights.InitialHidden, weights.Layers.Count);
        double[][] cell = Rows(weights.InitialCell, weights.Layers.Count);
        if (hidden[0].Length == 0)
        {
            return null;
        }

        // The cells update the cell states in place. They return a new array of hidden states in each step.
        ReferenceCell[] cells =
        [
            .. network.Cells.Select(place => new ReferenceCell(
                place.Shape,
                weights.Layers[place.Number],
                new Dictionary<char, double[]>
                {
                    [StartShape.Hidden] = hidden[place.Number],
                    [StartShape.Cell] = cell[place.Number],
                })),
        ];
        double largest = 0;
        for (int step = 0; step < Steps; step++)
        {
            double[] values = new double[weights.InputSize];
            for (int layer = 0; layer < cells.Length; layer++)
            {
                values = cells[layer].Step(values);
                if (step == 0 && MovedBy(weights, layer, values, cell[layer]) is { } moved)
                {
                    return moved;
                }
            }

            DenseWeights head = weights.Head[0];
            double[] outputs = ReferenceActivation.Apply(
                ((DenseShape)network.Layers[^1]).Activation, ReferenceCell.Sums(head.Bias, head.Weight, values));
            for (int output = 0; output < outputs.Length; output++)
            {
                largest = Math.Max(largest, Math.Abs(outputs[output] - weights.SelfTest!.Output[output]));
            }
        }

        return largest > drift ? FormattableString.Invariant($"{Steps} steps of silence change the output by {largest:G2}") : null;
    }

    private static string? MovedBy(LstmWeights weights, int layer, double[] hidden, double[] cell)
    {
        double byHidden = Largest(hidden, Rows(weights.InitialHidden, weights.Layers.Count)[layer]);
        double byCell = Largest(cell, Rows(weights.InitialCell, weights.Layers.Count)[layer]);
        return byHidden <= HiddenTolerance && byCell <= CellTolerance ? null : FormattableString.Invariant(
            $"in layer {layer}, one step of silence changes the hidden state by {byHidden:G2} and the cell state by {byCell:G2}");
    }

    private static double Largest(double[] one, double[] other) => one.Zip(other, static (now, then) => Math.Abs(now - then)).Max();

    private static double[][] Rows(ReadOnlySpan<float> states, int layers)
    {
        double[] all = new double[states.Length];
        for (int index = 0; index < all.Length; index++)
        {
            all[index] = states[index];
        }

        return [.. Enumerable.Range(0, layers).Select(layer => all[(layer * all.Length / layers)..((layer + 1) * all.Length / layers)])];
    }
}
