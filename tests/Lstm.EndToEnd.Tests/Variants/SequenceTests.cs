using System;
using System.Globalization;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// Networks that need the whole sequence: every form of Run does the same, outputs stand at their times, and wrong spans are refused before
/// anything is written.
/// </summary>
public sealed class SequenceTests
{
    private const int Steps = 9;

    public static TheoryData<string> All => TestNetworks.OtherNames(static spec => !spec.IsCausal);

    public static TheoryData<string> Backward =>
        TestNetworks.OtherNames(static spec => HasNoWindow(spec)
            && spec.Recurrent.All(static layer => layer.Direction == Direction.Backward));

    /// <summary>Networks in which only recurrent layers depend on other steps.</summary>
    public static TheoryData<string> WithoutWindows => TestNetworks.OtherNames(static spec => !spec.IsCausal && HasNoWindow(spec));

    [Theory]
    [MemberData(nameof(All))]
    public void Every_form_of_Run_gives_the_same_bits(string name)
    {
        (ListSpec spec, SequenceNetwork network) = Create(name);
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input);
        StartState start = StartState.Create(spec, seed: 1);

        Trace rented = network.Run(inputs, start);

        Assert.True(rented.SameBits(network.RunInScratch(inputs, start, float.NaN)), "in scratch memory full of NaN");
        Assert.True(
            rented.SameBits(network.RunInScratch(inputs, start, float.PositiveInfinity, longer: 7)),
            "in scratch memory that is too long");
        Assert.Equal(network.Run(inputs).Outputs, network.RunWithoutState(inputs));
        Assert.False(rented.SameBits(network.Run(inputs)), "the start state makes no difference");
    }

    [Theory]
    [MemberData(nameof(Backward))]
    public void A_backward_network_runs_in_pieces_from_the_end(string name)
    {
        (ListSpec spec, SequenceNetwork network) = Create(name);
        if (spec.IsRandom)
        {
            // The pieces' steps would be counted from the end.
            return;
        }

        float[] inputs = RandomWeights.Inputs(Steps, spec.Input);
        StartState start = StartState.Create(spec, seed: 1);
        int cut = 4 * spec.Input;

        Trace whole = network.Run(inputs, start);
        Trace end = network.Run(inputs[cut..], start);
        Trace beginning = network.Continue(end, inputs[..cut]);

        Assert.True(whole.SameBits(beginning with { Outputs = [.. beginning.Outputs, .. end.Outputs] }));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_sequence_continues_where_another_ended(string name)
    {
        (ListSpec spec, SequenceNetwork network) = Create(name);
        StartState start = StartState.Create(spec, seed: 1);
        Trace before = network.Run(RandomWeights.Inputs(Steps, spec.Input), start);
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input, seed: 2);

        Trace found = network.Continue(before, inputs);

        if (spec.IsRandom)
        {
            // The state holds more than its vectors: 9 steps are counted, and then 9 more.
            Assert.False(found.SameBits(network.Run(inputs, StartState.After(before, start.Seed))));
            Assert.Equal(
                [Steps, 2 * Steps],
                new[] { before, found }.Select(static trace => BitConverter.ToInt64(trace.Rest, trace.Rest.Length - 24)));
        }
        else
        {
            Assert.True(found.SameBits(network.Run(inputs, StartState.After(before))));
        }
    }

    [Theory]
    [MemberData(nameof(WithoutWindows))]
    public void An_input_reaches_the_outputs_that_its_direction_lets_it_reach(string name)
    {
        (ListSpec spec, SequenceNetwork network) = Create(name);
        const int struck = 4;
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input);
        float[] other = (float[])inputs.Clone();
        other[struck * spec.Input] = float.NaN;

        float[] found = network.RunWithoutState(other);

        bool[] reached = [.. found.Chunk(spec.OutputSize).Select(static y => y.Any(float.IsNaN))];
        bool later = spec.Recurrent.Any(static layer => layer.Direction == Direction.Forward);
        Assert.Equal(Enumerable.Range(0, Steps).Select(t => later || t <= struck), reached);
        if (spec.Layers[^1] is RecurrentSpec { Bidirectional: true } layer && spec.Recurrent.Count() == 1)
        {
            // Forward outputs first, then backward ones; each only on its own side of the NaN.
            Assert.All(Enumerable.Range(0, found.Length), n =>
            {
                (int t, bool backward) = (n / spec.OutputSize, n % spec.OutputSize >= layer.Width);
                Assert.Equal(backward ? t <= struck : t >= struck, float.IsNaN(found[n]));
            });
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Wrong_lengths_are_refused_and_nothing_is_written(string name)
    {
        (ListSpec spec, SequenceNetwork network) = Create(name);
        (int x, int y) = (spec.Input, spec.OutputSize);
        int scratch = network.ScratchLength(5);
        foreach (Verb verb in new[] { Verb.RunWithoutState, Verb.Run, Verb.RunInScratch })
        {
            (ArgumentException? thrown, bool untouched) = network.Call(verb, 5 * x, 5 * y, scratch);
            Assert.Null(thrown);
            // Below its threshold a function gives the zeros that were there before.
            bool mayBeZero = spec.Recurrent.Any(static layer =>
                layer.HiddenActivation.Function == Activation.ThresholdedRelu
                    || layer is { Form: CellForm.Rnn, CellActivation: { Function: Activation.Relu } })
                || spec.Layers.Any(static layer => layer is DenseSpec { Activation: { Function: Activation.Relu or Activation.Clip } }
                    or Conv1DSpec { Activation: { Function: Activation.Relu or Activation.Clip } });
            Assert.True(!untouched || mayBeZero, "the call did nothing");
            Assert.Equal((null, true), network.Call(verb, 0, 0, scratch));

            Refuses(network.Call(verb, 5 * x, 5 * y - 1, scratch), "outputs", 5 * y, 5 * y - 1);
            Refuses(network.Call(verb, 5 * x, 6 * y, scratch), "outputs", 5 * y, 6 * y);
            Refuses(network.Call(verb, x, 0, scratch), "outputs", y, 0);
            if (x > 1)
            {
                Refuses(network.Call(verb, 5 * x + 1, 5 * y, scratch), "inputs", x, 5 * x + 1);
            }
        }

        if (scratch > 0)
        {
            Refuses(network.Call(Verb.RunInScratch, 5 * x, 5 * y, scratch - 1), "scratch", scratch, scratch - 1);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Spans_that_overlap_are_refused_and_nothing_is_written(string name)
    {
        (ListSpec spec, SequenceNetwork network) = Create(name);
        (int x, int y, int scratch) = (2 * spec.Input, 2 * spec.OutputSize, network.ScratchLength(2));
        int all = x + y + scratch;
        Assert.Null(network.CallWithin(all, 2, inputsAt: 0, outputsAt: x, scratchAt: x + y).Thrown);

        Overlaps(network.CallWithin(all, 2, inputsAt: 0, outputsAt: 0), "outputs");
        Overlaps(network.CallWithin(all, 2, inputsAt: 0, outputsAt: x - 1), "outputs");
        Overlaps(network.CallWithin(all, 2, inputsAt: y - 1, outputsAt: 0), "outputs");
        Overlaps(network.CallWithin(all, 2, inputsAt: 0, outputsAt: x - 1, scratchAt: x + y), "outputs");
        if (scratch > 0)
        {
            Overlaps(network.CallWithin(all, 2, inputsAt: 0, outputsAt: x, scratchAt: x + y - 1), "scratch");
            Overlaps(network.CallWithin(all, 2, inputsAt: y, outputsAt: 0, scratchAt: x + y - 1), "scratch");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Scratch_memory_grows_with_the_steps(string name)
    {
        (ListSpec spec, SequenceNetwork network) = Create(name);
        int one = network.ScratchLength(1);

        Assert.Equal(0, network.ScratchLength(0));
        Assert.Equal(1000 * one, network.ScratchLength(1000));
        Assert.Equal(spec.Layers.Count == 1, one == 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.ScratchLength(-1));
        if (one > 1)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => network.ScratchLength(int.MaxValue));
        }
    }

    private static (ListSpec Spec, SequenceNetwork Network) Create(string name)
    {
        (ListSpec spec, Network network, _) = TestNetworks.Create(name);
        return (spec, (SequenceNetwork)network);
    }

    private static void Refuses((ArgumentException? Thrown, bool Untouched) call, string parameter, int expected, int found)
    {
        Assert.NotNull(call.Thrown);
        Assert.Equal(parameter, call.Thrown.ParamName);
        Assert.Matches($@"\b{expected.ToString(CultureInfo.InvariantCulture)}\b", call.Thrown.Message);
        Assert.Matches($@"\b{found.ToString(CultureInfo.InvariantCulture)}\b", call.Thrown.Message);
        Assert.True(call.Untouched, "something was written before the lengths were checked");
    }

    private static void Overlaps((ArgumentException? Thrown, bool Untouched) call, string parameter)
    {
        Assert.NotNull(call.Thrown);
        Assert.Equal(parameter, call.Thrown.ParamName);
        Assert.Contains("overlap", call.Thrown.Message, StringComparison.Ordinal);
        Assert.True(call.Untouched, "something was written before the overlap was found");
    }

    private static bool HasNoWindow(ListSpec spec) => !spec.Layers.Any(static layer => layer is Conv1DSpec);
}
