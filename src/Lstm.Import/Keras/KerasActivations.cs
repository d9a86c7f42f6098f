using System.Collections.Generic;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.Keras;

/// <summary>Keras' names of functions.</summary>
internal static class KerasActivations
{
    // What a leaky ReLU has for a slope when it is named as a function, and when it is a layer.
    private const float FunctionSlope = 0.2f;
    private const float LayerSlope = 0.3f;

    /// <summary>The classes that are a function as a layer.</summary>
    public static IReadOnlySet<string> Layers { get; } = new HashSet<string> { "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax", "ThresholdedReLU" };

    /// <summary>The function that a member of a configuration names.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="member">The member. Null there is the linear function.</param>
    /// <param name="missing">The name that stands for a missing member; null when there is none that the file tells.</param>
    /// <param name="version">The version of Keras.</param>
    /// <exception cref="KerasUnsupportedException">There is no such function here.</exception>
    public static ActivationShape Member(JsonObject config, string member, string? missing, KerasVersion version)
    {
        if (!config.Members.TryGetValue(member, out JsonValue? value))
        {
            return Named(
                missing ?? throw new KerasUnsupportedException($"its {member} is not stored, and Keras' default depends on a version that the file does not say"), version);
        }

        return value switch
        {
            JsonNull => Activation.Linear,
            JsonText text => Named(text.Value, version),
            JsonObject layer => OfObject(layer, version),
            _ => throw value.Error("a function's name"),
        };
    }

    /// <summary>The function that a layer of its own is.</summary>
    /// <exception cref="KerasUnsupportedException">There is no such function here.</exception>
    public static ActivationShape Layer(string className, JsonObject config, KerasVersion version)
    {
        switch (className)
        {
            case "Activation":
                return Member(config, "activation", null, version);
            case "Softmax":
                return LastAxis(config) ? Activation.Softmax : throw new KerasUnsupportedException("it is over another axis than the last");
            case "ELU":
                return ActivationShape.Of(Activation.Elu, Number(config, "alpha") ?? 1);
            case "LeakyReLU":
                return ActivationShape.Of(Activation.LeakyRelu, Number(config, "negative_slope") ?? Number(config, "alpha") ?? LayerSlope);
            case "ThresholdedReLU":
                return ActivationShape.Of(Activation.ThresholdedRelu, Number(config, "theta") ?? 1);
            default:
                float slope = Number(config, "negative_slope") ?? 0;
                return Number(config, "max_value") is not null || (Number(config, "threshold") ?? 0) != 0
                    ? throw new KerasUnsupportedException("it has a max_value or a threshold")
                    : slope == 0 ? Activation.Relu : ActivationShape.Of(Activation.LeakyRelu, slope);
        }
    }

    private static ActivationShape OfObject(JsonObject value, KerasVersion version)
    {
        string name = value.Require("class_name").AsText();
        if (Layers.Contains(name) && name != "Activation" && value["config"] is JsonObject config)
        {
            return Layer(name, config, version);
        }

        // Keras 3 stores a function of its own as an object that names it.
        return name == "function" && value["config"] is JsonText function && value["module"] is JsonText { Value: "keras.activations" }
            ? Named(function.Value, version)
            : throw new KerasUnsupportedException($"its function '{(value["config"] as JsonText)?.Value ?? name}' is not one that a generated class has");
    }

    private static ActivationShape Named(string name, KerasVersion version) => name switch
    {
        "linear" => Activation.Linear,
        "sigmoid" => Activation.Sigmoid,
        "tanh" => Activation.Tanh,
        "relu" => Activation.Relu,
        "softsign" => Activation.Softsign,
        "softplus" => Activation.Softplus,
        "elu" => Activation.Elu,
        "leaky_relu" => ActivationShape.Of(Activation.LeakyRelu, FunctionSlope),
        "softmax" => Activation.Softmax,
        "hard_sigmoid" or "hardSigmoid" => version.IsKeras3 switch
        {
            true => Activation.HardSigmoid3,
            false => Activation.HardSigmoid,
            null => throw new KerasUnsupportedException("its hard_sigmoid is another function in Keras 3 than before, and the file does not say which wrote it"),
        },
        _ => throw new KerasUnsupportedException($"its function '{name}' is not one that a generated class has"),
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
