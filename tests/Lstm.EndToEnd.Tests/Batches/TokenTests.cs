using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Batches;

/// <summary>Tokens as integers and as floats give the same bits, and what is no token changes nothing.</summary>
public sealed class TokenTests
{
    private static readonly int[] s_tokens = [.. Enumerable.Range(0, 600).Select(static n => n * 17 % 50)];

    [Fact]
    public void Every_verb_takes_tokens()
    {
        Words model = Words.Random(1);
        float[] inputs = [.. s_tokens.Select(static token => (float)token)];
        float[] stepped = new float[s_tokens.Length * Words.OutputSize];
        Words.State state = model.InitialState;
        for (int step = 0; step < s_tokens.Length; step++)
        {
            model.Step(ref state, s_tokens[step], stepped.AsSpan(step * Words.OutputSize, Words.OutputSize));
        }

        float[] run = new float[stepped.Length];
        Words.State other = model.InitialState;
        model.Run(ref other, s_tokens, run);
        float[] inFloats = new float[stepped.Length];
        Words.State third = model.InitialState;
        model.Run(ref third, inputs, inFloats);

        Assert.True(Bits.Equal(stepped, run), "Run");
        Assert.True(Bits.Equal(stepped, inFloats), "Run of floats");
        Assert.True(state == other && state == third, "the state");
    }

    [Fact]
    public void Many_streams_have_the_bits_of_each_alone()
    {
        Words model = Words.Random(2);
        Words.State[] together = [.. Enumerable.Repeat(model.InitialState, 13)];
        Words.State[] alone = [.. together];
        float[] outputs = new float[13 * Words.OutputSize];
        float[] expected = new float[outputs.Length];
        for (int step = 0; step < 5; step++)
        {
            float[] inputs = [.. Enumerable.Range(0, 13).Select(stream => (float)s_tokens[13 * step + stream])];
            model.StepMany(together, inputs, outputs);
            for (int stream = 0; stream < 13; stream++)
            {
                model.Step(
                    ref alone[stream], (int)inputs[stream], expected.AsSpan(stream * Words.OutputSize, Words.OutputSize));
            }

            Assert.True(Bits.Equal(expected, outputs), "the outputs");
            Assert.Equal(alone, together);
        }
    }

    [Fact]
    public void Outputs_are_those_of_the_equations_in_doubles()
    {
        ListSpec spec = NetworkSpecs.Of(Lstm.CompilerServices.NetworkDescription.Of<Words.State>().Shape);
        LstmWeights weights = RandomWeights.Create(spec, seed: 3);
        Words model = new(weights);
        float[] outputs = new float[s_tokens.Length * Words.OutputSize];
        Words.State state = model.InitialState;
        model.Run(ref state, s_tokens, outputs);

        double[] expected = LstmOracle.Run(spec, weights, [.. s_tokens.Select(static token => (float)token)]).Outputs;
        Assert.All(expected.Zip(outputs), static pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    /// <summary>An embedding has no bias: the rows of its table are those after the layers scale * x + offset that follow it.</summary>
    [Fact]
    public void Layers_after_an_embedding_are_in_its_table()
    {
        ListSpec spec = NetworkSpecs.Of(Lstm.CompilerServices.NetworkDescription.Of<ScaledWords.State>().Shape);
        LstmWeights weights = RandomWeights.Create(spec, seed: 3);
        ScaledWords model = new(weights);
        float[] outputs = new float[s_tokens.Length * ScaledWords.OutputSize];
        ScaledWords.State state = model.InitialState;
        model.Run(ref state, s_tokens, outputs);

        float[] inputs = [.. s_tokens.Select(static token => (float)token)];
        double[] expected = LstmOracle.Run(spec, weights, inputs).Outputs;
        Assert.All(expected.Zip(outputs), static pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        EquivalenceTests.AssertSameBits(ScalarLstm.Run(spec, weights, inputs, StartState.Zero(spec)).Outputs, outputs, "output");
        Assert.Equal(
            ((EmbeddingWeights)weights.Sequence[0]).Table.ToArray(), ((EmbeddingWeights)model.Weights.Sequence[0]).Table.ToArray());
    }

    [Fact]
    public void A_sequence_of_tokens_has_one_output()
    {
        Text model = Text.Random(1);
        float[] inputs = [.. s_tokens.Select(static token => (float)token)];
        float[] ofTokens = new float[2];
        float[] ofFloats = new float[2];
        model.Predict(s_tokens, ofTokens);
        model.Predict(inputs, ofFloats);
        float[] run = new float[2];
        Text.State state = model.InitialState;
        model.Run(ref state, s_tokens, run);

        Assert.True(Bits.Equal(ofFloats, ofTokens), "Predict");
        Assert.True(Bits.Equal(ofFloats, run), "Run");

        NextWord next = NextWord.Random(1);
        float[] output = new float[1];
        int[] few = [3, 19, 0, 7];
        next.Predict(few, output);
        NextWord.State steps = next.InitialState;
        float last = 0;
        foreach (int token in few)
        {
            last = next.Step(ref steps, token);
        }

        Assert.Equal(last, output[0]);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(50f)]
    [InlineData(1.5f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e20f)]
    public void What_is_no_token_is_refused_before_anything_changes(float token)
    {
        Words model = Words.Random(1);
        Words.State state = model.InitialState;
        Words.State before = state;
        float[] outputs = [.. Enumerable.Repeat(7f, 2 * Words.OutputSize)];
        float[] inputs = [3, token];
        Words.State[] states = [state, state];
        StateBlock<Words.State> block = new(2);

        Assert.Throws<ArgumentOutOfRangeException>(() => model.Run(ref state, inputs, outputs));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Step(ref state, [token], outputs.AsSpan(0, Words.OutputSize)));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.StepMany(states, inputs, outputs));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.StepMany(block, inputs, outputs));
        Assert.Throws<ArgumentOutOfRangeException>(() => Text.Random(1).Predict(inputs, new float[2]));
        if (token == (int)token)
        {
            Assert.Throws<ArgumentOutOfRangeException>(
                "tokens", () => model.Run(ref state, (ReadOnlySpan<int>)[3, (int)token], outputs));
        }

        Assert.True(state == before && states[0] == before && states[1] == before, "a state has changed");
        Assert.All(outputs, static value => Assert.Equal(7, value));
    }

    [Theory]
    [InlineData(50f)]
    [InlineData(0.5f)]
    public void A_self_test_whose_inputs_are_no_tokens_is_a_fault_of_the_file(float token)
    {
        ListSpec spec = NetworkSpecs.Of(Lstm.CompilerServices.NetworkDescription.Of<Words.State>().Shape);
        LstmWeights weights = RandomWeights.Create(spec);
        LstmWeights tested = new(weights.Sequence, selfTest: new LstmSelfTest(2, [3, token], [1, 0, 0, 0, 1, 0, 0, 0]));

        WeightFormatException exception = Assert.Throws<WeightFormatException>(() => new Words(tested));

        Assert.Equal(("selftest.input", "numbers of tokens from 0 to 49"), (exception.Tensor, exception.Expected));
    }

    [Fact]
    public void Spans_of_other_lengths_are_refused()
    {
        Words model = Words.Random(1);
        Words.State state = model.InitialState;

        Assert.Throws<ArgumentException>("outputs", () => model.Run(ref state, (ReadOnlySpan<int>)[1, 2], new float[7]));
        Assert.Throws<ArgumentException>(() => NextWord.Random(1).Predict((ReadOnlySpan<int>)[], new float[1]));
    }

    [Fact]
    public void Runs_over_tokens_do_not_allocate()
    {
        Words model = Words.Random(1);
        Words.State state = model.InitialState;
        float[] outputs = new float[s_tokens.Length * Words.OutputSize];
        model.Run(ref state, s_tokens, outputs);

        Assert.Equal(0, Allocated.By(() => model.Run(ref state, s_tokens, outputs)));
    }
}
