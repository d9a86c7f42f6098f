using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Keras;

/// <summary>The layers that a configuration of Keras describes: what .h5, .keras and TensorFlow.js share.</summary>
internal sealed class KerasNetwork
{
    private static readonly HashSet<string> s_models = ["Sequential", "Functional", "Model"];

    // Nothing happens in them once a network is trained.
    private static readonly HashSet<string> s_trainingOnly =
    [
        "InputLayer", "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout", "AlphaDropout", "ActivityRegularization",
    ];

    private readonly SourceFile _file;
    private readonly KerasVersion _version;
    private readonly KerasWeights _weights;
    private readonly List<KerasLayer> _layers = [];
    private readonly List<string> _notes = [];
    private string? _refusedOutput;

    private KerasNetwork(SourceFile file, KerasVersion version, KerasWeights weights)
    {
        _file = file;
        _version = version;
        _weights = weights;
    }

    /// <summary>Reads a model.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model's configuration: its class, and its layers under "config".</param>
    /// <param name="version">The version of Keras that wrote it.</param>
    /// <param name="weights">Where its weights are.</param>
    /// <returns>The layers in the order of the data, and what has to be known about them.</returns>
    /// <exception cref="WeightFormatException">The configuration is damaged, or not what the weights belong to.</exception>
    public static (IReadOnlyList<SourceLayer> Layers, IReadOnlyList<string> Notes) Read(
        SourceFile file, JsonObject model, KerasVersion version, KerasWeights weights)
    {
        string kind = model.Require("class_name").AsText();
        if (version.IsKeras1)
        {
            throw file.Error(null, "a model of Keras 2 or later (load the file there and save it again)", $"one of Keras {version.Text}, an array a gate");
        }

        if (!s_models.Contains(kind))
        {
            throw file.Error(null, "a sequential or a functional model", $"the class {kind}, whose layers only its own code knows");
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
        return (layers, network._notes);
    }

    private void AddOrNote(KerasLayer layer)
    {
        if (layer is { ClassName: "Masking", Reason: null })
        {
            _notes.Add($"Layer '{layer.Name}' masks steps whose inputs all have one value; leave such steps out yourself.");
        }
        else
        {
            _layers.Add(layer);
        }
    }

    private void NoteOutputs(JsonObject config)
    {
        // One output is ["layer", node, tensor], in a list of its own or not.
        if (config["output_layers"] is JsonArray { Items: [JsonArray, _, ..] } outputs)
        {
            _notes.Add($"The model hands out {outputs.Items.Count} outputs; only that of the last imported layer is.");
        }
    }

    // A layer whose outputs the next one takes in another way than a class would is sound itself: what stands between the two is not.
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
                : !layer.IsKerasOwn ? throw new KerasUnsupportedException("it is a class of somebody's own")
                : KerasActivations.Layers.Contains(layer.ClassName)
                    ? new ActivationLayer(layer.Name, KerasActivations.Layer(layer.ClassName, layer.Config, _version))
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

    private DenseLayer Dense(KerasLayer layer, JsonObject config)
    {
        ActivationShape activation = KerasActivations.Member(config, "activation", "linear", _version);
        List<TensorOrigin> origins = [];
        DenseWeights weights = KerasConversion.Dense(
            _file, layer.Name, config.Require("units").AsInt(), KerasCell.Flag(config, "use_bias", true), _weights.Of(layer, KerasPart.Whole), origins);
        return new DenseLayer(layer.Name, weights, activation) { Origins = origins };
    }

    private SourceLayer TimeDistributed(KerasLayer layer)
    {
        JsonObject inner = layer.Config.Require("layer").AsObject();
        string name = inner.Require("class_name").AsText();
        JsonObject config = inner.Require("config").AsObject();
        return name == "Dense" ? Dense(layer, config)
            : KerasActivations.Layers.Contains(name) ? new ActivationLayer(layer.Name, KerasActivations.Layer(name, config, _version))
            : throw new KerasUnsupportedException($"it holds a {name}");
    }

    private RecurrentLayer Recurrent(KerasLayer layer, int index)
    {
        KerasCell cell = KerasCell.Of(layer.ClassName, layer.Config, _version);
        bool isLast = !HasRecurrentAfter(index);
        if (!cell.ReturnSequences && !isLast)
        {
            _refusedOutput = "it hands out its last step only (return_sequences is false), and a recurrent layer follows";
        }
        else if (cell.GoBackwards && !isLast)
        {
            _refusedOutput = "it hands out its outputs in reverse (go_backwards), and a recurrent layer follows that would have to take them so";
        }

        List<TensorOrigin> origins = [];
        LstmLayerWeights weights = KerasConversion.Recurrent(_file, layer.Name, cell, _weights.Of(layer, KerasPart.Whole), "", origins);
        NoteOf(layer.Name, cell);
        return new RecurrentLayer(layer.Name, cell.Shape, [weights])
        {
            Direction = cell.GoBackwards ? Direction.Backward : Direction.Forward,
            Origins = origins,
        };
    }

    private RecurrentLayer Bidirectional(KerasLayer layer, int index)
    {
        JsonObject forwardEntry = layer.Config.Require("layer").AsObject();
        JsonObject? backwardEntry = layer.Config["backward_layer"]?.AsObject();
        KerasCell forward = Inner(forwardEntry);
        KerasCell backward = backwardEntry is null ? forward : Inner(backwardEntry) with { GoBackwards = false };
        JsonValue? mode = layer.Config.Members.GetValueOrDefault("merge_mode");
        if (mode is not (null or JsonText { Value: "concat" }))
        {
            throw new KerasUnsupportedException($"its directions are merged by {mode.Kind}, not by 'concat'");
        }

        if (forward != backward || forward.GoBackwards)
        {
            throw new KerasUnsupportedException("its two directions are of different kinds, or both go backwards");
        }

        if (!forward.ReturnSequences && index + 1 < _layers.Count)
        {
            _refusedOutput =
                "it hands out the last output of each direction (return_sequences is false), and these stand at different times: the forward one at the last step, "
                + "the backward one at the first; a layer follows that takes both together";
        }

        List<TensorOrigin> origins = [];
        LstmLayerWeights[] weights =
        [
            KerasConversion.Recurrent(_file, layer.Name, forward, _weights.Of(layer, KerasPart.Forward), "", origins),
            KerasConversion.Recurrent(_file, layer.Name, backward, _weights.Of(layer, KerasPart.Backward), "_reverse", origins),
        ];
        if (!forward.ReturnSequences)
        {
            _notes.Add(
                $"Layer '{layer.Name}' hands out the last output of each direction in Keras (return_sequences is false): the first half of the last step's outputs, and the "
                + "second half of the first step's.");
        }

        NoteStateful(layer.Name, forward);
        return new RecurrentLayer(layer.Name, forward.Shape, weights) { Origins = origins };
    }

    private KerasCell Inner(JsonObject entry) => KerasCell.Of(entry.Require("class_name").AsText(), entry.Require("config").AsObject(), _version);

    private bool HasRecurrentAfter(int index) => _layers.Skip(index + 1).Any(static layer =>
        layer.ClassName is "Bidirectional" or "RNN" or "SimpleRNN" or "ConvLSTM1D" or "StackedRNNCells"
        || layer.ClassName.EndsWith("LSTM", StringComparison.Ordinal) || layer.ClassName.EndsWith("GRU", StringComparison.Ordinal));

    private void NoteOf(string layer, KerasCell cell)
    {
        if (!cell.ReturnSequences)
        {
            string step = cell.GoBackwards ? "first step, the last that it goes to" : "last step";
            _notes.Add($"Layer '{layer}' hands out only one output in Keras (return_sequences is false): take the network's output at the {step}.");
        }
        else if (cell.GoBackwards)
        {
            _notes.Add(
                $"Layer '{layer}' goes backwards. Keras hands its outputs out in the order in which they were made, the last step's first; here each stands at the time of its input.");
        }

        NoteStateful(layer, cell);
    }

    private void NoteStateful(string layer, KerasCell cell)
    {
        if (cell.Stateful)
        {
            _notes.Add($"Layer '{layer}' is stateful in Keras: it goes on from where the last batch ended, unless it is reset. Keep the state from call to call to do so.");
        }
    }
}
