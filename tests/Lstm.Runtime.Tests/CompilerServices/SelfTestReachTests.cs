using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>What a self-test that passes does not prove.</summary>
public sealed class SelfTestReachTests
{
    private const int Steps = 40;

    [Fact]
    public void Random_inputs_leave_no_gap()
    {
        NetworkSpec spec = new(3, 5) { Layers = 2 };
        SelfTestReach reach = Reach(spec, RandomWeights.Inputs(Steps, 3, seed: 3, bound: 2));

        Assert.Empty(reach.UntestedTensors);
        Assert.Empty(reach.PassingMistakes);
        Assert.Empty(reach.Sentences);
    }

    [Fact]
    public void Silence_does_not_test_the_input_weights()
    {
        SelfTestReach reach = Reach(new NetworkSpec(3, 5) { Head = [new DenseSpec(3, Activation.Linear)] }, new float[Steps * 3]);

        Assert.Equal(["the input weights of layer 0"], reach.UntestedTensors);
        Assert.Contains("the inputs are added to the outputs (Residual = true)", reach.PassingMistakes);
        Assert.Contains("the input weights have the layout [input, 4·hidden]", reach.PassingMistakes);
        Assert.StartsWith("The self-test does not test the input weights of layer 0: ", reach.Sentences[0], StringComparison.Ordinal);
        Assert.Contains("because it also passes if ", reach.Sentences[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_that_is_never_reached_is_not_tested()
    {
        NetworkSpec spec = new(3, 5) { Clip = 1000 };

        Assert.Contains("there is no Clip", Reach(spec, RandomWeights.Inputs(Steps, 3, seed: 3)).PassingMistakes);
    }

    [Fact]
    public void A_large_network_is_not_examined() =>
        Assert.Null(Of(new NetworkSpec(8, 512), RandomWeights.Inputs(2, 8)));

    private static SelfTestReach Reach(NetworkSpec spec, float[] inputs) => Of(spec, inputs)!;

    private static SelfTestReach? Of(NetworkSpec spec, float[] inputs)
    {
        LstmWeights weights = RandomWeights.Create(spec, seed: 7);
        float[] outputs = [.. LstmOracle.Run(spec, weights, inputs).Outputs.Select(static value => (float)value)];
        var test = new LstmSelfTest(inputs.Length / spec.Input, inputs, outputs);
        return SelfTestReach.Of(Variants.Describe(spec).Shape, Variants.With(weights, test));
    }
}
