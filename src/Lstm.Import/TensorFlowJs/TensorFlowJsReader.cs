using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Keras;
using Lstm.Import.Layers;

namespace Lstm.Import.TensorFlowJs;

/// <summary>Reads layers models of TensorFlow.js: the Keras configuration in model.json, and the weights in separate files.</summary>
internal sealed class TensorFlowJsReader : IModelReader
{
    private const string Topology = "modelTopology";
    private const string Manifest = "weightsManifest";

    public bool Recognises(SourceFile file) => file.TryGetJson(out JsonObject? json) && (json.Has(Topology) || json.Has(Manifest));

    public SourceModel Read(SourceFile file, ModelReadOptions options)
    {
        file.TryGetJson(out JsonObject? json);
        if (json!["format"] is JsonText { Value: "graph-model" } || (json[Topology] as JsonObject)?.Has("node") == true)
        {
            throw file.Error(
                null,
                "a layers model of TensorFlow.js",
                "a graph model, which contains operations instead of layers; "
                + "convert the Keras model again with --output_format=tfjs_layers_model");
        }

        JsonObject topology = json.Require(Topology).AsObject();
        JsonObject model = topology["model_config"]?.AsObject() ?? topology;
        JsonText? generator = json["generatedBy"] is JsonText { Value: ['T', ..] } by ? by : null;
        var version = new KerasVersion((topology["keras_version"] ?? generator)?.AsText());
        List<string> notes = [];
        IReadOnlyList<SourceTensor> weights = WeightsManifest.Read(file, json.Require(Manifest), notes);

        // Looking all weights through for each layer would take the square of their number.
        ILookup<string, int> byLayer = weights
            .SelectMany(static (tensor, index) => tensor.Name.Split('/').SkipLast(1).Distinct().Select(part => (part, index)))
            .ToLookup(static item => item.part, static item => item.index, StringComparer.Ordinal);
        var found = new NamedKerasWeights(
            file, layer => [.. NamesOf(layer).SelectMany(name => byLayer[name]).Distinct().Order().Select(index => weights[index])]);
        (IReadOnlyList<SourceLayer> layers, IReadOnlyList<SourceNote> own) = KerasNetwork.Read(file, model, version, found);
        string detail = version.IsKnown ? $"TensorFlow.js layers model, Keras {version.Text}" : "TensorFlow.js layers model";
        return new SourceModel(ModelFormat.TensorFlowJs, detail, layers)
        {
            Notes = [.. own, .. notes.Select(static note => new SourceNote(note))],
        };
    }

    // The name of a weight contains the name of its layer. For a wrapper it can be the name of the inner layer. Keras 3 stores both inner
    // layers, with names that start with forward_ and backward_.
    private static IEnumerable<string> NamesOf(KerasLayer layer)
    {
        string? inner = InnerName(layer.Inner);
        string? backward = InnerName(layer.Config["backward_layer"] as JsonObject);
        return inner is null ? [layer.Name]
            : backward is null ? [layer.Name, inner, $"forward_{inner}", $"backward_{inner}"]
            : [layer.Name, inner, $"forward_{inner}", backward, $"backward_{inner}"];
    }

    private static string? InnerName(JsonObject? layer) => ((layer?["config"] as JsonObject)?["name"] as JsonText)?.Value;
}
