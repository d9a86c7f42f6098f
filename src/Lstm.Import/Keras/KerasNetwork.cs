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
    private static readonly HashSet<string> s_models = ["Sequential", "Functional", "Model"];

    // These layers have no effect after training.
    private static readonly HashSet<string> s_trainingOnly =
    [
        "InputLayer", "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout", "AlphaDropout", "ActivityRegularization",
    ];

    private readonly SourceFile _file;
    private readonly KerasVersion _version;
    private readonly KerasWeights _weights;
    private readonly List<KerasLayer> _layers = [];
    private readonly List<SourceNote> _notes = [];
    private readonly List<(string Masking, int Before)> _masks = [];
    private string? _refusedOutput;
    private int? _lastRecurrent;

    private KerasNetwork(SourceFile file, KerasVersion version, KerasWeights weights)
    {
        _file = file;
        _version = version;
        _weights = weights;
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

        var network = new KerasNetwork(file, version, weights);
        IReadOnlyList<KerasLayer> all = KerasLayer.All(model);
        if (kind != "Sequential")
        {
            all = KerasGraph.InOrder(all);
            network.NoteOutputs(model.Require("config").AsObject());
        }

        foreach (KerasLayer layer in all)
        {
            if (layer.Reason is not null || !s_trainingOnly.Contains(layer.ClassName))
            {
                network.AddOrNote(layer);
            }
        }

        SourceLayer[] layers = [.. network._layers.SelectMany((_, index) => network.LayersAt(index))];
        return (layers, [.. network.MaskNotes(), .. network._notes]);
    }

    private void AddOrNote(KerasLayer layer)
    {
        if (layer is { ClassName: "Masking", Reason: null })
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

    // If the outputs of a layer are not what the next layer needs, only the connection is unsupported. The layer itself can be imported.
    private IEnumerable<SourceLayer> LayersAt(int index)
    {
        SourceLayer layer = LayerAt(index);
        return _refusedOutput is { } reason
            ? [layer, new UnsupportedLayer($"{layer.Name} (outputs)", _layers[index].ClassName, reason)]
            : [layer];
    }

    private SourceLayer LayerAt(int index)
    {
        KerasLayer layer = _layers[index];
        _refusedOutput = null;
        try
        {
            return layer.Reason is { } reason ? throw new KerasUnsupportedException(reason)
                : !layer.IsKerasOwn ? throw new KerasUnsupportedException("it is a custom class")
                : KerasActivations.Layers.Contains(layer.ClassName)
                    ? new SourceActivation(layer.Name, KerasActivations.Layer(layer.ClassName, layer.Config, _version))
                : layer.ClassName switch
                {
                    "Dense" => Dense(layer, layer.Config),
                    "TimeDistributed" => TimeDistributed(layer),
                    "Bidirectional" => Bidirectional(layer, index),
                    _ => Recurrent(layer, index),
                };
        }
        catch (KerasUnsupportedException unsupported)
        {
            return new UnsupportedLayer(layer.Name, layer.ClassName, unsupported.Message);
        }
    }

    private SourceDense Dense(KerasLayer layer, JsonObject config)
    {
        ActivationShape activation = KerasActivations.Member(config, "activation", "linear", _version);
        List<TensorOrigin> origins = [];
        DenseWeights weights = KerasConversion.Dense(
            _file,
            layer.Name,
            config.Require("units").AsInt(),
            KerasCell.Flag(config, "use_bias", true),
            _weights.Of(layer, KerasPart.Whole),
            origins);
        return new SourceDense(layer.Name, weights, activation) { Origins = origins };
    }

    private SourceLayer TimeDistributed(KerasLayer layer)
    {
        JsonObject inner = layer.Config.Require("layer").AsObject();
        string name = inner.Require("class_name").AsText();
        JsonObject config = inner.Require("config").AsObject();
        return name == "Dense" ? Dense(layer, config)
            : KerasActivations.Layers.Contains(name) ? new SourceActivation(layer.Name, KerasActivations.Layer(name, config, _version))
            : throw new KerasUnsupportedException($"it contains a {name}");
    }

    private SourceRecurrent Recurrent(KerasLayer layer, int index)
    {
        KerasCell cell = KerasCell.Of(layer.ClassName, layer.Config, _version);
        bool isLast = !HasRecurrentAfter(index);
        if (!cell.ReturnSequences && !isLast)
        {
            _refusedOutput = "it returns only its last output (return_sequences is false), and a recurrent layer follows";
        }
        else if (cell.GoBackwards && !isLast)
        {
            _refusedOutput = "it returns its outputs in reverse order (go_backwards), and a recurrent layer follows";
        }

        List<TensorOrigin> origins = [];
        LstmLayerWeights weights = KerasConversion.Recurrent(_file, layer.Name, cell, _weights.Of(layer, KerasPart.Whole), "", origins);
        NoteOf(layer.Name, cell);
        return new SourceRecurrent(layer.Name, cell.Shape, [weights])
        {
            Direction = cell.GoBackwards ? Direction.Backward : Direction.Forward,
            Origins = origins,
        };
    }

    private SourceRecurrent Bidirectional(KerasLayer layer, int index)
    {
        JsonObject forwardEntry = layer.Config.Require("layer").AsObject();
        JsonObject? backwardEntry = layer.Config["backward_layer"]?.AsObject();
        KerasCell forward = Inner(forwardEntry);
        KerasCell backward = backwardEntry is null ? forward : Inner(backwardEntry) with { GoBackwards = false };
        JsonValue? mode = layer.Config.Members.GetValueOrDefault("merge_mode");
        if (mode is not (null or JsonText { Value: "concat" }))
        {
            throw new KerasUnsupportedException($"its directions are merged by {mode.Kind} instead of 'concat'");
        }

        if (forward != backward || forward.GoBackwards)
        {
            throw new KerasUnsupportedException("its two directions have different configurations, or both go backwards");
        }

        if (!forward.ReturnSequences && index + 1 < _layers.Count)
        {
            _refusedOutput =
                "it returns the last output of each direction (return_sequences is false): the forward output of the last step and "
                + "the backward output of the first step; the layer that follows uses both together";
        }

        List<TensorOrigin> origins = [];
        LstmLayerWeights[] weights =
        [
            KerasConversion.Recurrent(_file, layer.Name, forward, _weights.Of(layer, KerasPart.Forward), "", origins),
            KerasConversion.Recurrent(_file, layer.Name, backward, _weights.Of(layer, KerasPart.Backward), "_reverse", origins),
        ];
        if (!forward.ReturnSequences)
        {
            _notes.Add(SourceNote.About(
                $"In Keras, layer '{layer.Name}' returns only the last output of each direction (return_sequences is false): "
                + "take the first half of the last step's outputs and the second half of the first step's outputs.",
                layer.Name));
        }

        NoteStateful(layer.Name, forward);
        return new SourceRecurrent(layer.Name, forward.Shape, weights) { Origins = origins };
    }

    private KerasCell Inner(JsonObject entry) =>
        KerasCell.Of(entry.Require("class_name").AsText(), entry.Require("config").AsObject(), _version);

    // All layers are known before the first one is asked for.
    private bool HasRecurrentAfter(int index) => index < (_lastRecurrent ??= _layers.FindLastIndex(static layer =>
        layer.ClassName is "Bidirectional" or "RNN" or "SimpleRNN" or "ConvLSTM1D" or "StackedRNNCells"
        || layer.ClassName.EndsWith("LSTM", StringComparison.Ordinal) || layer.ClassName.EndsWith("GRU", StringComparison.Ordinal)));

    private void NoteOf(string layer, KerasCell cell)
    {
        if (!cell.ReturnSequences)
        {
            string step = cell.GoBackwards ? "first step, which it processes last" : "last step";
            _notes.Add(SourceNote.About(
                $"In Keras, layer '{layer}' returns only one output (return_sequences is false): take the network's output at the {step}.",
                layer));
        }
        else if (cell.GoBackwards)
        {
            _notes.Add(SourceNote.About(
                $"Layer '{layer}' runs backwards. Keras returns its outputs in the order of computation, the last step first. "
                + "The class returns each output at the step of its input.",
                layer));
        }

        NoteStateful(layer, cell);
    }

    private void NoteStateful(string layer, KerasCell cell)
    {
        if (cell.Stateful)
        {
            _notes.Add(SourceNote.About(
                $"Layer '{layer}' is stateful in Keras: it continues from the end of the previous batch unless it is reset. "
                + "To do the same, keep the state from call to call.",
                layer));
        }
    }
}
