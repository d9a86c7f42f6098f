using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Import.Conversion;
using Lstm.Import.Input;
using Lstm.Import.Json;
using Lstm.Import.Keras;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.RTNeural;

/// <summary>Reads the layers of RTNeural's JSON, which AIDA-X files also contain.</summary>
internal static class RTNeuralLayers
{
    private const string Epsilon = "epsilon";
    private const string KernelSize = "kernel_size";
    private const string Dilation = "dilation";
    private const string Groups = "groups";

    private static readonly string[] RootMembers =
    [
        "in_shape", "layers", "metadata", "model_data", "samplerate", "sample_rate", "name", "version", UnsaidResidual.Skip,
    ];

    private static readonly string[] LayerMembers = ["type", "activation", "shape", "weights", "name"];
    private static readonly string[] NormNames = [KerasUnits.Gamma, KerasUnits.Beta, KerasUnits.MovingMean, KerasUnits.MovingVariance];
    private static readonly string[] NormMembers = [.. LayerMembers, Epsilon];
    private static readonly string[] ConvolutionMembers = [.. LayerMembers, KernelSize, Dilation, Groups];

    /// <summary>Returns whether a JSON file is a list of such layers.</summary>
    public static bool Are(JsonObject json) =>
        json["layers"] is JsonArray layers
        && (json.Has("in_shape") || layers.Items is [JsonObject first, ..] && first["type"] is JsonText && first.Has("shape"));

    /// <summary>Returns the JSON of a recognised file.</summary>
    public static JsonObject Json(SourceFile file) =>
        file.TryGetJson(out JsonObject? json) ? json : throw file.Error(null, "JSON", "another format");

    /// <summary>Returns the number of inputs of a step.</summary>
    public static int InputSize(JsonObject json) => LastSize(json.Require("in_shape"));

    /// <summary>Returns the number of outputs of the last layer with a shape.</summary>
    public static int OutputSize(JsonObject json)
    {
        int size = InputSize(json);
        foreach (JsonValue layer in json.Require("layers").AsArray())
        {
            size = layer is JsonObject known && known.TryGet("shape", out JsonValue? shape) ? LastSize(shape) : size;
        }

        return size;
    }

    /// <summary>Returns a note about members of the root object that are not read.</summary>
    /// <param name="json">The root object.</param>
    /// <param name="own">The members that the format has in addition to RTNeural's.</param>
    /// <exception cref="WeightFormatException">An unknown member would change the network.</exception>
    public static IReadOnlyList<SourceNote> Unread(JsonObject json, params IReadOnlyCollection<string> own) =>
    [
        .. OtherMembers.Check(json, [.. RootMembers, .. own]),
        .. json["model_data"] is JsonObject data ? OtherMembers.Check(data, [UnsaidResidual.Skip, .. data.Names.Where(IsSize)]) : [],
    ];

    // GuitarML repeats the sizes of the network beside its layers.
    private static bool IsSize(string name) => name is "model" or "unit_type" or "num_layers" or "bias_fl"
        || name.EndsWith("_size", StringComparison.Ordinal);

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
        "lstm" or "gru" or "dense" or "time-distributed-dense" or "prelu" or "batchnorm" or "conv1d"
            when OtherMembers.First(layer.Json, MembersOf(layer.Type)) is { } other =>
            new UnsupportedLayer(layer.Name, layer.Type, $"its member '{other}' is unknown, and it may change the layer"),
        "prelu" or "batchnorm" when layer.Activation is not ("" or "linear") => new UnsupportedLayer(
            layer.Name, layer.Type, $"its activation is '{layer.Activation}'; RTNeural supports none in this layer"),
        "lstm" or "gru" when layer.Activation is not ("tanh" or "") => new UnsupportedLayer(
            layer.Name,
            layer.Type,
            $"its activation is '{layer.Activation}'; RTNeural supports only tanh in recurrent layers, so the trained one is unknown"),
        "lstm" => Lstm(layer),
        "gru" => Gru(layer),
        "dense" or "time-distributed-dense" => Dense(layer),
        "activation" => ActivationOf(layer) is { } function ? new SourceActivation(layer.Name, function) : UnknownActivation(layer),
        "prelu" => PRelu(layer),
        "batchnorm" => BatchNorm(layer),
        "conv1d" => Convolution(layer),
        "conv2d" => new UnsupportedLayer(layer.Name, layer.Type, "it convolves two axes, and a class has convolutions over the steps"),
        "batchnorm2d" => new UnsupportedLayer(layer.Name, layer.Type, "it belongs to a convolution of two axes"),
        _ => new UnsupportedLayer(layer.Name, layer.Type, "this kind of layer is unknown"),
    };

    private static SourceRecurrent Lstm(RTNeuralLayer layer)
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
        return new SourceRecurrent(layer.Name, new CellShape(CellKind.Lstm, hidden), [weights])
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
    private static SourceRecurrent Gru(RTNeuralLayer layer)
    {
        const int gates = 3;
        (int inputs, int hidden) = layer.CheckSizes(arrays: 3);
        float[] kernel = layer.Matrix(0, "kernel", inputs, gates * hidden);
        float[] recurrent = layer.Matrix(1, "recurrent kernel", hidden, gates * hidden);
        float[] biases = layer.Matrix(2, "bias", 2, gates * hidden);
        CellShape cell = new(CellKind.GruResetAfter, hidden);
        float[] Rows(float[] values) => Matrices.Blocks(values, CellWeights.UpdateFirstGru, CellWeights.RowsOf(cell));
        LstmLayerWeights weights = layer.File.Build(layer.Name, () => CellWeights.Of(
            cell,
            inputs,
            Rows(Matrices.Transposed(kernel, inputs, gates * hidden)),
            Rows(Matrices.Transposed(recurrent, hidden, gates * hidden)),
            Rows(biases[..(gates * hidden)]),
            Rows(biases[(gates * hidden)..])));
        const string conversion = "transposed, rows from z, r, h";
        return new SourceRecurrent(layer.Name, cell, [weights])
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
        return new SourceDense(layer.Name, weights, activation)
        {
            Origins = [layer.Origin("weight", 0, "transposed", inputs, outputs), layer.Origin("bias", 1, "", outputs)],
        };
    }

    // The kernel of Keras, [kernel, inputs, outputs]. A convolution of RTNeural is always causal.
    private static SourceLayer Convolution(RTNeuralLayer layer)
    {
        if (ActivationOf(layer) is not { } activation)
        {
            return UnknownActivation(layer);
        }

        int kernel = OnlySize(layer.Json.Require(KernelSize));
        int dilation = OnlySize(layer.Json.Require(Dilation));
        int groups = layer.Json.TryGet(Groups, out JsonValue? given) ? OnlySize(given) : 1;
        string? wrong = groups != 1 ? $"its filters take some of the inputs each (groups is {groups}); those of a class take all"
            : kernel is < 1 or > Conv1DShape.MaxKernel ? $"its kernel has {kernel} steps, and that of a class 1 to {Conv1DShape.MaxKernel}"
            : dilation is < 1 or > Conv1DShape.MaxDilation
                ? $"its dilation is {dilation}, and that of a class 1 to {Conv1DShape.MaxDilation}"
            : null;
        if (wrong is not null)
        {
            return new UnsupportedLayer(layer.Name, layer.Type, wrong);
        }

        (int inputs, int filters) = layer.CheckSizes(arrays: 2);
        List<TensorOrigin> origins = [];
        Dictionary<string, SourceTensor> tensors = new(StringComparer.Ordinal)
        {
            [KerasWeights.Kernel] = layer.Tensor(0).CheckShape(kernel, inputs, filters),
            [KerasWeights.Bias] = layer.Tensor(1),
        };
        Conv1DWeights weights = KerasConversion.Convolution(layer.File, layer.Name, filters, kernel, hasBias: true, tensors, origins);
        return new SourceConv1D(layer.Name, weights, dilation, activation) { Origins = origins }.Simplest;
    }

    // The slopes of Keras: a list for each step, which RTNeural reads the first of.
    private static SourceLayer PRelu(RTNeuralLayer layer)
    {
        layer.CheckSameSize();
        layer.CheckSizes(arrays: 1);
        try
        {
            return KerasUnits.PRelu(layer.File, layer.Name, layer.Tensor(0));
        }
        catch (KerasUnsupportedException unsupported)
        {
            return new UnsupportedLayer(layer.Name, layer.Type, unsupported.Message);
        }
    }

    // The weights of Keras: the scale and the offset are optional, the mean and the variance are not.
    private static SourceUnits BatchNorm(RTNeuralLayer layer)
    {
        layer.CheckSameSize();
        string[] names = layer.Arrays == NormNames.Length ? NormNames : NormNames[2..];
        (int size, _) = layer.CheckSizes(names.Length);
        Dictionary<string, SourceTensor> tensors = names.Select((name, index) => (name, Tensor: layer.Tensor(index).CheckShape(size)))
            .ToDictionary(static pair => pair.name, static pair => pair.Tensor);
        return KerasUnits.BatchNorm(layer.File, layer.Name, tensors, layer.Json.Require(Epsilon).AsNumber());
    }

    private static string[] MembersOf(string type) => type switch
    {
        "batchnorm" => NormMembers,
        "conv1d" => ConvolutionMembers,
        _ => LayerMembers,
    };

    private static ActivationShape? ActivationOf(RTNeuralLayer layer) =>
        ActivationType.Named(static type => type.RTNeural, layer.Activation);

    private static UnsupportedLayer UnknownActivation(RTNeuralLayer layer) => new(
        layer.Name,
        layer.Type,
        $"its activation is '{layer.Activation}'; RTNeural supports tanh, relu, sigmoid, softmax and elu");

    // A number, or the list of the only axis.
    private static int OnlySize(JsonValue value) => value switch
    {
        JsonNumber number => number.AsInt(),
        _ when value.AsArray() is [var only] => only.AsInt(),
        _ => throw value.Error("one number"),
    };

    // [null, null, 8]: batch and time are undefined, the last entry is the size of a step.
    private static int LastSize(JsonValue shape) => shape switch
    {
        JsonNumbers numbers => new JsonNumber(shape.File, shape.Place, numbers.Values[^1]).AsInt(),
        JsonArray { Items: [.., JsonNumber last] } => last.AsInt(),
        JsonNumber number => number.AsInt(),
        _ => throw shape.Error("a shape whose last entry is a size"),
    };
}
