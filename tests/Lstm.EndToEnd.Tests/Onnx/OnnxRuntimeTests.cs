using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>What ONNX Runtime's nodes do where ONNX's text is silent, or says something else: facts that the other tests rest on.</summary>
public sealed class OnnxRuntimeTests
{
    [Fact]
    public void A_coupled_forget_gate_is_one_minus_the_input_gate_and_none_of_its_rows_are_read()
    {
        NetworkCase network = new(
            new NetworkSpec(3, 5) { CoupledGates = true, Peephole = true }, Seed: 5, Steps: 6, InputBound: 3, StartKind.Given);

        // The writer has NaN for the forget gate's weights, bias and peephole.
        OnnxResult found = network.Onnx();

        Assert.All(found.Cell[0], static c => Assert.True(float.IsFinite(c)));
        Agreement.Assert(network.Oracle(), found, OnnxOracleTests.Tolerance);
    }

    /// <summary>
    /// Why clipped LSTMs are unrolled: a node gives o * d(c) where ONNX's text has o * d(clip(c)). When this fails, the node clips, and can
    /// be used as it is.
    /// </summary>
    [Fact]
    public void A_node_does_not_clip_the_cell_state_before_its_activation()
    {
        const float Clip = 0.1f;
        NetworkSpec spec = new(2, 6) { Clip = Clip };
        NetworkCase network = new(spec, Seed: 6, Steps: 1, InputBound: 3, StartKind.Given);
        float[] outputGate =
            network.Onnx(spec with { HiddenActivation = new FunctionSpec(Activation.Affine, 0, 1) }, OnnxOptions.SingleNodes).Outputs;

        OnnxResult found = network.Onnx(options: OnnxOptions.SingleNodes);

        float[] c = found.Cell[0];
        Assert.Contains(c, static value => System.Math.Abs(value) > 2 * Clip);
        Assert.All(
            Enumerable.Range(0, 6),
            unit => Assert.Equal(outputGate[unit] * System.MathF.Tanh(c[unit]), found.Outputs[unit], OnnxOracleTests.Tolerance));
        Assert.True(Agreement.Worst(network.Oracle(), found).Error > 0.01, "the node clips the cell state");
    }

    /// <summary>
    /// A clip that a node does apply to its cell state, as part of d: with alpha = 1 / (2 clip) and beta = 1/2, alpha * clip(c) + beta is
    /// HardSigmoid(c). So whole nodes can be asked for the meaning that is unrolled elsewhere.
    /// </summary>
    [Fact]
    public void A_clipped_affine_cell_state_is_a_hard_sigmoid() => NetworkGen.Lstm.Case().Holds(150, static network =>
    {
        float clip = network.Spec.Clip > 0 ? network.Spec.Clip : 0.5f;
        NetworkSpec affine =
            network.Spec with { Clip = clip, HiddenActivation = new FunctionSpec(Activation.Affine, 1 / (2 * clip), 0.5f) };
        NetworkCase clipped = network with { Spec = affine };
        LstmOracleResult oracle = clipped.Oracle();
        bool isComparable = clipped.IsComparable(oracle);
        if (isComparable)
        {
            NetworkSpec hard = affine with { HiddenActivation = affine.HiddenActivation with { Function = Activation.HardSigmoid } };
            Agreement.Assert(oracle, clipped.Onnx(hard, OnnxOptions.SingleNodes), OnnxOracleTests.Tolerance);
        }

        return isComparable;
    });

    /// <summary>
    /// ONNX's text about recurrent nodes has "x if x >= alpha else 0", that about the operator of the same name x > alpha: the nodes do as
    /// the latter says.
    /// </summary>
    [Theory]
    [InlineData(0.5f, 0f)]
    [InlineData(0.49999997f, 0.5f)]
    public void A_ThresholdedRelu_is_zero_at_its_threshold(float threshold, float expected)
    {
        // The candidate is its bias, and the cell state is the candidate.
        NetworkSpec spec = new(1, 1)
        {
            GateActivation = new FunctionSpec(Activation.Affine, 0, 1),
            CellActivation = new FunctionSpec(Activation.ThresholdedRelu, threshold),
        };
        LstmWeights weights = new([new LstmLayerWeights(1, 1, input: new float[4], recurrent: new float[4], bias: [0, 0, 0.5f, 0])]);
        float[] inputs = [1];

        Assert.Equal(expected, OnnxRun.Of(spec, weights, inputs).Cell[0][0]);
        Assert.Equal(expected, LstmOracle.Run(spec, weights, inputs).Cell[0][0]);
    }

    [Theory]
    [InlineData(5e-5f, false)]
    [InlineData(-5e-5f, false)]
    [InlineData(1e-2f, true)]
    [InlineData(-1e-2f, true)]
    public void A_network_is_comparable_unless_rounding_may_decide_the_side_of_a_threshold(float distance, bool expected)
    {
        // The cell state is the candidate.
        NetworkSpec spec = new(2, 1) { GateActivation = new FunctionSpec(Activation.Affine, 0, 1), CellActivation = Activation.Linear };
        NetworkCase network = new(spec, Seed: 8, Steps: 1, InputBound: 1, StartKind.Zero);
        float candidate = (float)network.Oracle().Cell[0][0];

        NetworkCase jumping =
            network with { Spec = spec with { CellActivation = new FunctionSpec(Activation.ThresholdedRelu, candidate + distance) } };

        Assert.Equal(expected, jumping.IsComparable(jumping.Oracle()));
    }

    [Fact]
    public void Networks_that_ONNX_cannot_express_are_refused()
    {
        NetworkSpec spec = new(2, 3);
        Assert.True(OnnxNetwork.CanExpress(spec with { Peephole = true, CoupledGates = true, Clip = 1, Bidirectional = true, Head =
        [
            new DenseSpec(2, Activation.Softmax),
        ] }));
        NetworkSpec[] others =
        [
            spec with { Projection = 2 },
            spec with { LayerNorm = true },
            spec with { StochasticForget = true },
            spec with { CellClip = 1 },
            spec with { GateActivation = Activation.Softmax },
        ];
        Assert.All(others, static other => Assert.False(OnnxNetwork.CanExpress(other)));
    }
}
