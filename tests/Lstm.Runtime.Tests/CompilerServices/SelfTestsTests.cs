using System;
using System.Globalization;
using System.Linq;
using Lstm.CompilerServices;
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
        SelfTests.Verify<OracleModel<Square>, OracleState>(new OracleModel<Square>(Right), Right, Activation.Linear);

    [Theory]
    [InlineData("torch-3x3", Activation.Linear)]
    [InlineData("torch-5x20-start", Activation.Linear)]
    public void Golden_files_prove_themselves(string name, Activation activation)
    {
        LstmWeights weights = LstmWeights.Load(TestFiles.Golden(name));

        if (weights.HiddenSize == 3)
        {
            SelfTests.Verify<OracleModel<ThreeByThree>, OracleState>(new OracleModel<ThreeByThree>(weights), weights, activation);
        }
        else
        {
            // The one with a start state: it passes only if the state reaches the model.
            SelfTests.Verify<OracleModel<FiveByTwenty>, OracleState>(new OracleModel<FiveByTwenty>(weights), weights, activation);
            var cold = new LstmWeights(
                weights.Layers, null, new LstmSelfTest(weights.SelfTest!.Steps, weights.SelfTest.Input, weights.SelfTest.Output));
            Assert.Throws<WeightFormatException>(
                () => SelfTests.Verify<OracleModel<FiveByTwenty>, OracleState>(new OracleModel<FiveByTwenty>(cold), cold, activation));
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

        Assert.EndsWith($"the self-test is met if the rows stand in the order {string.Join(',', order.ToArray())}", exception.Message, StringComparison.Ordinal);
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
        "the recurrent weights stand as [hidden, 4·hidden]",
        layer => new LstmLayerWeights(Size, Size, layer.Input, Transposed(layer.Recurrent, 4 * Size), layer.Bias));

    [Fact]
    public void An_input_matrix_of_other_frameworks_is_named() => Told(
        "the input weights stand as [input, 4·hidden]",
        layer => new LstmLayerWeights(Size, Size, Transposed(layer.Input, 4 * Size), layer.Recurrent, layer.Bias));

    [Fact]
    public void Both_matrices_of_other_frameworks_are_named() => Told(
        "the input and the recurrent weights stand as [input, 4·hidden] and [hidden, 4·hidden]",
        layer => new LstmLayerWeights(Size, Size, Transposed(layer.Input, 4 * Size), Transposed(layer.Recurrent, 4 * Size), layer.Bias));

    [Fact]
    public void A_bias_counted_twice_is_named() => Told(
        "the bias stands twice in the weights",
        layer => new LstmLayerWeights(Size, Size, layer.Input, layer.Recurrent, Scaled(layer.Bias, 2)));

    [Fact]
    public void A_bias_counted_half_is_named() => Told(
        "the bias stands half in the weights",
        layer => new LstmLayerWeights(Size, Size, layer.Input, layer.Recurrent, Scaled(layer.Bias, 0.5f)));

    [Theory]
    [InlineData(Activation.Linear, Activation.Sigmoid)]
    [InlineData(Activation.Sigmoid, Activation.Tanh)]
    [InlineData(Activation.Tanh, Activation.Linear)]
    public void Another_output_activation_is_named(Activation trained, Activation declared)
    {
        LstmWeights weights = Proved(Right.Layers.ToArray(), trained);

        WeightFormatException exception = Assert.Throws<WeightFormatException>(() => Verify(weights, declared));

        Assert.EndsWith($"the self-test is met if the output activation is {trained}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_nothing_explains_are_refused_all_the_same() => Assert.EndsWith(
        "no other gate order, transpose, bias or output activation meets the self-test either",
        Missed(layer => new LstmLayerWeights(Size, Size, Scaled(layer.Input, 3), layer.Recurrent, layer.Bias)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_computation_at_fault_is_told_from_weights_at_fault()
    {
        LstmWeights weights = Proved(Right.Layers.ToArray(), Activation.Linear);

        WeightFormatException exception = Assert.Throws<WeightFormatException>(() => Verify(weights, Activation.Linear, outputs => outputs[^1] += 1));

        Assert.Contains("the fault is not in them but in the computation", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_says_where_and_by_how_much_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var culture = new CultureInfo("sv-SE");
            culture.NumberFormat.NegativeSign = "\u2212";
            CultureInfo.CurrentCulture = culture;
            var weights = new LstmWeights(
                Right.Layers, Right.Head, new LstmSelfTest(Steps, new float[Steps * Size], Enumerable.Repeat(-2.5f, Steps * 3).ToArray()), "amp");

            WeightFormatException exception = Assert.Throws<WeightFormatException>(() => Verify(weights, Activation.Linear, outputs =>
            {
                Array.Fill(outputs, -2.5f);
                outputs[7] = -2.75f;
                outputs[8] = -2.49999f;
                outputs[11] = 1.5f;
            }));

            Assert.Equal("selftest.output", exception.Tensor);
            Assert.StartsWith(
                "amp: tensor 'selftest.output': expected -2.5 within 0.00025 at step 2, output 1, found -2.75 (the first of 2 misses among 60 values; the largest error is 4 at step 3, output 2); ",
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

        Assert.Contains("found NaN (the first of 1 misses among 60 values; the largest error is Infinity at step 1, output 1)", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.9, true)]
    [InlineData(1.1, false)]
    public void The_tolerance_is_what_it_says(double share, bool passes)
    {
        LstmWeights weights = Proved(Right.Layers.ToArray(), Activation.Sigmoid);
        float largest = weights.SelfTest!.Output.ToArray().Max(Math.Abs);
        float error = (float)(share * SelfTests.Tolerance * largest);

        Exception? exception = Record.Exception(() => Verify(weights, Activation.Sigmoid, outputs => outputs[5] += error));

        Assert.Equal(passes, exception is null);
    }

    [Fact]
    public void A_network_of_small_outputs_is_held_to_its_own_scale()
    {
        // Outputs of about 1e-5: within an absolute 1e-4 any weights would do, all zeros too.
        var head = new DenseWeights(Size, 3, Scaled(Right.Head!.Weight, 1e-5f), Scaled(Right.Head.Bias, 1e-5f));
        var right = new LstmWeights(Right.Layers, head);
        float[] inputs = RandomWeights.Inputs(Steps, Size);
        var test = new LstmSelfTest(Steps, inputs, [.. LstmOracle.Run(right, Activation.Linear, inputs).Outputs.Select(value => (float)value)]);
        LstmLayerWeights[] wrong = [.. Right.Layers.Select(layer => new LstmLayerWeights(
            layer.InputSize, layer.HiddenSize, new float[layer.Input.Length], new float[layer.Recurrent.Length], new float[layer.Bias.Length]))];

        Verify(new LstmWeights(right.Layers, head, test), Activation.Linear);
        Assert.Throws<WeightFormatException>(() => Verify(new LstmWeights(wrong, head, test), Activation.Linear));
    }

    [Fact]
    public void A_self_test_that_could_not_fail_is_refused()
    {
        var test = new LstmSelfTest(1, new float[Size], [0, 5e-8f, 0]);
        WeightFormatException exception = Assert.Throws<WeightFormatException>(
            () => Verify(new LstmWeights(Right.Layers, Right.Head, test), Activation.Linear));
        Assert.Contains("nothing is proved", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_other_sizes_is_an_argument_at_fault()
    {
        LstmWeights weights = Proved(Right.Layers.ToArray(), Activation.Linear);

        Assert.Throws<ArgumentException>(
            "weights",
            () => SelfTests.Verify<OracleModel<ThreeByThree>, OracleState>(new OracleModel<ThreeByThree>(weights), weights, Activation.Linear));
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
        var weights = new LstmWeights(layers, null, new LstmSelfTest(7, new float[7 * Size], expected));
        SelfTestComparison comparison = SelfTestComparison.Of(expected, new float[7 * Size], SelfTests.Tolerance);

        Assert.Equal("the network is too large to look for the cause", SelfTestDiagnosis.Explain(weights, Activation.Linear, comparison));
    }

    private static void Told(string cause, Func<LstmLayerWeights, LstmLayerWeights> mistake) =>
        Assert.Contains($"the self-test is met if {cause}", Missed(mistake).Message, StringComparison.Ordinal);

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
        return new LstmWeights(layers, Right.Head, new LstmSelfTest(Steps, inputs, [.. outputs.Select(value => (float)value)]), "amp");
    }

    private static void Verify(LstmWeights weights, Activation activation, Action<float[]>? spoil = null) =>
        SelfTests.Verify<OracleModel<Square>, OracleState>(new OracleModel<Square>(weights, activation, spoil), weights, activation);

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
        public static int Input => Size;

        public static int Hidden => Size;

        public static int Output => 3;

        public static int Layers => 2;
    }

    private sealed class ThreeByThree : IOracleSizes
    {
        public static int Input => 3;

        public static int Hidden => 3;

        public static int Output => 3;

        public static int Layers => 1;
    }

    private sealed class FiveByTwenty : IOracleSizes
    {
        public static int Input => 5;

        public static int Hidden => 20;

        public static int Output => 20;

        public static int Layers => 1;
    }
}
