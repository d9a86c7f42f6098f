using System.Text;
using Lstm.Import.Input;
using Lstm.Import.Keras;
using Lstm.Shared;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>What the functions and the activation layers of Keras and TensorFlow.js mean.</summary>
public sealed class KerasActivationTests
{
    private static readonly KerasVersion s_keras2 = new("2.15.0");
    private static readonly KerasVersion s_keras3 = new("3.10.0");

    [Theory]
    [InlineData("linear", Activation.Linear)]
    [InlineData("sigmoid", Activation.Sigmoid)]
    [InlineData("tanh", Activation.Tanh)]
    [InlineData("relu", Activation.Relu)]
    [InlineData("softsign", Activation.Softsign)]
    [InlineData("softplus", Activation.Softplus)]
    [InlineData("elu", Activation.Elu)]
    [InlineData("selu", Activation.Selu)]
    [InlineData("celu", Activation.Celu)]
    [InlineData("silu", Activation.Silu)]
    [InlineData("swish", Activation.Silu)]
    [InlineData("gelu", Activation.Gelu)]
    [InlineData("gelu_new", Activation.GeluTanh)]
    [InlineData("mish", Activation.Mish)]
    [InlineData("hard_silu", Activation.HardSwish)]
    [InlineData("hard_swish", Activation.HardSwish)]
    [InlineData("hard_tanh", Activation.Clip)]
    [InlineData("exponential", Activation.Exp)]
    [InlineData("softmax", Activation.Softmax)]
    [InlineData("log_softmax", Activation.LogSoftmax)]
    [InlineData("logSoftmax", Activation.LogSoftmax)]
    public void A_name_means_a_function(string name, Activation function)
    {
        Assert.Equal(function, Member($"\"{name}\""));
        Assert.Equal(function, Member(
            $$"""{"module": "keras.activations", "class_name": "function", "config": "{{name}}", "registered_name": null}"""));
    }

    [Fact]
    public void Some_names_mean_parameters()
    {
        Assert.Equal(ActivationShape.Of(Activation.Clip, 0, 6), Member("\"relu6\""));
        Assert.Equal(ActivationShape.Of(Activation.LeakyRelu, 0.2f), Member("\"leaky_relu\""));
        Assert.Equal(Activation.HardSigmoid3, Member("\"hard_sigmoid\""));
        Assert.Equal<ActivationShape>(
            Activation.HardSigmoid, KerasActivations.Member(Json("""{"activation": "hardSigmoid"}"""), "activation", null, s_keras2));
        Assert.Equal(
            "its function 'squareplus' is not supported", Assert.Throws<KerasUnsupportedException>(() => Member("\"squareplus\"")).Message);
    }

    [Theory]
    [InlineData("{}", Activation.Relu, 0f, 0f)]
    [InlineData("""{"max_value": null, "negative_slope": 0.0, "threshold": 0.0}""", Activation.Relu, 0f, 0f)]
    [InlineData("""{"max_value": 6.0}""", Activation.Clip, 0f, 6f)]
    [InlineData("""{"max_value": 1, "negative_slope": 0, "threshold": 0}""", Activation.Clip, 0f, 1f)]
    [InlineData("""{"negative_slope": 0.25}""", Activation.LeakyRelu, 0.25f, 0f)]
    [InlineData("""{"threshold": 0.5}""", Activation.ThresholdedRelu, 0.5f, 0f)]
    [InlineData("""{"threshold": {"type": "ndarray", "value": -0.5}}""", Activation.ThresholdedRelu, -0.5f, 0f)]
    public void The_layer_ReLU_has_one_parameter(string config, Activation function, float alpha, float beta) =>
        Assert.Equal(new ActivationShape(function, alpha, beta), KerasActivations.Layer("ReLU", Json(config), s_keras3));

    [Theory]
    [InlineData("""{"max_value": 6, "negative_slope": 0.1}""")]
    [InlineData("""{"max_value": 6, "threshold": 1}""")]
    [InlineData("""{"negative_slope": 0.1, "threshold": 1}""")]
    [InlineData("""{"max_value": -1}""")]
    public void More_parameters_of_ReLU_are_refused(string config) =>
        Assert.Throws<KerasUnsupportedException>(() => KerasActivations.Layer("ReLU", Json(config), s_keras3));

    [Fact]
    public void Other_layers_have_their_own_defaults()
    {
        Assert.Equal(ActivationShape.Of(Activation.LeakyRelu, 0.3f), KerasActivations.Layer("LeakyReLU", Json("{}"), s_keras2));
        Assert.Equal(ActivationShape.Of(Activation.Elu, 0.5f), KerasActivations.Layer("ELU", Json("""{"alpha": 0.5}"""), s_keras3));
        Assert.Equal(ActivationShape.Of(Activation.ThresholdedRelu), KerasActivations.Layer("ThresholdedReLU", Json("{}"), s_keras2));
        Assert.Equal<ActivationShape>(
            Activation.Gelu, KerasActivations.Layer("Activation", Json("""{"activation": "gelu"}"""), s_keras3));
    }

    private static ActivationShape Member(string value) =>
        KerasActivations.Member(Json($$"""{"activation": {{value}}}"""), "activation", null, s_keras3);

    private static JsonObject Json(string text)
    {
        Assert.True(new SourceFile("config", Encoding.UTF8.GetBytes(text)).TryGetJson(out JsonObject? json));
        return json;
    }
}
