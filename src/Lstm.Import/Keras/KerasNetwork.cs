using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Keras;

/// <summary>The network in a configuration of Keras, as used in .h5 and .keras files and in TensorFlow.js.</summary>
internal sealed class KerasNetwork
{
    private const string InputLayer = "InputLayer";
    private const string Masking = "Masking";

    private static readonly HashSet<string> s_models = ["Sequential", "Functional", "Model"];

    // These layers have no effect after training.
    private static readonly HashSet<string> s_trainingOnly =
    [
        InputLayer, "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout", "AlphaDropout", "ActivityRegularization", "Identity",
    ];

    private readonly SourceFile _file;
    private readonly KerasVersion _version;
    private readonly KerasWeights _weights;
    private readonly List<KerasLayer> _layers = [];
    private readonly List<SourceNote> _notes = [];
    private readonly List<(string Masking, int Before)> _masks = [];
    private readonly KerasRecurrence _recurrence;
    private readonly KerasConvolution _convolution;
    private readonly List<SourceLayer> _read = [];
    private KerasSignal _signal;
    private int _lastRecurrent;

    // The layer that arranged the values of a vector otherwise. No layer may follow it.
    private (KerasLayer Layer, string Shape)? _arranged;

    private KerasNetwork(SourceFile file, KerasVersion version, KerasWeights weights, KerasSignal input)
    {
        _file = file;
        _version = version;
        _weights = weights;
        _signal = input;
        _recurrence = new KerasRecurrence(file, version, weights, _notes);
        _convolution = new KerasConvolution(file, version, weights);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The configuration of the model: its class, and its layers under "config".</param>
    /// <param name="version">The version of Keras that wrote the file.</param>
    /// <param name="weights">The weights.</param>
    /// <returns>The layers in the order of the data, and notes about them.</returns>
    /// <exception cref="WeightFormatException">The configuration is corrupt, or does not match the weights.</exception>
    public static (IReadOnlyList<SourceLayer> Layers, IReadOnlyList<SourceNote> Notes) Read(
        SourceFile file, JsonObject model, KerasVersion version, KerasWeights weights)
    {
        string kind = model.Require("class_name").AsText();
        if (version.IsKeras1)
        {
            throw file.Error(
                null,
                "a model of Keras 2 or later (load the file there and save it again)",
                $"a model of Keras {version.Text}, which stores one array for each gate");
        }

        if (!s_models.Contains(kind))
        {
            throw file.Error(null, "a sequential or a functional model", $"the class {kind}, whose layers are defined only in code");
        }

        IReadOnlyList<KerasLayer> all = KerasLayer.All(model);
        all = kind == "Sequential" ? all : KerasGraph.InOrder(all);
        var network = new KerasNetwork(file, version, weights, InputOf(all));
        if (kind != "Sequential")
        {
            network.NoteOutputs(model.Require("config").AsObject());
        }

        foreach (KerasLayer layer in all)
        {
            if (layer.Reason is not null || !s_trainingOnly.Contains(layer.ClassName))
            {
                network.AddOrNote(layer);
            }
        }

        network.ReadLayers();
        return (network._read, [.. network.MaskNotes(), .. network._notes]);
    }

    // [batch, steps, values], in the configuration of the first layer; null for what is not fixed.
    private static KerasSignal InputOf(IReadOnlyList<KerasLayer> layers)
    {
        JsonObject? config = layers.Count > 0 ? layers[0].Config : null;
        IReadOnlyList<JsonValue> shape = (config?["batch_input_shape"] ?? config?["batch_shape"]) switch
        {
            // Between Keras 2 and 3, a shape was a typed list.
            JsonObject typed => typed["items"]?.AsArray() ?? [],
            null => [],
            JsonValue list => list.AsArray(),
        };
        int? Size(int axis) => axis < shape.Count && shape[axis] is JsonNumber number ? number.AsInt() : null;
        return shape.Count == 2
            ? new KerasSignal(IsSequence: false, null, Size(1))
            : new KerasSignal(IsSequence: true, Size(1), Size(2));
    }

    private void AddOrNote(KerasLayer layer)
    {
        if (layer is { ClassName: Masking, Reason: null })
        {
            _masks.Add((layer.Name, _layers.Count));
        }
        else
        {
            _layers.Add(layer);
        }
    }

    // A mask is about the layer after it.
    private IEnumerable<SourceNote> MaskNotes() =>
        from mask in _masks
        select SourceNote.About(
            $"Layer '{mask.Masking}' masks steps whose inputs all have one value; leave out such steps yourself.",
            [.. _layers.Skip(mask.Before).Take(1).Select(static layer => layer.Name)]);

    private void NoteOutputs(JsonObject config)
    {
        // A single output is ["layer", node, tensor], with or without a list around it.
        if (config["output_layers"] is JsonArray { Items: [JsonArray, _, ..] } outputs)
        {
            _notes.Add($"The model has {outputs.Items.Count} outputs; the class computes only that of the last imported layer.");
        }
    }

    private void ReadLayers()
    {
        _lastRecurrent = _layers.FindLastIndex(static layer =>
            layer.ClassName is "Bidirectional" or "RNN" or "SimpleRNN" or "ConvLSTM1D" or "StackedRNNCells"
            || layer.ClassName.EndsWith("LSTM", StringComparison.Ordinal) || layer.ClassName.EndsWith("GRU", StringComparison.Ordinal));
        for (int index = 0; index < _layers.Count; index++)
        {
            AddUnused(_layers[index]);
            KerasOutputs outputs = OutputsOf(index);
            foreach (SourceLayer layer in outputs.Layers)
            {
                Add(layer);
            }

            _signal = outputs.After;
        }

        AddUnused(null);

        if (_arranged is { } last)
        {
            NoteLast($"Layer '{last.Layer.Name}' arranges the outputs in the shape {last.Shape}. The class returns them in one row.");
        }
    }

    private void AddUnused(KerasLayer? next)
    {
        if (_convolution.Unused(next) is { } padding)
        {
            Add(padding);
        }
    }

    private void Add(SourceLayer layer)
    {
        if (_arranged is { } before)
        {
            _read.Add(new UnsupportedLayer(
                before.Layer.Name, before.Layer.ClassName, $"it arranges its values in the shape {before.Shape}, and a layer follows"));
            _arranged = null;
        }

        _read.Add(layer);
    }

    private void NoteLast(string text) => _notes.Add(SourceNote.About(text, [.. _read.TakeLast(1).Select(static layer => layer.Name)]));

    private KerasOutputs OutputsOf(int index)
    {
        KerasLayer layer = _layers[index];
        try
        {
            return layer.Reason is { } reason ? throw new KerasUnsupportedException(reason)
                : !layer.IsKerasOwn ? throw new KerasUnsupportedException("it is a custom class")
                : KerasArrangement.Is(layer.ClassName) ? Arranged(layer)
                : layer.ClassName switch
                {
                    "TimeDistributed" => TimeDistributed(layer),
                    KerasConvolution.ClassName => Simple(_convolution.Read(layer, _signal)),
                    KerasConvolution.PaddingClass => Padded(layer),
                    KerasEmbedding.ClassName => KerasEmbedding.Read(_file, layer, _signal, _weights, _notes),
                    "Bidirectional" => _recurrence.BothWays(layer, _signal, index >= _lastRecurrent),
                    _ => OfOneStep(layer, layer.ClassName, layer.Config, _signal) is { } simple
                        ? Simple(simple)
                        : _recurrence.OneWay(layer, _signal, index >= _lastRecurrent),
                };
        }
        catch (KerasUnsupportedException unsupported)
        {
            return new([new UnsupportedLayer(layer.Name, layer.ClassName, unsupported.Message)], _signal with { Width = null });
        }
    }

    private KerasOutputs Simple(SourceLayer layer) => new([layer], _signal.After(layer));

    // The steps are as many as before, after the convolution that follows.
    private KerasOutputs Padded(KerasLayer layer)
    {
        _convolution.Pad(layer);
        return new([], _signal);
    }

    // A layer whose outputs depend on the same step only; null for other classes.
    private SourceLayer? OfOneStep(KerasLayer layer, string className, JsonObject config, KerasSignal before) =>
        KerasActivations.Layers.Contains(className)
            ? new SourceActivation(layer.Name, KerasActivations.Layer(className, config, _version))
        : KerasUnits.Reads(className) ? new KerasUnits(_file, layer, config, before, _weights).Read(className)
        : className == "Dense" ? Dense(layer, config)
        : null;

    private SourceDense Dense(KerasLayer layer, JsonObject config)
    {
        ActivationShape activation = KerasActivations.Member(config, "activation", "linear", _version);
        List<TensorOrigin> origins = [];
        DenseWeights weights = KerasConversion.Dense(
            _file,
            layer.Name,
            config.Require("units").AsInt(),
            KerasCell.Flag(config, "use_bias", true),
            _weights.Of(layer, KerasPart.Whole, KerasWeights.DenseNames),
            origins);
        return new SourceDense(layer.Name, weights, activation) { Origins = origins };
    }

    // The layer in it gets the vector of each step.
    private KerasOutputs TimeDistributed(KerasLayer layer)
    {
        JsonObject inner = layer.Config.Require("layer").AsObject();
        string name = inner.Require("class_name").AsText();
        JsonObject config = inner.Require("config").AsObject();
        return s_trainingOnly.Contains(name) ? new([], _signal)
            : OfOneStep(layer, name, config, _signal with { IsSequence = false, Steps = null }) is { } simple
                ? Simple(simple)
            : throw new KerasUnsupportedException($"it contains a {name}");
    }

    private KerasOutputs Arranged(KerasLayer layer)
    {
        bool isFirst = _read.Count == 0;
        KerasArrangement arrangement = KerasArrangement.Of(layer, _signal, isFirst);
        string? shape = arrangement.Arranged is { } sizes ? SourceTensor.TextOf(sizes) : null;
        _arranged = shape is null || isFirst ? null : (layer, shape);
        if (shape is not null && isFirst)
        {
            _notes.Add($"Layer '{layer.Name}' splits its input into steps, {shape}. The class reads the steps.");
        }

        if (arrangement.Pooling == Pooling.Last && _signal.IsCausal)
        {
            NoteLast($"In Keras, layer '{layer.Name}' selects the last step: take the network's output at the last step.");
        }
        else if (arrangement.Pooling is { } pooling)
        {
            return new([new SourcePool(layer.Name, pooling)], arrangement.After);
        }

        return new([], arrangement.After);
    }
}
