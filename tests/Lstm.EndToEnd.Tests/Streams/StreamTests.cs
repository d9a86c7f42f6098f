using System;
using System.Linq;
using Lstm.EndToEnd.Tests.Contracts;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Streams;

/// <summary>Any number of streams, in states or in a block, on one thread or two: each has the bits that it has alone.</summary>
public sealed class StreamTests
{
    public static TheoryData<string> Plain => ContractNetworks.Plain;

    [Theory]
    [MemberData(nameof(Plain))]
    public void Any_number_of_streams_has_the_bits_of_each_alone(string name)
    {
        const int steps = 3;
        (ListSpec spec, StepNetwork network) = ContractNetworks.CreateWithSpec(name);
        float[][] inputs = [.. Enumerable.Range(0, 100).Select(stream => RandomWeights.Inputs(steps, spec.Input, seed: stream))];
        StartState[] starts = [.. Enumerable.Range(0, 100).Select(stream => StartState.Create(spec, seed: stream))];
        Trace[] alone = [.. inputs.Select((values, stream) => network.Steps(values, starts[stream]))];

        foreach (int streams in (int[])[.. Enumerable.Range(0, 41), 100])
        {
            foreach (Verb verb in new[] { Verb.StepMany, Verb.StepBlock, Verb.StepRanges })
            {
                Trace[] together = network.StepMany(inputs[..streams], starts[..streams], verb);

                Assert.Equal(streams, together.Length);
                Assert.All(together.Select((trace, stream) => (trace, stream)), one =>
                    Assert.True(alone[one.stream].SameBits(one.trace), $"{verb}, stream {one.stream} of {streams}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Plain))]
    public void A_block_preserves_every_bit_of_a_state(string name)
    {
        StepNetwork network = ContractNetworks.Create(name);
        foreach (int streams in new[] { 1, 7, 8, 9, 16, 37 })
        {
            Assert.True(network.BlockKeepsBits(streams), $"{streams} streams");
        }
    }

    [Theory]
    [MemberData(nameof(Plain))]
    public void A_range_changes_its_own_streams_only(string name)
    {
        StepNetwork network = ContractNetworks.Create(name);
        foreach ((int streams, int first, int count) in new[]
        {
            (29, 0, 29), (29, 8, 8), (29, 8, 11), (29, 16, 1), (29, 24, 5), (29, 0, 3), (29, 29, 0), (29, 16, 0),
            (8, 0, 7), (24, 16, 6), (0, 0, 0),
        })
        {
            (ArgumentException? thrown, bool[] moved) = network.StepRange(streams, first, count);

            Assert.Null(thrown);
            Assert.Equal(Enumerable.Range(0, streams).Select(stream => stream >= first && stream < first + count), moved);
        }
    }

    [Theory]
    [InlineData(-8, 8, "first", "-8")]
    [InlineData(4, 8, "first", "multiple of 8")]
    [InlineData(32, 0, "first", "29 streams")]
    [InlineData(8, 22, "count", "29 streams, a range from stream 8 must have 0 to 21 streams")]
    [InlineData(8, -1, "count", "-1")]
    [InlineData(29, 1, "count", "must have 0")]
    public void A_range_outside_a_block_or_inside_a_group_is_refused(int first, int count, string parameter, string says)
    {
        foreach (string name in (string[])[.. ContractNetworks.Plain])
        {
            (ArgumentException? thrown, bool[] moved) = ContractNetworks.Create(name).StepRange(streams: 29, first, count);

            Assert.Equal(parameter, Assert.IsType<ArgumentOutOfRangeException>(thrown).ParamName);
            Assert.Contains(says, thrown.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(true, moved);
        }
    }

    [Fact]
    public void There_must_be_a_block()
    {
        OneWholeBlock model = new(RandomWeights.Create(2, 8));
        float[] none = [];
        Assert.Equal(
            "states",
            Assert.Throws<ArgumentNullException>(() => model.StepMany((StateBlock<OneWholeBlock.State>)null!, none, none)).ParamName);
        Assert.Equal("states", Assert.Throws<ArgumentNullException>(() => model.StepMany(null!, 0, 0, none, none)).ParamName);
    }

    [Fact]
    public void A_block_refuses_streams_and_counts_out_of_range()
    {
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(static () => new StateBlock<OneWholeBlock.State>(-1)).ParamName);
        Assert.Equal(
            "count",
            Assert.Throws<ArgumentOutOfRangeException>(static () => new StateBlock<OneWholeBlock.State>(int.MaxValue)).ParamName);
        StateBlock<OneWholeBlock.State> block = new(9);
        Assert.Equal(9, block.Count);
        Assert.Equal("stream", Assert.Throws<ArgumentOutOfRangeException>(() => block[9]).ParamName);
        Assert.Equal("stream", Assert.Throws<ArgumentOutOfRangeException>(() => block[-1] = default).ParamName);
        Assert.Equal("states", Assert.Throws<ArgumentException>(() => block.CopyTo(new OneWholeBlock.State[8])).ParamName);
        Assert.Equal("states", Assert.Throws<ArgumentException>(() => block.CopyFrom(new OneWholeBlock.State[10])).ParamName);
    }

    [Fact]
    public void Outputs_may_be_written_over_inputs_of_the_same_size()
    {
        NetworkSpec[] specs =
        [
            NetworkSpec.Plain(1, 1), NetworkSpec.Plain(4, 4), NetworkSpec.Plain(24, 24),
            // Runs that look ahead.
            NetworkSpec.Plain(64, 64) with { Residual = true }, NetworkSpec.Plain(33, 33) with { Layers = 2 },
        ];
        foreach (NetworkSpec spec in specs)
        {
            CompiledNetworks compiled = new($"LstmGen.InPlace{spec.Name}", [spec]);
            StepNetwork network = (StepNetwork)compiled.Create(spec, RandomWeights.Create(spec));
            Assert.True(network.InPlaceGivesTheSame(streams: 21), spec.Name);
        }
    }
}
