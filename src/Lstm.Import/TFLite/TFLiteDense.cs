using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.TFLite;

/// <summary>Reads the layers without recurrence: dense layers and activations.</summary>
internal static class TFLiteDense
{
    private const int Inputs = 1;
    private const int Bias = 2;

    // The fused functions by their numbers in the schema. The last one is no function of real numbers.
    private static readonly string[] s_fused = ["NONE", "RELU", "RELU_N1_TO_1", "RELU6", "TANH", "SIGN_BIT"];

    /// <summary>Returns the layer of an operator.</summary>
    public static SourceLayer Read(TFLiteGraph graph, TFLiteOperator step, string name, TFLiteTensor input) => step.Code switch
    {
        TFLiteOperator.FullyConnected => Dense(graph, step, name, input),
        TFLiteOperator.LeakyRelu => new SourceActivation(
            name, ActivationShape.Of(Activation.LeakyRelu, step.OptionSingle(TFLiteFields.LeakyReluAlpha))),
        TFLiteOperator.Softmax when step.OptionSingle(TFLiteFields.SoftmaxBeta) != 1 =>
            new UnsupportedLayer(name, step.Kind, "its beta is not 1"),
        TFLiteOperator.Gelu when step.OptionByte(TFLiteFields.GeluApproximate) != 0 => new SourceActivation(name, Activation.GeluTanh),
        _ when Named(step.Kind) is { } activation => new SourceActivation(name, activation),
        _ => new UnsupportedLayer(name, step.Kind, step.Refusal),
    };

    /// <summary>Returns the fused activation of an operator; null for one that classes do not support.</summary>
    public static ActivationShape? Fused(int function) => Named(FusedName(function));

    /// <summary>Returns the name of a fused activation in the schema.</summary>
    public static string FusedName(int function) =>
        function >= 0 && function < s_fused.Length ? s_fused[function] : string.Create(CultureInfo.InvariantCulture, $"number {function}");

    private static ActivationShape? Named(string name) => ActivationType.Named(static type => type.TFLite, name);

    private static SourceLayer Dense(TFLiteGraph graph, TFLiteOperator step, string name, TFLiteTensor input)
    {
        UnsupportedLayer Refused(string reason) => new(name, step.Kind, reason);

        int function = step.OptionByte(TFLiteFields.DenseActivation);
        if (Fused(function) is not { } activation)
        {
            return Refused($"the activation {FusedName(function)} is not supported");
        }

        if (step.OptionByte(TFLiteFields.DenseFormat) != 0)
        {
            return Refused("its weights have a shuffled 8-bit format");
        }

        int biasIndex = step.Input(Bias);
        if (step.Input(Inputs) < 0)
        {
            throw graph.File.Error(FaultPlace.Layer(name), "weights", "none");
        }

        if ((graph.Obstacle(step.Input(Inputs)) ?? (biasIndex >= 0 ? graph.Obstacle(biasIndex) : null)) is { } obstacle)
        {
            return Refused(obstacle);
        }

        SourceTensor weight = graph.Weight(step.Input(Inputs)).CheckShape(-1, -1);
        int outputs = weight.Shape[0];
        int inputs = weight.Shape[1];
        if (input.LastSize != inputs)
        {
            return Refused($"it reads {inputs} values, but a step has {input.LastSize}: it reads several steps at once");
        }

        SourceTensor? bias = biasIndex >= 0 ? graph.Weight(biasIndex).CheckShape(outputs) : null;
        DenseWeights weights = graph.File.Build(
            name, () => new DenseWeights(inputs, outputs, weight.Values, bias?.Values ?? new float[outputs]));
        IEnumerable<TensorOrigin?> origins = [weight.As("weight"), bias?.As("bias")];
        return new SourceDense(name, weights, activation) { Origins = [.. origins.OfType<TensorOrigin>()] };
    }
}
