using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.EndToEnd.Tests.Contracts;
using Lstm.EndToEnd.Tests.Golden;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Slots;

/// <summary>A stream takes up what is published in its slot, at once or in a fade, in the bits that the two models give by hand.</summary>
public sealed class FollowTests
{
    private const int Steps = 60;

    // Before which step something is published, and over how many steps it fades: also several at once, and in the middle of a fade.
    public static TheoryData<string> Schedules =>
    [
        "", "0:0", "0:1", "10:0", "10:1", "10:7", "59:5", "10:0 11:0 12:0", "10:7 30:7", "10:7 12:3", "10:7 12:0", "10:7 12:0 13:4",
        "10:7 11:4 12:9", "10:1 11:1 12:1",
        "10:2147483647", "10:4 10:5", "10:0 10:5", "10:5 10:0", "5:30 20:3 21:5 34:2",
    ];

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Outputs_and_states_are_those_of_a_fade_by_hand(string schedule)
    {
        Compare<OnePaddedBlock, OnePaddedBlock.State>(SlotModels.Small, schedule);
        Compare<ThreeLayers, ThreeLayers.State>(SlotModels.Deep, schedule);
        Compare<EightBlocks, EightBlocks.State>(SlotModels.Large, schedule);
        Compare<Torch3x3, Torch3x3.State>(SlotModels.Square, schedule);
    }

    [Fact]
    public void A_fade_counts_its_steps_and_ends_in_the_new_models_bits()
    {
        LstmSlot<Torch3x3> slot = new(SlotModels.Square(1));
        LstmStream<Torch3x3, Torch3x3.State> stream = new(slot);
        float[] output = new float[3];
        stream.Step([1, 2, 3], output);
        Torch3x3 next = SlotModels.Square(2);
        slot.Publish(next, fadeSteps: 3);

        // Not noticed yet.
        Assert.False(stream.IsFading);
        Assert.Same(next, slot.Current);
        Torch3x3.State state = stream.State;
        float[] alone = new float[3];
        foreach (int left in new[] { 2, 1, 0 })
        {
            stream.Step([1, 2, 3], output);
            next.Step(ref state, [1, 2, 3], alone);

            Assert.Equal(left, stream.FadeStepsLeft);
            Assert.Equal(left > 0, stream.IsFading);
            Assert.False(Bits.Equal(alone, output));
            Assert.True(Bits.Equal(state, stream.State));
        }

        stream.Step([1, 2, 3], output);
        next.Step(ref state, [1, 2, 3], alone);
        Assert.True(Bits.Equal(alone, output));
    }

    [Fact]
    public void A_model_that_is_published_again_fades_into_itself()
    {
        Torch3x3 model = SlotModels.Square(1);
        LstmSlot<Torch3x3> slot = new(model);
        LstmStream<Torch3x3, Torch3x3.State> stream = new(slot);
        slot.Publish(model, fadeSteps: 5);
        Torch3x3.State state = model.InitialState;
        float[] alone = new float[3];
        float[] output = new float[3];
        for (int step = 0; step < 10; step++)
        {
            model.Step(ref state, [1, 2, 3], alone);
            stream.Step([1, 2, 3], output);
            Assert.True(Bits.Equal(alone, output));
        }
    }

    [Fact]
    public void A_state_that_is_set_in_a_fade_is_that_of_both_models()
    {
        Torch3x3 old = SlotModels.Square(1);
        Torch3x3 next = SlotModels.Square(2);
        LstmSlot<Torch3x3> slot = new(old);
        LstmStream<Torch3x3, Torch3x3.State> stream = new(slot);
        float[] output = new float[3];
        stream.Step([1, 2, 3], output);
        slot.Publish(next, fadeSteps: 3);
        stream.Step([1, 2, 3], output);
        stream.State = default;

        stream.Step([3, 2, 1], output);

        Torch3x3.State ofOld = default;
        Torch3x3.State ofNext = default;
        float[] byOld = new float[3];
        float[] byNext = new float[3];
        old.Step(ref ofOld, [3, 2, 1], byOld);
        next.Step(ref ofNext, [3, 2, 1], byNext);
        Assert.True(Bits.Equal([.. byOld.Zip(byNext, static (a, b) => a + 0.5f * (b - a))], output));
        Assert.Equal(1, stream.FadeStepsLeft);
    }

    [Fact]
    public void A_copy_is_a_fork()
    {
        LstmSlot<Torch3x3> slot = new(SlotModels.Square(1));
        LstmStream<Torch3x3, Torch3x3.State> stream = new(slot);
        slot.Publish(SlotModels.Square(2), fadeSteps: 9);
        float[] output = new float[3];
        float[] forked = new float[3];
        stream.Step([1, 2, 3], output);
        LstmStream<Torch3x3, Torch3x3.State> fork = stream;
        for (int step = 0; step < 20; step++)
        {
            stream.Step([1, 2, 3], output);
            fork.Step([1, 2, 3], forked);
            Assert.True(Bits.Equal(output, forked));
        }
    }

    private static void Compare<TModel, TState>(Func<int, TModel> create, string schedule)
        where TModel : class, ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        (int Before, int FadeSteps)[] publications =
            [.. schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(static text => (Number(text.Split(':')[0]), Number(text.Split(':')[1])))];
        TModel[] models = [.. Enumerable.Range(1, publications.Length + 1).Select(create)];
        float[] inputs = RandomWeights.Inputs(Steps, TModel.InputSize);
        float[] expected = ByHand<TModel, TState>(models, publications, inputs, out TState state);
        foreach (bool inPlace in TModel.InputSize == TModel.OutputSize ? new[] { false, true } : [false])
        {
            foreach (int piece in new[] { 0, 1, 7, Steps })
            {
                float[] values = (float[])inputs.Clone();
                float[] outputs = inPlace ? values : new float[Steps * TModel.OutputSize];
                TState last = Follow<TModel, TState>(models, publications, piece, values, outputs);
                string what = $"{typeof(TModel).Name}, runs of {piece}, in place {inPlace}, ";
                Assert.True(Bits.Equal(expected, outputs), what + "outputs");
                Assert.True(Bits.Equal(state, last), what + "state");
            }
        }
    }

    private static float[] ByHand<TModel, TState>(
        TModel[] models, (int Before, int FadeSteps)[] publications, float[] inputs, out TState state)
        where TModel : class, ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        HandFade<TModel, TState> hand = new(models[0], models[0].InitialState);
        List<float> outputs = [];
        for (int step = 0; step < Steps; step++)
        {
            for (int n = 0; n < publications.Length; n++)
            {
                if (publications[n].Before == step)
                {
                    hand.Publish(models[n + 1], publications[n].FadeSteps);
                }
            }

            outputs.AddRange(hand.Step(inputs[(step * TModel.InputSize)..((step + 1) * TModel.InputSize)]));
        }

        state = hand.State;
        return [.. outputs];
    }

    // In runs of so many steps, which end where something is published; or, for 0, in steps.
    private static TState Follow<TModel, TState>(
        TModel[] models, (int Before, int FadeSteps)[] publications, int piece, float[] inputs, float[] outputs)
        where TModel : class, ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        LstmSlot<TModel> slot = new(models[0]);
        LstmStream<TModel, TState> stream = new(slot);
        int step = 0;
        while (step < Steps)
        {
            for (int n = 0; n < publications.Length; n++)
            {
                if (publications[n].Before == step)
                {
                    slot.Publish(models[n + 1], publications[n].FadeSteps);
                }
            }

            int end = publications.Select(static publication => publication.Before).Where(before => before > step).Append(Steps).Min();
            int count = Math.Min(Math.Max(piece, 1), end - step);
            Span<float> input = inputs.AsSpan(step * TModel.InputSize, count * TModel.InputSize);
            Span<float> output = outputs.AsSpan(step * TModel.OutputSize, count * TModel.OutputSize);
            if (piece == 0)
            {
                stream.Step(input, output);
            }
            else
            {
                stream.Run(input, output);
            }

            step += count;
        }

        return stream.State;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
