using System.Collections.Generic;
using System.Globalization;
using Lstm.Import.Conversion;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.RTNeural;

/// <summary>Reads the layers of RTNeural's JSON, which AIDA-X files also contain.</summary>
internal static class RTNeuralLayers
{
    /// <summary>Returns whether a JSON file is a list of such layers.</summary>
    public static bool Are(JsonObject json) =>
        json["layers"] is JsonArray layers
        && (json.Has("in_shape") || layers.Items is [JsonObject first, ..] && first["type"] is JsonText && first.Has("shape"));

    /// <summary>Returns the JSON of a recognised file.</summary>
    public static JsonObject Json(SourceFile file) =>
        file.TryGetJson(out JsonObject? json) ? json : throw file.Error(null, "JSON", "another format");

    /// <summary>Returns the number of inputs of a step.</summary>
    public static int InputSize(JsonObject json) => LastSize(json.Require("in_shape"));

    /// <summary>Reads all layers.</summary>
    /// <exception cref="WeightFormatException">The length of an array differs from the declared shape, or a member is missing.</exception>
    public static IReadOnlyList<SourceLayer> Read(JsonObject json)
    {
        int inputs = InputSize(json);
        List<SourceLayer> layers = [];
        if (json.Require("layers") is not JsonArray array)
        {
            throw json.Require("layers").Error("an array of layers");
        }

        foreach (JsonValue item in array.Items)
        {
            JsonObject layer = item.AsObject();
            string type = layer.Require("type").AsText();
            string name = string.Create(CultureInfo.InvariantCulture, $"layers[{layers.Count}] ({type})");
            int outputs = layer.TryGet("shape", out JsonValue? shape) ? LastSize(shape)
                : type is "activation" ? inputs
                : throw layer.Error("a member 'shape'");
            string activation = layer.TryGet("activation", out JsonValue? function) ? function.AsText() : "";
            layers.Add(Layer(new RTNeuralLayer(layer, name, type, activation, inputs, outputs)));
            inputs = outputs;
        }

        return layers;
    }

    private static SourceLayer Layer(RTNeuralLayer layer) => layer.Type switch
    {
        "lstm" or "gru" when layer.Activation is not ("tanh" or "") => new UnsupportedLayer(
            layer.Name,
            $"a layer '{layer.Type}' with the activation '{layer.Activation}'",
            "RTNeural supports only tanh in recurrent layers, so the trained activation is unknown"),
        "lstm" => Lstm(layer),
        "gru" => Gru(layer),
        "dense" or "time-distributed-dense" => Dense(layer),
        "activation" => ActivationOf(layer) is { } function ? new ActivationLayer(layer.Name, function) : UnknownActivation(layer),
        "prelu" => new UnsupportedLayer(
            layer.Name, "a layer 'prelu'", "a rectifier with a trained slope per value is not a supported activation"),
        "conv1d" or "conv2d" => new UnsupportedLayer(
            layer.Name, $"a layer '{layer.Type}'", "convolutions read several steps at once"),
        "batchnorm" or "batchnorm2d" => new UnsupportedLayer(
            layer.Name,
            $"a layer '{layer.Type}'",
            "batch normalisation is not supported; fold its scale and shift into the adjacent layer"),
        _ => new UnsupportedLayer(layer.Name, $"a layer '{layer.Type}'", "this kind of layer is unknown"),
    };

    private static RecurrentLayer Lstm(RTNeuralLayer layer)
    {
        const int gates = 4;
        (int inputs, int hidden) = layer.CheckSizes(arrays: 3);
        float[] kernel = layer.Matrix(0, "kernel", inputs, gates * hidden);
        float[] recurrent = layer.Matrix(1, "recurrent kernel", hidden, gates * hidden);
        float[] bias = layer.Vector(2, "bias", gates * hidden);
        LstmLayerWeights weights = layer.File.Build(layer.Name, () => new LstmLayerWeights(
            inputs,
            hidden,
            Matrices.Transposed(kernel, inputs, gates * hidden),
            Matrices.Transposed(recurrent, hidden, gates * hidden),
            bias));
        return new RecurrentLayer(layer.Name, new CellShape(CellKind.Lstm, hidden), [weights])
        {
            Origins =
            [
                layer.Origin(LstmTensorName.WeightInput, 0, "transposed", inputs, gates * hidden),
                layer.Origin(LstmTensorName.WeightRecurrent, 1, "transposed", hidden, gates * hidden),
                layer.Origin(LstmTensorName.BiasInput, 2, "", gates * hidden),
            ],
        };
    }

    // The GRU of Keras with reset_after: columns z, r, h, and two biases.
    private static RecurrentLayer Gru(RTNeuralLayer layer)
    {
        const int gates = 3;
        (int inputs, int hidden) = layer.CheckSizes(arrays: 3);
        float[] kernel = layer.Matrix(0, "kernel", inputs, gates * hidden);
        float[] recurrent = layer.Matrix(1, "recurrent kernel", hidden, gates * hidden);
        float[] biases = layer.Matrix(2, "bias", 2, gates * hidden);
        LstmLayerWeights weights = layer.File.Build(layer.Name, () => GruWeights.Of(
            inputs,
            hidden,
            Matrices.Blocks(Matrices.Transposed(kernel, inputs, gates * hidden), Matrices.UpdateFirstGru),
            Matrices.Blocks(Matrices.Transposed(recurrent, hidden, gates * hidden), Matrices.UpdateFirstGru),
            Matrices.Blocks(biases[..(gates * hidden)], Matrices.UpdateFirstGru),
            Matrices.Blocks(biases[(gates * hidden)..], Matrices.UpdateFirstGru)));
        const string conversion = "transposed, rows from z, r, h";
        return new RecurrentLayer(layer.Name, new CellShape(CellKind.GruResetAfter, hidden), [weights])
        {
            Origins =
            [
                layer.Origin(LstmTensorName.WeightInput, 0, conversion, inputs, gates * hidden),
                layer.Origin(LstmTensorName.WeightRecurrent, 1, conversion, hidden, gates * hidden),
                layer.Origin(LstmTensorName.BiasInput, 2, "the first row, reordered from z, r, h", 2, gates * hidden),
                layer.Origin(LstmTensorName.BiasRecurrent, 2, "the second row, reordered from z, r, h", 2, gates * hidden),
            ],
        };
    }

    private static SourceLayer Dense(RTNeuralLayer layer)
    {
        if (ActivationOf(layer) is not { } activation)
        {
            return UnknownActivation(layer);
        }

        (int inputs, int outputs) = layer.CheckSizes(arrays: 2);
        float[] kernel = layer.Matrix(0, "kernel", inputs, outputs);
        float[] bias = layer.Vector(1, "bias", outputs);
        DenseWeights weights = layer.File.Build(
            layer.Name, () => new DenseWeights(inputs, outputs, Matrices.Transposed(kernel, inputs, outputs), bias));
        return new DenseLayer(layer.Name, weights, activation)
        {
            Origins = [layer.Origin("weight", 0, "transposed", inputs, outputs), layer.Origin("bias", 1, "", outputs)],
        };
    }

    private static ActivationShape? ActivationOf(RTNeuralLayer layer) => layer.Activation switch
    {
        "" or "linear" => Activation.Linear,
        "tanh" => Activation.Tanh,
        "relu" => Activation.Relu,
        "sigmoid" => Activation.Sigmoid,
        "softmax" => Activation.Softmax,
        "elu" => ActivationShape.Of(Activation.Elu, alpha: 1),
        _ => null,
    };

    private static UnsupportedLayer UnknownActivation(RTNeuralLayer layer) => new(
        layer.Name,
        $"a layer '{layer.Type}' with the activation '{layer.Activation}'",
        "RTNeural supports tanh, relu, sigmoid, softmax and elu");

    // [null, null, 8]: batch and time are undefined, the last entry is the size of a step.
    private static int LastSize(JsonValue shape) => shape switch
    {
        JsonNumbers numbers => new JsonNumber(shape.File, shape.Place, numbers.Values[^1]).AsInt(),
        JsonArray { Items: [.., JsonNumber last] } => last.AsInt(),
        JsonNumber number => number.AsInt(),
        _ => throw shape.Error("a shape whose last entry is a size"),
    };
}
