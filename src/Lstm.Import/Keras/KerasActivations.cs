using System.Collections.Generic;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.Keras;

/// <summary>The activation functions of Keras by name.</summary>
internal static class KerasActivations
{
    // The slope of the layer LeakyReLU. The function leaky_relu has another one.
    private const float LayerSlope = 0.3f;

    /// <summary>The layer classes that only apply a function.</summary>
    public static IReadOnlySet<string> Layers { get; } =
        new HashSet<string> { "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax", "ThresholdedReLU" };

    /// <summary>Returns the function that a member of a configuration names.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="member">The member. A null value means the linear function.</param>
    /// <param name="missing">The name of the default for a missing member; null if the default is unknown.</param>
    /// <param name="version">The version of Keras.</param>
    /// <exception cref="KerasUnsupportedException">The function is not supported.</exception>
    public static ActivationShape Member(JsonObject config, string member, string? missing, KerasVersion version)
    {
        if (!config.Members.TryGetValue(member, out JsonValue? value))
        {
            return Named(
                missing ?? throw new KerasUnsupportedException(
                    $"its {member} is not stored, and the default depends on the version of Keras, which the file does not contain"),
                version);
        }

        return value switch
        {
            JsonNull => Activation.Linear,
            JsonText text => Named(text.Value, version),
            JsonObject layer => OfObject(layer, version),
            _ => throw value.Error("the name of a function"),
        };
    }

    /// <summary>Returns the function of an activation layer.</summary>
    /// <exception cref="KerasUnsupportedException">The function is not supported.</exception>
    public static ActivationShape Layer(string className, JsonObject config, KerasVersion version)
    {
        switch (className)
        {
            case "Activation":
                return Member(config, "activation", null, version);
            case "Softmax":
                return LastAxis(config) ? Activation.Softmax : throw new KerasUnsupportedException("it is not over the last axis");
            case "ELU":
                return ActivationShape.Of(Activation.Elu, Number(config, "alpha") ?? 1);
            case "LeakyReLU":
                return ActivationShape.Of(Activation.LeakyRelu, Number(config, "negative_slope") ?? Number(config, "alpha") ?? LayerSlope);
            case "ThresholdedReLU":
                return ActivationShape.Of(Activation.ThresholdedRelu, Number(config, "theta") ?? 1);
            default:
                return Relu(config);
        }
    }

    // Below the threshold, the slope applies to the distance from it.
    private static ActivationShape Relu(JsonObject config) =>
        (Number(config, "max_value"), Number(config, "negative_slope") ?? 0, Number(config, "threshold") ?? 0) switch
        {
            (null, 0, 0) => Activation.Relu,
            (null, float slope, 0) => ActivationShape.Of(Activation.LeakyRelu, slope),
            (null, 0, float threshold) => ActivationShape.Of(Activation.ThresholdedRelu, threshold),
            (float most and >= 0, 0, 0) => ActivationShape.Of(Activation.Clip, 0, most),
            _ => throw new KerasUnsupportedException("its max_value, negative_slope and threshold together are not supported"),
        };

    private static ActivationShape OfObject(JsonObject value, KerasVersion version)
    {
        string name = value.Require("class_name").AsText();
        if (Layers.Contains(name) && name != "Activation" && value["config"] is JsonObject config)
        {
            return Layer(name, config, version);
        }

        // Keras 3 stores a built-in function as an object with its name.
        return name == "function" && value["config"] is JsonText function && value["module"] is JsonText { Value: "keras.activations" }
            ? Named(function.Value, version)
            : throw new KerasUnsupportedException($"its function '{(value["config"] as JsonText)?.Value ?? name}' is not supported");
    }

    private static ActivationShape Named(string name, KerasVersion version) => name switch
    {
        // TensorFlow.js writes the second name.
        "hard_sigmoid" or "hardSigmoid" => version.IsKeras3 switch
        {
            true => Activation.HardSigmoid3,
            false => Activation.HardSigmoid,
            null => throw new KerasUnsupportedException(
                "its hard_sigmoid differs between Keras 3 and earlier versions, and the file does not contain the version"),
        },
        _ => ActivationType.Named(static type => type.Keras, name)
            ?? throw new KerasUnsupportedException($"its function '{name}' is not supported"),
    };

    private static bool LastAxis(JsonObject config) => config["axis"] switch
    {
        null => true,
        JsonNumbers { Values: [var axis] } => axis == -1,
        JsonValue axis => axis is JsonNumber { Value: -1 },
    };

    // Some versions wrap a number as {"type": "ndarray", "value": 0.3}.
    private static float? Number(JsonObject config, string member) => config[member] switch
    {
        null => null,
        JsonObject wrapped => (float)wrapped.Require("value").AsNumber(),
        JsonValue value => (float)value.AsNumber(),
    };
}
