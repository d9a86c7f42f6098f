using System;
using Lstm.EndToEnd.Tests.Golden;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Slots;

/// <summary>What is refused, and that nothing has then moved: in a fade as well, where two models would.</summary>
public sealed class SlotArgumentTests
{
    [Fact]
    public void A_slot_and_a_publication_need_a_model()
    {
        LstmSlot<Torch3x3> slot = new(SlotModels.Square(1));
        Torch3x3 model = slot.Current;

        Assert.Throws<ArgumentNullException>(static () => new LstmSlot<Torch3x3>(null!));
        Assert.Throws<ArgumentNullException>(() => slot.Publish(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => slot.Publish(SlotModels.Square(2), fadeSteps: -1));
        Assert.Throws<ArgumentNullException>(static () => new LstmStream<Torch3x3, Torch3x3.State>(null!));
        Assert.Throws<ArgumentNullException>(static () => new LstmStream<Torch3x3, Torch3x3.State>(null!, default));
        Assert.Same(model, slot.Current);
    }

    [Fact]
    public void The_default_stream_throws_with_an_explanation()
    {
        LstmStream<Torch3x3, Torch3x3.State> stream = default;
        const string message = "This stream is the default value and has no slot. Create it with new LstmStream<Torch3x3, State>(slot).";
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => stream.Step(new float[3], new float[3])).Message);
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => stream.Run(new float[3], new float[3])).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Spans_of_wrong_lengths_are_refused_and_the_state_is_unchanged(bool fading)
    {
        LstmSlot<Torch3x3> slot = new(SlotModels.Square(1));
        LstmStream<Torch3x3, Torch3x3.State> stream = new(slot);
        stream.Step([1, 2, 3], new float[3]);
        slot.Publish(SlotModels.Square(2), fading ? 4 : 0);
        stream.Step([1, 2, 3], new float[3]);
        LstmStream<Torch3x3, Torch3x3.State> untouched = stream;

        Assert.Throws<ArgumentException>("input", () => stream.Step(new float[2], new float[3]));
        Assert.Throws<ArgumentException>("output", () => stream.Step(new float[3], new float[4]));
        Assert.Throws<ArgumentException>("inputs", () => stream.Run(new float[5], new float[3]));
        Assert.Throws<ArgumentException>("outputs", () => stream.Run(new float[6], new float[3]));
        stream.Run([], []);

        Assert.Equal(untouched.FadeStepsLeft, stream.FadeStepsLeft);
        float[] expected = new float[30];
        float[] outputs = new float[30];
        untouched.Run(new float[30], expected);
        stream.Run(new float[30], outputs);
        Assert.True(Bits.Equal(expected, outputs));
    }

    [Fact]
    public void An_output_that_only_the_new_model_refuses_moves_neither_model()
    {
        LstmSlot<ResidualSquare> slot = new(new ResidualSquare(RandomWeights.Create(3, 3, seed: 1)));
        LstmStream<ResidualSquare, ResidualSquare.State> stream = new(slot);
        slot.Publish(new ResidualSquare(RandomWeights.Create(3, 3, seed: 2)), fadeSteps: 4);
        stream.Step([1, 2, 3], new float[3]);
        LstmStream<ResidualSquare, ResidualSquare.State> untouched = stream;
        float[] values = [1, 2, 3, 4];

        Assert.Throws<ArgumentException>("output", () => stream.Step(values.AsSpan(0, 3), values.AsSpan(1)));

        float[] expected = new float[3];
        float[] actual = new float[3];
        untouched.Step([3, 2, 1], expected);
        stream.Step([3, 2, 1], actual);
        Assert.Equal(expected, actual);
    }
}

/// <summary>Its inputs are added to its outputs, and are read after the first of these are written.</summary>
[Lstm(input: 3, hidden: 3, Residual = true)]
public sealed partial class ResidualSquare;
