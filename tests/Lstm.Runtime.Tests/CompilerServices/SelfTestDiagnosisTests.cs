using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Mistakes that only some networks can have, and what a load says about them.</summary>
public sealed class SelfTestDiagnosisTests
{
    private static readonly NetworkSpec Plain = new(3, 5) { Head = [new DenseSpec(2, Activation.Linear)] };

    // Long enough to tell any two mistakes apart.
    private const int Steps = 25;

    public static TheoryData<string> GruOrders => [.. Orders("rzn").Where(static order => order != "rzn")];

    public static TheoryData<string> CoupledOrders => [.. Orders("igo").Where(static order => order != "igo")];

    public static TheoryData<string> PeepholeOrders => [.. Orders("ifo").Where(static order => order != "ifo")];

    public static TheoryData<string> LstmOrders => [.. Orders("ifgo").Where(static order => order != "ifgo")];

    [Theory]
    [MemberData(nameof(GruOrders))]
    public void A_gate_order_of_a_GRU_is_named(string order)
    {
        // The candidate has one bias: added to a second one, as that of any other gate is, the two could not be told apart.
        foreach (bool resetAfter in new[] { true, false })
        {
            NetworkSpec spec = Plain with { Gru = true, ResetAfter = resetAfter };
            LstmWeights right = EachLayer(
                Right(spec),
                static layer => LstmLayerWeights.Gru(
                    layer.InputSize, layer.HiddenSize, layer.Input, layer.Recurrent, layer.Bias, new float[5]));

            // Whatever stands last in the file is read as the candidate: its two biases are kept apart.
            float second = order.EndsWith('n') ? 0 : 0.25f;
            Told(
                $"the rows are in the order {Listed(order)}",
                Missed(spec, spec, right, layer => LstmLayerWeights.Gru(
                    layer.InputSize,
                    layer.HiddenSize,
                    Blocks(layer.Input, "rzn", order),
                    Blocks(layer.Recurrent, "rzn", order),
                    [.. Blocks(layer.Bias, "rzn", order).Select((value, row) => row < 10 ? value : value - second)],
                    [.. Enumerable.Repeat(second, 5)])));
        }
    }

    [Fact]
    public void The_order_of_Keras_and_ONNX_is_found_in_a_GRU_with_two_biases()
    {
        // z, r, n: the candidate stands where it should, so that both biases of the others are added and its own are apart.
        NetworkSpec spec = Plain with { Gru = true };
        Told(
            "the rows are in the order z,r,n",
            Missed(spec, spec, Right(spec), static layer => LstmLayerWeights.Gru(
                layer.InputSize,
                layer.HiddenSize,
                Blocks(layer.Input, "rzn", "zrn"),
                Blocks(layer.Recurrent, "rzn", "zrn"),
                Blocks(layer.Bias, "rzn", "zrn"),
                layer.CandidateBias)));
    }

    [Theory]
    [MemberData(nameof(CoupledOrders))]
    public void A_gate_order_of_coupled_gates_is_named(string order)
    {
        NetworkSpec spec = Plain with { CoupledGates = true, Projection = 4, LayerNorm = true };
        Told($"the rows are in the order {Listed(order)}", Missed(spec, spec, Right(spec), layer => InOrder(layer, "igo", order)));
    }

    [Theory]
    [MemberData(nameof(LstmOrders))]
    public void A_gate_order_is_named_for_every_cell_variant(string order)
    {
        NetworkSpec spec = Plain with { Peephole = true, LayerNorm = true, Bidirectional = true, Layers = 2 };
        Told($"the rows are in the order {Listed(order)}", Missed(spec, spec, Right(spec), layer => InOrder(layer, "ifgo", order)));
    }

    [Theory]
    [MemberData(nameof(PeepholeOrders))]
    public void An_order_of_peephole_weights_is_named(string order)
    {
        NetworkSpec spec = Plain with { Peephole = true };
        Told(
            $"the peephole weights are in the order {Listed(order)}",
            Missed(spec, spec, Right(spec), layer => With(layer, peephole: Blocks(layer.Peephole, "ifo", order))));
    }

    [Fact]
    public void An_order_of_coupled_peephole_weights_is_named()
    {
        NetworkSpec spec = Plain with { Peephole = true, CoupledGates = true };
        Told(
            "the peephole weights are in the order o,i",
            Missed(spec, spec, Right(spec), static layer => With(layer, peephole: Blocks(layer.Peephole, "io", "oi"))));
    }

    [Fact]
    public void Rows_and_peephole_weights_in_one_wrong_order_are_named()
    {
        // ONNX: i, o, f, g and i, o, f.
        NetworkSpec spec = Plain with { Peephole = true };
        Told(
            "the rows are in the order i,o,f,g and the peephole weights in the order i,o,f",
            Missed(
                spec,
                spec,
                Right(spec),
                static layer => With(InOrder(layer, "ifgo", "iofg"), peephole: Blocks(layer.Peephole, "ifo", "iof"))));
    }

    [Fact]
    public void Transposed_matrices_of_other_cells_are_named()
    {
        NetworkSpec gru = Plain with { Gru = true };
        NetworkSpec projected = Plain with { Projection = 3 };
        Told(
            "the recurrent weights have the layout [hidden, 3·hidden]",
            Missed(gru, gru, Right(gru), static layer => LstmLayerWeights.Gru(
                layer.InputSize, layer.HiddenSize, layer.Input, Transposed(layer.Recurrent, 15), layer.Bias, layer.CandidateBias)));
        Told(
            "the recurrent weights have the layout [projection, 4·hidden]",
            Missed(projected, projected, Right(projected), static layer => With(layer, recurrent: Transposed(layer.Recurrent, 20))));
        Told(
            "the projection's weights have the layout [hidden, projection]",
            Missed(projected, projected, Right(projected), static layer => With(layer, projection: Transposed(layer.Projection, 3))));
    }

    [Fact]
    public void Biases_of_a_GRU_that_were_counted_wrong_are_named()
    {
        // One bias of the trained network, written into both places of the file, or into one of two that should be equal.
        NetworkSpec spec = Plain with { Gru = true };
        LstmWeights once = EachLayer(
            Right(spec),
            static layer => LstmLayerWeights.Gru(
                layer.InputSize, layer.HiddenSize, layer.Input, layer.Recurrent, layer.Bias, new float[5]));
        LstmWeights twice = EachLayer(once, static layer => LstmLayerWeights.Gru(
            layer.InputSize,
            layer.HiddenSize,
            layer.Input,
            layer.Recurrent,
            [.. layer.Bias[..10].ToArray().Select(static value => 2 * value), .. layer.Bias[10..]],
            layer.Bias[10..]));

        Told("the bias is counted twice in the weights", Missed(spec, spec, once, twice));
        Told("only half of the bias is in the weights (one of two equal biases)", Missed(spec, spec, twice, once));
    }

    [Theory]
    [InlineData(Activation.Sigmoid, Activation.HardSigmoid)]
    [InlineData(Activation.Sigmoid, Activation.HardSigmoid3)]
    [InlineData(Activation.HardSigmoid, Activation.HardSigmoid3)]
    [InlineData(Activation.HardSigmoid3, Activation.Sigmoid)]
    public void Another_sigmoid_is_named(Activation declared, Activation trained)
    {
        foreach (NetworkSpec spec in new[] { Plain, Plain with { Gru = true } })
        {
            Told(
                $"the gate activation is {trained}",
                Missed(spec with { GateActivation = declared }, spec with { GateActivation = trained }));
        }
    }

    [Fact]
    public void Another_output_activation_of_the_last_layer_is_named()
    {
        NetworkSpec With(Activation last) =>
            Plain with { Head = [new DenseSpec(4, Activation.Tanh), new DenseSpec(3, last)], Stem = [new DenseSpec(4, Activation.Tanh)] };

        Told("the output activation is Softmax", Missed(With(Activation.Linear), With(Activation.Softmax)));
        Told("the output activation is Linear", Missed(With(Activation.Softplus), With(Activation.Linear)));
    }

    [Fact]
    public void Another_start_is_named()
    {
        foreach (NetworkSpec spec in new[] { Plain, Plain with { Gru = true, Bidirectional = true } })
        {
            LstmWeights zero = Proved(spec, initialStates: false);
            LstmWeights initial = Proved(spec, initialStates: true);
            float[] hidden = RandomWeights.Inputs(spec.Cells, spec.Width, seed: 9);
            float[] cell = spec.Gru ? [] : RandomWeights.Inputs(spec.Cells, spec.Hidden, seed: 10);

            // The outputs of one network, in one that starts elsewhere.
            const string FromZero = "the self-test starts from zero, not from the state in the weights";
            Told(FromZero, Explain(spec, Variants.With(initial, zero.SelfTest)));
            Told(FromZero, Explain(spec, Variants.With(zero, WithStart(zero.SelfTest!, hidden, cell))));
            Told(
                "the self-test starts from the network's initial state, not from its own",
                Explain(spec, Variants.With(initial, WithStart(initial.SelfTest!, hidden, cell))));
        }
    }

    [Fact]
    public void Exchanged_directions_are_named()
    {
        NetworkSpec both = Plain with { Bidirectional = true, Layers = 2 };
        LstmWeights right = Right(both);
        LstmWeights exchanged = new(
            [right.Layers[1], right.Layers[0], right.Layers[3], right.Layers[2]], right.Stem, right.Head, bidirectional: true);

        Told("the forward and the backward weights are exchanged", Missed(both, both, right, exchanged));
        Told("the layers run backward over the sequence", Missed(Plain, Plain with { Direction = Direction.Backward }));
        Told("the layers run forward over the sequence", Missed(Plain with { Direction = Direction.Backward }, Plain));
    }

    [Fact]
    public void Another_reset_is_named()
    {
        NetworkSpec after = Plain with { Gru = true };
        NetworkSpec before = after with { ResetAfter = false };

        Told("the reset gate is applied before the candidate's recurrent product (ResetAfter = false)", Missed(after, before));
        Told("the reset gate is applied after the candidate's recurrent product (ResetAfter = true)", Missed(before, after));
    }

    [Fact]
    public void Another_limit_is_named()
    {
        NetworkSpec clip = Plain with { Clip = 0.2f };
        NetworkSpec cellClip = Plain with { CellClip = 0.2f };
        NetworkSpec gru = Plain with { Gru = true };

        Told("there is no Clip", Missed(clip, Plain));
        Told("there is no Clip", Missed(gru with { Clip = 0.2f }, gru));
        Told("there is no CellClip", Missed(cellClip, Plain));
        Told("the limit is a CellClip, not a Clip", Missed(clip, cellClip));
        Told("the limit is a Clip, not a CellClip", Missed(cellClip, clip));
    }

    [Fact]
    public void Another_residual_is_named()
    {
        NetworkSpec residual = Plain with { Residual = true };

        Told("the inputs are added to the outputs (Residual = true)", Missed(Plain, residual));
        Told("the inputs are not added to the outputs (Residual = false)", Missed(residual, Plain));
    }

    [Theory]
    [InlineData(true, "only the input bias (bias_ih) is used, without the recurrent bias (bias_hh)")]
    [InlineData(false, "only the recurrent bias (bias_hh) is used, without the input bias (bias_ih)")]
    public void One_of_two_biases_alone_is_named(bool input, string cause)
    {
        foreach (NetworkSpec spec in new[] { Plain, Plain with { Gru = true } })
        {
            // The file has both biases, and the engine of the test uses one of them.
            int rows = (spec.Gru ? 3 : 4) * 5;
            float[] one = RandomWeights.Inputs(rows, 1, seed: 21);
            float[] other = RandomWeights.Inputs(rows, 1, seed: 22);
            LstmWeights both = EachLayer(Right(spec), layer => Biased(layer, one, other));
            float[] none = new float[rows];
            LstmWeights used = EachLayer(both, layer => Biased(layer, input ? one : none, input ? none : other));
            var wrong = new LstmWeights(both.Layers, both.Stem, both.Head, selfTest: TestOf(spec, used))
            {
                Biases = [new TwoBiases(one, other)],
            };

            Told(cause, Explain(spec, wrong));
        }
    }

    [Fact]
    public void A_dense_layer_on_the_other_side_is_named()
    {
        NetworkSpec before = new(5, 5) { Stem = [new DenseSpec(5, Activation.Tanh)] };
        NetworkSpec after = new(5, 5) { Head = before.Stem };
        LstmWeights stem = Right(before);
        LstmWeights head = new(stem.Layers, [], stem.Stem);
        NetworkSpec both = before with { Head = [new DenseSpec(5, Activation.Linear)] };
        LstmWeights right = Right(both);

        Told(
            "the dense layer comes after the recurrent layers, not before them",
            Explain(before, Variants.With(stem, TestOf(after, head))));
        Told(
            "the dense layer comes before the recurrent layers, not after them",
            Explain(after, Variants.With(head, TestOf(before, stem))));
        Told(
            "the dense layers before and after the recurrent layers are exchanged",
            Explain(
                both with { Stem = both.Head, Head = both.Stem },
                Variants.With(new LstmWeights(right.Layers, right.Head, right.Stem), TestOf(both, right))));
    }

    [Fact]
    public void Reversed_rows_are_named()
    {
        NetworkSpec gru = Plain with { Gru = true };
        float[] Reversed(ReadOnlySpan<float> values, int columns) =>
            [.. values.ToArray().Chunk(columns).Reverse().SelectMany(static row => row)];

        Told(
            "the rows of the input weights are in reverse order",
            Missed(Plain, Plain, Right(Plain), layer => With(layer, input: Reversed(layer.Input, 3))));
        Told(
            "the rows of the recurrent weights of each gate are in reverse order",
            Missed(Plain, Plain, Right(Plain), layer => With(
                layer, recurrent: [.. layer.Recurrent.ToArray().Chunk(25).SelectMany(block => Reversed(block, 5))])));
        Told(
            "the rows are in reverse order",
            Missed(gru, gru, Right(gru), layer => LstmLayerWeights.Gru(
                3, 5, Reversed(layer.Input, 3), Reversed(layer.Recurrent, 5), Reversed(layer.Bias, 1), Reversed(layer.CandidateBias, 1))));
        LstmWeights right = Right(Plain);
        DenseWeights head = right.Head[0];
        Told(
            "the rows of the last dense layer are in reverse order",
            Missed(Plain, Plain, right, new LstmWeights(
                right.Layers, [], [new DenseWeights(5, 2, Reversed(head.Weight, 5), Reversed(head.Bias, 1))])));
    }

    [Fact]
    public void Tensors_of_another_layer_are_named()
    {
        NetworkSpec spec = new(5, 5) { Layers = 3, Head = [new DenseSpec(2, Activation.Linear)] };
        LstmWeights right = Right(spec);
        IReadOnlyList<LstmLayerWeights> layers = right.Layers;
        LstmWeights Wrong(params LstmLayerWeights[] wrong) => new(wrong, [], right.Head);

        Told(
            "the weights and biases of layer 0 and layer 2 are exchanged",
            Missed(spec, spec, right, Wrong(layers[2], layers[1], layers[0])));
        Told(
            "the recurrent weights of layer 1 and layer 2 are exchanged",
            Missed(spec, spec, right, Wrong(
                layers[0],
                With(layers[1], recurrent: layers[2].Recurrent.ToArray()),
                With(layers[2], recurrent: layers[1].Recurrent.ToArray()))));

        // The overwritten tensor is lost, so no correction can be tried.
        Assert.EndsWith(
            "the recurrent weights of layer 0 and layer 1 are equal, so one may be a copy of the other",
            Missed(spec, spec, right, Wrong(
                layers[0], With(layers[1], recurrent: layers[0].Recurrent.ToArray()), layers[2])),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Errors_that_fade_point_to_an_initial_state_that_is_not_in_the_file(bool backward)
    {
        const int Long = 200;
        NetworkSpec spec = new(2, 4) { Direction = backward ? Direction.Backward : Direction.Forward };
        LstmWeights weights = RandomWeights.Create(spec, seed: 5);
        float[] inputs = RandomWeights.Inputs(Long, 2, seed: 6);
        double[][] start = [[0.5, -0.5, 0.25, -0.25]];
        double[] outputs = LstmOracle.Run(spec, weights, inputs, start, start).Outputs;
        var test = new LstmSelfTest(Long, inputs, [.. outputs.Select(static value => (float)value)]);

        Assert.EndsWith(
            "the errors fade over the steps, so the test probably starts from a state that the file does not contain",
            Explain(spec, Variants.With(weights, test)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void For_a_stochastic_forget_gate_only_the_error_is_reported()
    {
        NetworkSpec spec = Plain with { StochasticForget = true };

        Assert.Equal(
            "the forget gate is stochastic: the outputs must come from the random stream with seed 0, from its first step on",
            Missed(spec, Plain));
    }

    [Fact]
    public void A_long_sequence_is_refused_without_a_long_search()
    {
        // What a wrong hypothesis costs: two steps forward, or backward; all of them where both directions meet.
        NetworkSpec forward = new(8, 8);
        NetworkSpec backward = forward with { Direction = Direction.Backward };
        NetworkSpec both = forward with { Bidirectional = true };

        const string Nothing = "no known mistake explains it (tried: another order of the rows, ";
        Assert.StartsWith(Nothing, Unexplained(forward, 200_000), StringComparison.Ordinal);
        Assert.StartsWith(Nothing, Unexplained(backward, 100_000), StringComparison.Ordinal);
        Assert.Equal("the network is too large to look for the cause", Unexplained(backward, 200_000));
        Assert.StartsWith(Nothing, Unexplained(both, 100), StringComparison.Ordinal);
        TooLarge(Unexplained(both, 20_000));
        Assert.Equal("the network is too large to look for the cause", Unexplained(both, 200_000));
    }

    [Theory]
    [InlineData(false, 30_000)]
    [InlineData(true, 4_000)]
    public void Causes_that_only_the_last_step_refutes_are_not_all_tried(bool backward, int steps)
    {
        // Zeros in any order and any transpose: each hypothesis holds up to the last step that it walks.
        NetworkSpec spec = backward ? new(8, 64) { Direction = Direction.Backward } : new(8, 8);
        LstmLayerWeights zero = new(
            8, spec.Hidden, new float[32 * spec.Hidden], new float[4 * spec.Hidden * spec.Hidden], new float[4 * spec.Hidden]);
        float[] expected = new float[steps * spec.OutputSize];
        expected[backward ? 0 : ^1] = 1;
        var weights = new LstmWeights([zero], selfTest: new LstmSelfTest(steps, new float[steps * 8], expected));
        SelfTestComparison comparison = SelfTestComparison.Of(expected, new float[expected.Length], 1e-4);

        TooLarge(SelfTestDiagnosis.Explain(Variants.Describe(spec).Shape, weights, comparison));
    }

    [Fact]
    public void The_checked_steps_are_reported()
    {
        const int Long = 13_000;
        NetworkSpec spec = new(1, 64);
        LstmWeights right = RandomWeights.Create(spec);
        float[] inputs = RandomWeights.Inputs(Long, 1);
        float[] outputs = [.. LstmOracle.Run(spec, right, inputs).Outputs.Select(static value => (float)value)];
        var test = new LstmSelfTest(Long, inputs, outputs);
        SelfTestComparison comparison = SelfTestComparison.Of(outputs, new float[outputs.Length], 1e-5);

        string explanation = SelfTestDiagnosis.Explain(Variants.Describe(spec).Shape, Variants.With(right, test), comparison);

        Assert.StartsWith("the first 12", explanation, StringComparison.Ordinal);
        Assert.Contains(
            " steps of the self-test pass if computed in double precision with the same weights",
            explanation,
            StringComparison.Ordinal);
    }

    private static void TooLarge(string explanation)
    {
        Assert.StartsWith("the likely mistakes do not explain it (tried: another order of the rows", explanation, StringComparison.Ordinal);
        Assert.EndsWith("), and the network is too large to try others", explanation, StringComparison.Ordinal);
    }

    private static string Unexplained(NetworkSpec spec, int steps)
    {
        var test = new LstmSelfTest(steps, new float[steps * spec.Input], [.. Enumerable.Repeat(0.5f, steps * spec.OutputSize)]);
        SelfTestComparison comparison = SelfTestComparison.Of(test.Output, new float[test.Output.Length], 1e-4);
        return SelfTestDiagnosis.Explain(Variants.Describe(spec).Shape, Variants.With(Right(spec), test), comparison);
    }

    private static void Told(string cause, string explanation) => Assert.Equal($"the self-test passes if {cause}", explanation);

    // Trained as one network, declared as another with the same weights.
    private static string Missed(NetworkSpec declared, NetworkSpec trained) => Missed(declared, trained, Right(trained), Right(trained));

    private static string Missed(
        NetworkSpec declared, NetworkSpec trained, LstmWeights right, Func<LstmLayerWeights, LstmLayerWeights> mistake) =>
        Missed(declared, trained, right, EachLayer(right, mistake));

    private static string Missed(NetworkSpec declared, NetworkSpec trained, LstmWeights right, LstmWeights wrong) =>
        Explain(declared, Variants.With(wrong, TestOf(trained, right)));

    private static string Explain(NetworkSpec declared, LstmWeights weights)
    {
        LstmSelfTest test = weights.SelfTest!;
        double[][]? Rows(float[] values) => values.Length == 0 ? null
            : [.. values.Chunk(values.Length / declared.Cells).Select(static row => Array.ConvertAll(row, static value => (double)value))];
        double[] found =
            LstmOracle.Run(declared, weights, test.Input, Rows(test.StartHidden.ToArray()), Rows(test.StartCell.ToArray())).Outputs;
        SelfTestComparison comparison = SelfTestComparison.Of(test.Output, [.. found.Select(static value => (float)value)], 1e-5);
        Assert.False(comparison.Passes);
        return SelfTestDiagnosis.Explain(Variants.Describe(declared).Shape, weights, comparison);
    }

    // Weights large enough that every part of the cell shows in the outputs.
    private static LstmWeights Right(NetworkSpec spec) => EachLayer(
        RandomWeights.Create(spec, seed: 11),
        static layer => layer.IsGru
            ? LstmLayerWeights.Gru(
                layer.InputSize, layer.HiddenSize, Tripled(layer.Input), Tripled(layer.Recurrent), layer.Bias, layer.CandidateBias)
            : With(layer, input: Tripled(layer.Input), recurrent: Tripled(layer.Recurrent)));

    private static LstmWeights Proved(NetworkSpec spec, bool initialStates) => Variants.Proved(spec, seed: 11, Steps, initialStates);

    private static LstmSelfTest TestOf(NetworkSpec spec, LstmWeights weights)
    {
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input, seed: 12, bound: 2);
        double[] outputs = LstmOracle.Run(spec, weights, inputs).Outputs;
        return new LstmSelfTest(Steps, inputs, [.. outputs.Select(static value => (float)value)]);
    }

    private static LstmSelfTest WithStart(LstmSelfTest test, float[] hidden, float[] cell) => new(
        test.Steps, test.Input, test.Output, hidden, cell);

    private static LstmWeights EachLayer(LstmWeights weights, Func<LstmLayerWeights, LstmLayerWeights> change) =>
        new(
            [.. weights.Layers.Select(change)], weights.Stem, weights.Head, weights.IsBidirectional, weights.InitialHidden,
            weights.InitialCell);

    private static LstmLayerWeights InOrder(LstmLayerWeights layer, string canonical, string order) => new(
        layer.InputSize,
        layer.HiddenSize,
        Blocks(layer.Input, canonical, order),
        Blocks(layer.Recurrent, canonical, order),
        Blocks(layer.Bias, canonical, order),
        layer.Projection,
        layer.Peephole,
        Blocks(layer.GateNormWeight, canonical, order),
        Blocks(layer.GateNormBias, canonical, order),
        layer.CellNormWeight,
        layer.CellNormBias);

    private static LstmLayerWeights With(
        LstmLayerWeights layer, float[]? input = null, float[]? recurrent = null, float[]? projection = null,
        float[]? peephole = null) => new(
            layer.InputSize,
            layer.HiddenSize,
            input ?? layer.Input.ToArray(),
            recurrent ?? layer.Recurrent.ToArray(),
            layer.Bias,
            projection ?? layer.Projection.ToArray(),
            peephole ?? layer.Peephole.ToArray(),
            layer.GateNormWeight,
            layer.GateNormBias,
            layer.CellNormWeight,
            layer.CellNormBias);

    // The blocks of canonical rows where a file of the given order has them.
    private static float[] Blocks(ReadOnlySpan<float> rows, string canonical, string order)
    {
        if (rows.IsEmpty)
        {
            return [];
        }

        float[][] blocks = [.. rows.ToArray().Chunk(rows.Length / canonical.Length)];
        return [.. order.SelectMany(gate => blocks[canonical.IndexOf(gate, StringComparison.Ordinal)])];
    }

    // The sum of both biases, except for the candidate of a GRU.
    private static LstmLayerWeights Biased(LstmLayerWeights layer, float[] one, float[] other)
    {
        float[] sum = [.. one.Zip(other, static (left, right) => left + right)];
        return layer.IsGru
            ? LstmLayerWeights.Gru(layer.InputSize, 5, layer.Input, layer.Recurrent, [.. sum[..10], .. one[10..]], other[10..])
            : new LstmLayerWeights(layer.InputSize, 5, layer.Input, layer.Recurrent, sum);
    }

    private static float[] Transposed(ReadOnlySpan<float> values, int rows)
    {
        float[] copy = values.ToArray();
        int columns = copy.Length / rows;
        return [.. Enumerable.Range(0, copy.Length).Select(index => copy[index % rows * columns + index / rows])];
    }

    private static float[] Tripled(ReadOnlySpan<float> values) => [.. values.ToArray().Select(static value => 3 * value)];

    private static string Listed(string order) => string.Join(',', order.ToCharArray());

    private static IEnumerable<string> Orders(string letters) => letters.Length == 1
        ? [letters]
        : letters.SelectMany(letter => Orders(letters.Replace($"{letter}", "", StringComparison.Ordinal)).Select(rest => letter + rest));
}
