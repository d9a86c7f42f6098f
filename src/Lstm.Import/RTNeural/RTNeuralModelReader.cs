using System.Collections.Generic;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.RTNeural;

/// <summary>Reads RTNeural's JSON: a list of layers with weights in the layout of Keras.</summary>
internal sealed class RTNeuralModelReader : IModelReader
{
    public bool Recognises(SourceFile file) => file.TryGetJson(out JsonObject? json) && RTNeuralLayers.Are(json);

    public SourceModel Read(SourceFile file, ModelReadOptions options)
    {
        JsonObject json = RTNeuralLayers.Json(file);
        IReadOnlyList<SourceLayer> layers = RTNeuralLayers.Read(json);
        (bool isResidual, SourceNote? note) = UnsaidResidual.Of(json, RTNeuralLayers.InputSize(json), RTNeuralLayers.OutputSize(json));
        return new SourceModel(ModelFormat.RTNeural, "RTNeural JSON", layers)
        {
            Residual = isResidual,
            Preprocessing = new Preprocessing(JsonSignal.SampleRate(json)),
            Notes = [.. note is null ? (SourceNote[])[] : [note], .. RTNeuralLayers.Unread(json)],
        };
    }
}
