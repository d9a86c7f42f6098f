using System;
using System.Runtime.InteropServices;
using Lstm.EndToEnd.Tests.Processes;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Contracts;

/// <summary>
/// Lengths at which a product of two integers wraps around are refused like all others. There is no memory behind such spans: nothing but
/// the check of lengths may run.
/// </summary>
public sealed class HugeSpanTests
{
    private const int Most = int.MaxValue;

    /// <summary>Times 8 outputs, this is 2^32: nothing, to an integer of 32 bits.</summary>
    private const int Wrapping = 1 << 29;

    private static readonly float[] s_x = new float[1024];
    private static readonly float[] s_y = new float[1024];

    [Theory]
    [InlineData(Most, 8, "input", "1")]
    [InlineData(1, Most, "output", "8")]
    [InlineData(Most, Most, "input", "1")]
    [InlineData(Wrapping, 0, "input", "1")]
    public void Step(int inputs, int outputs, string parameter, string expected) => Refuses(
        static (model, state, block, states, inputs, outputs) => model.Step(ref state[0], Inputs(inputs), Outputs(outputs)),
        inputs, outputs, 0, parameter, expected);

    [Theory]
    [InlineData(Most, 8, "outputs", "17179869176")]
    [InlineData(Most, Most, "outputs", "17179869176")]
    [InlineData(1, Most, "outputs", "8")]
    [InlineData(0, Most, "outputs", "0")]
    [InlineData(Wrapping, 0, "outputs", "4294967296")]
    [InlineData(Wrapping + 1, 8, "outputs", "4294967304")]
    public void Run(int inputs, int outputs, string parameter, string expected) => Refuses(
        static (model, state, block, states, inputs, outputs) => model.Run(ref state[0], Inputs(inputs), Outputs(outputs)),
        inputs, outputs, 0, parameter, expected);

    [Theory]
    [InlineData(Most, 8, 1, "inputs", "1")]
    [InlineData(1, Most, 1, "outputs", "8")]
    [InlineData(1, 8, Most, "inputs", "2147483647")]
    [InlineData(Most, Most, Most, "outputs", "17179869176")]
    [InlineData(Wrapping, 0, Wrapping, "outputs", "4294967296")]
    [InlineData(Wrapping + 1, 8, Wrapping + 1, "outputs", "4294967304")]
    public void StepMany(int inputs, int outputs, int streams, string parameter, string expected) => Refuses(
        static (model, state, block, streams, inputs, outputs) =>
            model.StepMany(MemoryMarshal.CreateSpan(ref state[0], streams), Inputs(inputs), Outputs(outputs)),
        inputs, outputs, streams, parameter, expected);

    [Theory]
    [InlineData(Most, 8 * 9, "inputs", "9")]
    [InlineData(9, Most, "outputs", "72")]
    [InlineData(Wrapping + 9, Most, "inputs", "9")]
    public void StepMany_of_a_block(int inputs, int outputs, string parameter, string expected) => Refuses(
        static (model, state, block, states, inputs, outputs) => model.StepMany(block, Inputs(inputs), Outputs(outputs)),
        inputs, outputs, 0, parameter, expected);

    [Theory]
    [InlineData(8, Most, "count")]
    [InlineData(8, int.MinValue, "count")]
    [InlineData(Most, 1, "first")]
    [InlineData(Most - 7, 8, "first")]
    [InlineData(int.MinValue, 8, "first")]
    public void A_range_of_a_block(int first, int count, string parameter)
    {
        Probe1x8 model = new(RandomWeights.Create(1, 8));
        StateBlock<Probe1x8.State> block = new(9);

        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => model.StepMany(block, first, count, Inputs(Most), Outputs(Most)));
    }

    /// <summary>More inputs a step than one: the steps of a run are counted by a division.</summary>
    [Theory]
    [InlineData(Most, 0, "inputs", "8")]
    [InlineData(Most - 7, 0, "outputs", "17179869120")]
    [InlineData(Wrapping, 0, "outputs", "4294967296")]
    public void Run_of_several_inputs(int inputs, int outputs, string parameter, string expected)
    {
        Probe8x64 model = new(RandomWeights.Create(8, 64));
        Probe8x64.State[] state = new Probe8x64.State[1];

        Refuses(Assert.Throws<ArgumentException>(parameter, () => model.Run(ref state[0], Inputs(inputs), Outputs(outputs))), expected);
    }

    [Theory]
    [InlineData(Most, 4, "inputs", "2")]
    [InlineData(2, Most, "outputs", "4")]
    [InlineData(Most - 1, 0, "outputs", "4294967292")]
    public void Run_of_a_sequence(int inputs, int outputs, string parameter, string expected)
    {
        ProbeBidirectional model = new(RandomWeights.Create(new NetworkSpec(2, 9)
        {
            Layers = 2,
            Bidirectional = true,
            Stem = [new DenseSpec(6, Activation.Softsign)],
            Head = [new DenseSpec(5, Activation.LeakyRelu), new DenseSpec(4, Activation.Softmax)],
        }));
        ProbeBidirectional.State[] state = new ProbeBidirectional.State[1];

        Refuses(Assert.Throws<ArgumentException>(parameter, () => model.Run(Inputs(inputs), Outputs(outputs))), expected);
        Refuses(Assert.Throws<ArgumentException>(parameter, () => model.Run(ref state[0], Inputs(inputs), Outputs(outputs))), expected);
        Refuses(
            Assert.Throws<ArgumentException>(parameter, () => model.Run(ref state[0], Inputs(inputs), Outputs(outputs), Outputs(Most))),
            expected);
    }

    /// <summary>A state of 16 floats: more than 134,217,720 streams are too many floats for an array, in whole groups.</summary>
    [Theory]
    [InlineData(134_217_721)]
    [InlineData(1 << 27)]
    [InlineData((1 << 28) - 1)]
    [InlineData(1 << 28)]
    [InlineData((1 << 28) + 1)]
    [InlineData(1 << 30)]
    [InlineData(Most - 7)]
    [InlineData(Most - 6)]
    [InlineData(Most)]
    public void A_block_larger_than_any_array(int count)
    {
        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(
            "count",
            () => new StateBlock<Probe1x8.State>(count));

        Assert.Equal(count, thrown.ActualValue);
        Assert.Contains("16 floats", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("at most 134217720 streams", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-8)]
    [InlineData(int.MinValue)]
    public void A_block_of_a_negative_length(int count) =>
        Assert.Equal(count, Assert.Throws<ArgumentOutOfRangeException>("count", () => new StateBlock<Probe8x64.State>(count)).ActualValue);

    [Fact]
    public void A_block_takes_no_more_states_than_it_has()
    {
        StateBlock<Probe1x8.State> block = new(9);
        Probe1x8.State[] one = new Probe1x8.State[1];

        Assert.Throws<ArgumentException>("states", () => block.CopyFrom(MemoryMarshal.CreateSpan(ref one[0], Most)));
        Assert.Throws<ArgumentException>("states", () => block.CopyTo(MemoryMarshal.CreateSpan(ref one[0], Most)));
        Assert.Throws<ArgumentOutOfRangeException>("stream", () => block[Most]);
        Assert.Throws<ArgumentOutOfRangeException>("stream", () => block[int.MinValue] = default);
    }

    private delegate void Call(
        Probe1x8 model, Probe1x8.State[] state, StateBlock<Probe1x8.State> block, int streams, int inputs, int outputs);

    private static void Refuses(Call call, int inputs, int outputs, int streams, string parameter, string expected)
    {
        Probe1x8 model = new(RandomWeights.Create(1, 8));
        Probe1x8.State[] state = new Probe1x8.State[1];
        StateBlock<Probe1x8.State> block = new(9);

        Refuses(Assert.Throws<ArgumentException>(parameter, () => call(model, state, block, streams, inputs, outputs)), expected);
        Assert.Equal(default, state[0]);
        Assert.Equal(default, block[8]);
    }

    private static void Refuses(ArgumentException thrown, string expected)
    {
        Assert.Matches($@"\b{expected}\b", thrown.Message);
        Assert.All(s_x, static value => Assert.Equal(0, value));
        Assert.All(s_y, static value => Assert.Equal(0, value));
    }

    private static ReadOnlySpan<float> Inputs(int length) => MemoryMarshal.CreateReadOnlySpan(ref s_x[0], length);

    private static Span<float> Outputs(int length) => MemoryMarshal.CreateSpan(ref s_y[0], length);
}
