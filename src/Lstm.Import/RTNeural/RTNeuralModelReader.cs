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
        return new SourceModel(ModelFormat.RTNeural, "RTNeural JSON", RTNeuralLayers.Read(json))
        {
            Preprocessing = new Preprocessing(JsonSignal.SampleRate(json)),
        };
    }
}
