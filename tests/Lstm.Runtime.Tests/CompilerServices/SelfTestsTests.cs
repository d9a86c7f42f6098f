using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Weights that are wrong on purpose, and what a load says about them.</summary>
public sealed class SelfTestsTests
{
    private const int Size = 4;
    private const int Steps = 20;

    private static readonly LstmWeights Right = RandomWeights.Create(Size, Size, 2, 3, seed: 7);

    public static TheoryData<string> WrongOrders => [.. Orders().Where(order => order != "ifgo")];

    [Fact]
    public void Weights_without_a_self_test_are_taken_as_they_are() =>
        Verify(Right, Activation.Linear, static _ => Assert.Fail("There is nothing to run."));

    [Theory]
    [InlineData("torch-3x3")]
    [InlineData("torch-5x20-start")]
    public void Golden_files_prove_themselves(string name)
    {
        LstmWeights weights = LstmWeights.Load(TestFiles.Golden(name));

        if (weights.HiddenSize == 3)
        {
            Verify<ThreeByThree>(weights);
        }
        else
        {
            // The one with a start state: it passes only if the state reaches the model.
            Verify<FiveByTwenty>(weights);
            var cold = new LstmWeights(
                weights.Layers, selfTest: new LstmSelfTest(weights.SelfTest!.Steps, weights.SelfTest.Input, weights.SelfTest.Output));
            Assert.Throws<WeightFormatException>(() => Verify<FiveByTwenty>(cold));
        }
    }

    [Theory]
    [InlineData(Activation.Linear)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Relu)]
    public void Right_weights_pass(Activation activation)
    {
        LstmWeights weights = Proved(Right.Layers.ToArray(), activation);

        Verify(weights, activation);
    }

    [Theory]
    [MemberData(nameof(WrongOrders))]
    public void A_gate_order_is_named(string order)
    {
        // Each gate's rows, where a file of that order has them.
        LstmLayerWeights Reordered(LstmLayerWeights layer)
        {
            float[] Blocks(ReadOnlySpan<float> rows)
            {
                float[][] blocks = [.. rows.ToArray().Chunk(rows.Length / 4)];
                return [.. order.SelectMany(gate => blocks["ifgo".IndexOf(gate, StringComparison.Ordinal)])];
            }

            return new LstmLayerWeights(Size, Size, Blocks(layer.Input), Blocks(layer.Recurrent), Blocks(layer.Bias));
        }

        WeightFormatException exception = Missed(Reordered);

        Assert.EndsWith(
            $"the self-test passes if the rows are in the order {string.Join(',', order.ToArray())}",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_transposed_recurrent_matrix_is_named() => Told(
        "the recurrent weights of each gate are transposed",
        layer => new LstmLayerWeights(Size, Size, layer.Input, GatesTransposed(layer.Recurrent), layer.Bias));

    [Fact]
    public void A_transposed_input_matrix_is_named() => Told(
        "the input weights of each gate are transposed",
        layer => new LstmLayerWeights(Size, Size, GatesTransposed(layer.Input), layer.Recurrent, layer.Bias));

    [Fact]
    public void Both_transposed_matrices_are_named() => Told(
        "the input and the recurrent weights of each gate are transposed",
        layer => new LstmLayerWeights(Size, Size, GatesTransposed(layer.Input), GatesTransposed(layer.Recurrent), layer.Bias));

    [Fact]
    public void A_recurrent_matrix_of_other_frameworks_is_named() => Told(
        "the recurrent weights have the layout [hidden, 4·hidden]",
        layer => new LstmLayerWeights(Size, Size, layer.Input, Transposed(layer.Recurrent, 4 * Size), layer.Bias));

    [Fact]
    public void An_input_matrix_of_other_frameworks_is_named() => Told(
        "the input weights have the layout [input, 4·hidden]",
        layer => new LstmLayerWeights(Size, Size, Transposed(layer.Input, 4 * Size), layer.Recurrent, layer.Bias));

    [Fact]
    public void Both_matrices_of_other_frameworks_are_named() => Told(
        "the input and the recurrent weights have the layouts [input, 4·hidden] and [hidden, 4·hidden]",
        layer => new LstmLayerWeights(Size, Size, Transposed(layer.Input, 4 * Size), Transposed(layer.Recurrent, 4 * Size), layer.Bias));

    [Fact]
    public void A_bias_counted_twice_is_named() => Told(
        "the bias is counted twice in the weights",
        layer => new LstmLayerWeights(Size, Size, layer.Input, layer.Recurrent, Scaled(layer.Bias, 2)));

    [Fact]
    public void A_bias_counted_half_is_named() => Told(
        "only half of the bias is in the weights",
        layer => new LstmLayerWeights(Size, Size, layer.Input, layer.Recurrent, Scaled(layer.Bias, 0.5f)));

    [Theory]
    [InlineData(Activation.Linear, Activation.Sigmoid)]
    [InlineData(Activation.Sigmoid, Activation.Tanh)]
    [InlineData(Activation.Tanh, Activation.Linear)]
    public void Another_output_activation_is_named(Activation trained, Activation declared)
    {
        LstmWeights weights = Proved(Right.Layers.ToArray(), trained);

        WeightFormatException exception = Assert.Throws<WeightFormatException>(() => Verify(weights, declared));

        Assert.EndsWith($"the self-test passes if the output activation is {trained}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_no_diagnosis_explains_are_refused_with_the_list_of_what_was_tried() => Assert.EndsWith(
        "no known mistake explains it (tried: another order of the rows, transposed matrices, other activations, "
        + "a bias counted twice or half, another direction, the input added to the output, reversed rows, tensors of another layer)",
        Missed(layer => new LstmLayerWeights(Size, Size, Scaled(layer.Input, 3), layer.Recurrent, layer.Bias)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_wrong_computation_is_distinguished_from_wrong_weights()
    {
        LstmWeights weights = Proved(Right.Layers.ToArray(), Activation.Linear);

        WeightFormatException exception =
            Assert.Throws<WeightFormatException>(() => Verify(weights, Activation.Linear, outputs => outputs[^1] += 1));

        Assert.Contains("the weights are right and the computation is wrong", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_gives_the_place_and_the_error_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var culture = new CultureInfo("sv-SE");
            culture.NumberFormat.NegativeSign = "\u2212";
            CultureInfo.CurrentCulture = culture;
            var weights = new LstmWeights(
                Right.Layers,
                Right.Head[0],
                new LstmSelfTest(Steps, new float[Steps * Size], Enumerable.Repeat(-2.5f, Steps * 3).ToArray()),
                "amp");

            WeightFormatException exception = Assert.Throws<WeightFormatException>(() => Verify(weights, Activation.Linear, outputs =>
            {
                Array.Fill(outputs, -2.5f);
                outputs[7] = -2.75f;
                outputs[8] = -2.49999f;
                outputs[11] = 1.5f;
            }));

            Assert.Equal("selftest.output", exception.Tensor);
            Assert.StartsWith(
                "amp: tensor 'selftest.output': expected -2.5 within 0.00025 at step 2, output 1, found -2.75 " +
                "(values outside the tolerance: 2 of 60, this is the first; the largest error is 4 at step 3, output 2); ",
                exception.Message,
                StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void NaN_is_a_miss()
    {
        LstmWeights weights = Proved(Right.Layers.ToArray(), Activation.Linear);

        WeightFormatException exception = Assert.Throws<WeightFormatException>(
            () => Verify(weights, Activation.Linear, outputs => outputs[4] = float.NaN));

        Assert.Contains(
            "found NaN (values outside the tolerance: 1 of 60, this is the first; the largest error is Infinity at step 1, output 1)",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.9, true)]
    [InlineData(1.1, false)]
    public void The_tolerance_is_exact(double share, bool passes)
    {
        LstmWeights weights = Proved(Right.Layers.ToArray(), Activation.Sigmoid);
        float largest = weights.SelfTest!.Output.ToArray().Max(Math.Abs);
        float error = (float)(share * SelfTests.Tolerance * largest);

        Exception? exception = Record.Exception(() => Verify(weights, Activation.Sigmoid, outputs => outputs[5] += error));

        Assert.Equal(passes, exception is null);
    }

    [Fact]
    public void The_tolerance_scales_with_small_outputs()
    {
        // Outputs of about 1e-5: within an absolute 1e-4 any weights would do, all zeros too.
        var head = new DenseWeights(Size, 3, Scaled(Right.Head[0].Weight, 1e-5f), Scaled(Right.Head[0].Bias, 1e-5f));
        var right = new LstmWeights(Right.Layers, head);
        float[] inputs = RandomWeights.Inputs(Steps, Size);
        var test = new LstmSelfTest(
            Steps,
            inputs,
            [.. LstmOracle.Run(right, Activation.Linear, inputs).Outputs.Select(value => (float)value)]);
        LstmLayerWeights[] wrong = [.. Right.Layers.Select(layer => new LstmLayerWeights(
            layer.InputSize, layer.HiddenSize, new float[layer.Input.Length], new float[layer.Recurrent.Length],
            new float[layer.Bias.Length]))];

        Verify(new LstmWeights(right.Layers, head, test), Activation.Linear);
        Assert.Throws<WeightFormatException>(() => Verify(new LstmWeights(wrong, head, test), Activation.Linear));
    }

    [Fact]
    public void A_self_test_that_could_not_fail_is_refused()
    {
        var test = new LstmSelfTest(1, new float[Size], [0, 5e-8f, 0]);
        WeightFormatException exception = Assert.Throws<WeightFormatException>(
            () => Verify(new LstmWeights(Right.Layers, Right.Head[0], test), Activation.Linear));
        Assert.Contains("prove nothing", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_residual_self_test_is_judged_by_what_is_added()
    {
        // Inputs of about 1 and outputs that differ from them by 1e-5: within a share of the outputs, a network of zeros would do.
        var head = new DenseWeights(6, 2, Scaled(RandomWeights.Inputs(6, 2), 1e-5f), new float[2]);
        IReadOnlyList<LstmLayerWeights> layers = RandomWeights.Create(WithResidual.Spec).Layers;
        float[] inputs = RandomWeights.Inputs(Steps, 3);
        double[] outputs = LstmOracle.Run(WithResidual.Spec, new LstmWeights(layers, head), inputs).Outputs;
        var test = new LstmSelfTest(Steps, inputs, [.. outputs.Select(static value => (float)value)]);
        var zero = new DenseWeights(6, 2, new float[12], new float[2]);

        Verify<WithResidual>(new LstmWeights(layers, head, test));
        Assert.Throws<WeightFormatException>(() => Verify<WithResidual>(new LstmWeights(layers, zero, test)));
    }

    [Theory]
    [InlineData(1f, 0f, 0f)]
    [InlineData(1f, 5e-8f, 0f)]
    [InlineData(1000f, 0f, 0.00006f)]
    public void A_residual_self_test_whose_outputs_are_its_inputs_is_refused(float input, float head, float difference)
    {
        // 1000 and the next float above it prove no more than 1000 itself.
        var zero = new DenseWeights(6, 2, new float[12], [head, head]);
        var test = new LstmSelfTest(1, [input, input, input], [input, input + difference]);

        WeightFormatException exception = Assert.Throws<WeightFormatException>(
            () => Verify<WithResidual>(new LstmWeights(RandomWeights.Create(WithResidual.Spec).Layers, zero, test)));

        Assert.Contains("an output that differs from its input by more than", exception.Message, StringComparison.Ordinal);
        Assert.Contains("prove nothing", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_inputs_that_are_added_round_a_right_network_too()
    {
        var head = new DenseWeights(6, 2, new float[12], [0.01f, 0.01f]);
        var test = new LstmSelfTest(1, [1000, 1000, 0], [1000.01f, 1000.01f]);
        LstmWeights weights = new(RandomWeights.Create(WithResidual.Spec).Layers, head, test);

        Verify<WithResidual>(weights, static outputs => outputs[1] = MathF.BitIncrement(outputs[1]));
        Assert.Throws<WeightFormatException>(() => Verify<WithResidual>(weights, static outputs => outputs[1] += 0.001f));
    }

    [Fact]
    public void A_model_of_other_sizes_is_an_argument_at_fault()
    {
        LstmWeights weights = Proved(Right.Layers.ToArray(), Activation.Linear);

        Assert.Throws<ArgumentException>(
            "weights",
            () => Verify<ThreeByThree>(weights));
    }

    [Fact]
    public void Networks_that_run_whole_sequences_are_proved_too()
    {
        // A start of the self-test's own, the initial state, and zero, each of which must reach the model.
        VerifySequence<BothWays>(Variants.Proved(BothWays.Spec, seed: 3, initialStates: true, ownStart: true));
        VerifySequence<BothWays>(Variants.Proved(BothWays.Spec, seed: 3, initialStates: true));
        VerifySequence<BothWays>(Variants.Proved(BothWays.Spec, seed: 3));
        VerifySequence<BackwardGru>(Variants.Proved(BackwardGru.Spec, seed: 3, initialStates: true, ownStart: true));
        VerifySequence<BackwardGru>(Variants.Proved(BackwardGru.Spec, seed: 3, initialStates: true));
        VerifySequence<BackwardGru>(RandomWeights.Create(BackwardGru.Spec), static _ => Assert.Fail("There is nothing to run."));
    }

    [Fact]
    public void Networks_that_run_whole_sequences_are_refused_too()
    {
        LstmWeights weights = Variants.Proved(BothWays.Spec, seed: 3);

        WeightFormatException miss =
            Assert.Throws<WeightFormatException>(() => VerifySequence<BothWays>(weights, static outputs => outputs[9] += 1));
        Assert.Equal("selftest.output", miss.Tensor);
        Assert.Contains(" at step 1, output 1, found ", miss.Message, StringComparison.Ordinal);
        Assert.EndsWith("the weights are right and the computation is wrong, please report it", miss.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(
            "weights",
            () => SelfTests.Verify<OracleSequenceModel<BackwardGru>, ScratchState<OracleNetwork<BackwardGru>>>(
                new OracleSequenceModel<BackwardGru>(BothWays.Spec, weights), weights, Variants.Describe(BothWays.Spec)));
    }

    [Fact]
    public void A_large_network_is_refused_without_a_long_search()
    {
        // At the largest sizes the search reaches 5 steps; the first miss is at the seventh.
        const int Size = 1024;
        float[] zeros = new float[4 * Size * Size];
        var layer = new LstmLayerWeights(Size, Size, zeros, zeros, zeros.AsSpan(0, 4 * Size));
        float[] expected = new float[7 * Size];
        expected[^1] = 1;
        LstmLayerWeights[] layers = [.. Enumerable.Repeat(layer, 6)];
        var weights = new LstmWeights(layers, selfTest: new LstmSelfTest(7, new float[7 * Size], expected));
        SelfTestComparison comparison = SelfTestComparison.Of(expected, new float[7 * Size], SelfTests.Tolerance);

        Assert.Equal(
            "the network is too large to look for the cause",
            SelfTestDiagnosis.Explain(Variants.Plain(Size, Size, layers: 6), weights, comparison));
    }

    private static void Told(string cause, Func<LstmLayerWeights, LstmLayerWeights> mistake) =>
        Assert.Contains($"the self-test passes if {cause}", Missed(mistake).Message, StringComparison.Ordinal);

    private static WeightFormatException Missed(Func<LstmLayerWeights, LstmLayerWeights> mistake)
    {
        LstmWeights weights = Proved([.. Right.Layers.Select(mistake)], Activation.Linear);
        WeightFormatException exception = Assert.Throws<WeightFormatException>(() => Verify(weights, Activation.Linear));
        Assert.Equal(("amp", "selftest.output"), (exception.File, exception.Tensor));
        return exception;
    }

    // The given layers, with the self-test of the right ones.
    private static LstmWeights Proved(LstmLayerWeights[] layers, Activation activation)
    {
        float[] inputs = RandomWeights.Inputs(Steps, Size);
        double[] outputs = LstmOracle.Run(Right, activation, inputs).Outputs;
        return new LstmWeights(layers, Right.Head[0], new LstmSelfTest(Steps, inputs, [.. outputs.Select(value => (float)value)]), "amp");
    }

    private static void Verify(LstmWeights weights, Activation activation, Action<float[]>? spoil = null)
    {
        NetworkSpec spec = Square.Spec with { Head = [new DenseSpec(3, activation)] };
        SelfTests.Verify<OracleModel<Square>, ScratchState<OracleNetwork<Square>>>(
            new OracleModel<Square>(spec, weights, spoil),
            weights,
            Variants.Describe(spec));
    }

    private static void Verify<TSizes>(LstmWeights weights, Action<float[]>? spoil = null)
        where TSizes : IOracleSizes => SelfTests.Verify<OracleModel<TSizes>, ScratchState<OracleNetwork<TSizes>>>(
            new OracleModel<TSizes>(TSizes.Spec, weights, spoil), weights, Variants.Describe(TSizes.Spec));

    private static void VerifySequence<TSizes>(LstmWeights weights, Action<float[]>? spoil = null)
        where TSizes : IOracleSizes => SelfTests.Verify<OracleSequenceModel<TSizes>, ScratchState<OracleNetwork<TSizes>>>(
            new OracleSequenceModel<TSizes>(TSizes.Spec, weights, spoil), weights, Variants.Describe(TSizes.Spec));

    private static float[] GatesTransposed(ReadOnlySpan<float> values) =>
        [.. values.ToArray().Chunk(Size * Size).SelectMany(gate => Transposed(gate, Size))];

    private static float[] Transposed(ReadOnlySpan<float> values, int rows)
    {
        float[] copy = values.ToArray();
        int columns = copy.Length / rows;
        return [.. Enumerable.Range(0, copy.Length).Select(index => copy[index % rows * columns + index / rows])];
    }

    private static float[] Scaled(ReadOnlySpan<float> values, float factor) => [.. values.ToArray().Select(value => value * factor)];

    private static string[] Orders() =>
    [
        .. from a in "ifgo"
           from b in "ifgo"
           from c in "ifgo"
           from d in "ifgo"
           let order = new string([a, b, c, d])
           where order.Distinct().Count() == 4
           select order,
    ];

    private sealed class Square : IOracleSizes
    {
        public static NetworkSpec Spec { get; } = new(Size, Size) { Layers = 2, Head = [new DenseSpec(3, Activation.Linear)] };
    }

    private sealed class ThreeByThree : IOracleSizes
    {
        public static NetworkSpec Spec { get; } = new(3, 3);
    }

    private sealed class WithResidual : IOracleSizes
    {
        public static NetworkSpec Spec { get; } = new(3, 6) { Head = [new DenseSpec(2, Activation.Linear)], Residual = true };
    }

    private sealed class FiveByTwenty : IOracleSizes
    {
        public static NetworkSpec Spec { get; } = new(5, 20);
    }

    private sealed class BothWays : IOracleSizes
    {
        public static NetworkSpec Spec { get; } = new(3, 6) { Bidirectional = true, Layers = 2, Projection = 4 };
    }

    private sealed class BackwardGru : IOracleSizes
    {
        public static NetworkSpec Spec { get; } = new(3, 6) { Gru = true, Direction = Direction.Backward };
    }
}
