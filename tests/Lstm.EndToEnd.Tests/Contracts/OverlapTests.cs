using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Contracts;

/// <summary>
/// Outputs may be written over the very inputs where both sizes are equal. Runs and many streams whose spans overlap otherwise are refused
/// before anything is written: whether the outputs would be right depends on the network. A single step has read its input by then. (Whole
/// sequences, whose outputs may not overlap the inputs at all: <see cref="SequenceTests"/>.)
/// </summary>
public sealed class OverlapTests
{
    // A group of eight lanes and one of three that share loads, with some left over; steps that are looked ahead at, and two more.
    private const int Count = 13;

    /// <summary>One network of each kind of kernel and of each way to take many streams.</summary>
    private static readonly NetworkSpec[] s_networks =
    [
        // In registers; many streams in lanes.
        NetworkSpec.Plain(1, 8, 1, 1), NetworkSpec.Plain(4, 4), NetworkSpec.Plain(16, 16), NetworkSpec.Plain(1, 8),
        NetworkSpec.Plain(20, 6),
        NetworkSpec.Plain(4, 4) with { Residual = true }, NetworkSpec.Plain(13, 13) with { Residual = true },
        // In tiles, and with the widest vectors; many streams that share loads.
        NetworkSpec.Plain(24, 24), NetworkSpec.Plain(1, 40), NetworkSpec.Plain(41, 25, 1, 7), NetworkSpec.Plain(33, 33, 3),
        // Back and forth, looking ahead.
        NetworkSpec.Plain(64, 64), NetworkSpec.Plain(8, 64), NetworkSpec.Plain(64, 64) with { Residual = true },
        // Dense layers before and after.
        new(3, 7) { Stem = [new DenseSpec(5, Activation.Tanh)], Head = [new DenseSpec(3, Activation.Linear)] },
        new(9, 7) { Stem = [new DenseSpec(5, Activation.Tanh)], Head = [new DenseSpec(9, Activation.Linear)], Residual = true },
        new(6, 20) { Head = [new DenseSpec(5, Activation.Relu), new DenseSpec(6, Activation.Softmax)] },
        // Other cells, one stream after the other.
        new(7, 7) { Gru = true }, new(9, 9) { StochasticForget = true }, new(5, 20) { Projection = 5, LayerNorm = true },
        new(20, 20) { Precision = LstmPrecision.Int8 }, new(8, 64) { Precision = LstmPrecision.Int16 },
        new(20, 20) { Precision = LstmPrecision.Int8, Residual = true },
    ];

    // Connections around all layers, which read the input at the end or before it.
    private static readonly ListSpec[] s_lists =
    [
        new(9, [new RecurrentSpec(CellForm.Lstm, 9), new ResidualSpec(9, 1)]),
        new(64, [new RecurrentSpec(CellForm.Lstm, 64), new RecurrentSpec(CellForm.Lstm, 64), new ResidualSpec(64, 2)]),
        new(9, [new RecurrentSpec(CellForm.Lstm, 9), new ResidualSpec(9, 1), new DenseSpec(9, Activation.Tanh)]),
    ];

    private static readonly CompiledNetworks s_compiled = new("LstmGen.Overlaps", [.. ListSpec.Of(s_networks), .. s_lists]);

    private static readonly Verb[] s_verbs = [Verb.Step, Verb.Run, Verb.StepMany, Verb.StepBlock, Verb.StepRanges];

    public static TheoryData<string> All => s_compiled.Names();

    public static TheoryData<string> OfEqualSizes => s_compiled.Names(static spec => spec.Input == spec.OutputSize);

    [Theory]
    [MemberData(nameof(OfEqualSizes))]
    public void Outputs_may_take_the_place_of_the_inputs(string name)
    {
        foreach (Verb verb in s_verbs)
        {
            (StepNetwork network, int count, _, _) = Create(name, verb);
            PlacedCall found = network.CallWithin(verb, count, inputsAt: 3, outputsAt: 3);

            Assert.Null(found.Thrown);
            Assert.True(found.SameBits(Apart(network, verb, count)), $"{verb}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Spans_that_touch_do_not_overlap(string name)
    {
        foreach (Verb verb in s_verbs)
        {
            (StepNetwork network, int count, int inputs, int outputs) = Create(name, verb);
            PlacedCall apart = Apart(network, verb, count);
            foreach ((int inputsAt, int outputsAt) in new[] { (3, 3 + inputs), (3 + outputs, 3) })
            {
                PlacedCall found = network.CallWithin(verb, count, inputsAt, outputsAt);

                Assert.Null(found.Thrown);
                Assert.True(found.SameBits(apart), $"{verb}, inputs at {inputsAt}, outputs at {outputsAt}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Runs_and_streams_whose_spans_overlap_otherwise_are_refused(string name)
    {
        foreach (Verb verb in s_verbs.Where(static verb => verb != Verb.Step))
        {
            Refuses(name, verb, "outputs");
        }
    }

    /// <summary>A step has read its input before it writes; only one with a residual reads it again for each output.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void A_step_is_right_wherever_its_output_lies_or_refuses_it(string name)
    {
        (StepNetwork network, int count, int inputs, int outputs) = Create(name, Verb.Step);
        ListSpec spec = s_compiled.Networks[name];
        bool residual = spec.Residual || spec.Layers[^1] is ResidualSpec;
        foreach (int distance in Distances(network, inputs, outputs))
        {
            if (residual && distance != 0)
            {
                Refuses(network, Verb.Step, count, outputs, distance, "output");
                continue;
            }

            PlacedCall found = network.CallWithin(Verb.Step, count, inputsAt: outputs, outputsAt: outputs + distance);
            Assert.Null(found.Thrown);
            Assert.True(found.SameBits(Apart(network, Verb.Step, count)), $"output {distance} floats after the input");
        }
    }

    private static void Refuses(string name, Verb verb, string parameter)
    {
        (StepNetwork network, int count, int inputs, int outputs) = Create(name, verb);
        foreach (int distance in Distances(network, inputs, outputs))
        {
            Refuses(network, verb, count, outputs, distance, parameter);
        }
    }

    private static void Refuses(StepNetwork network, Verb verb, int count, int outputs, int distance, string parameter)
    {
        PlacedCall found = network.CallWithin(verb, count, inputsAt: outputs, outputsAt: outputs + distance);

        string call = $"{verb} with outputs {distance} floats after the inputs";
        Assert.True(found.Thrown is not null, $"{call} was not refused");
        Assert.Equal(parameter, found.Thrown.ParamName);
        Assert.Contains("overlap", found.Thrown.Message, StringComparison.Ordinal);
        Assert.True(found.Untouched, $"{call} wrote something before the overlap was found");
    }

    /// <summary>
    /// How far the outputs start after the inputs: by a float, a step, as far as they overlap at all; and not at all where the sizes
    /// differ.
    /// </summary>
    private static IEnumerable<int> Distances(StepNetwork network, int inputs, int outputs) =>
        new[] { 1 - outputs, -network.OutputSize, -1, 0, 1, network.InputSize, inputs - 1 }
            .Distinct()
            .Where(distance => distance > -outputs && distance < inputs && (distance != 0 || inputs != outputs));

    private static PlacedCall Apart(StepNetwork network, Verb verb, int count) =>
        network.CallWithin(verb, count, inputsAt: 0, outputsAt: count * network.InputSize + 100);

    private static (StepNetwork Network, int Count, int Inputs, int Outputs) Create(string name, Verb verb)
    {
        ListSpec spec = s_compiled.Networks[name];
        StepNetwork network = (StepNetwork)s_compiled.Create(spec, RandomWeights.Create(spec));
        int count = verb == Verb.Step ? 1 : Count;
        return (network, count, count * spec.Input, count * spec.OutputSize);
    }
}
