using System.Collections.Generic;
using System.Linq;
using System.Text;
using Lstm.Import.Input;
using Lstm.Import.Keras.Hdf5;
using Lstm.Import.Layers;

namespace Lstm.Import.Keras;

/// <summary>The reader for HDF5 files of Keras: whole models and weights-only files.</summary>
internal sealed class KerasHdf5Reader : IModelReader
{
    private const string ModelGroup = "model_weights";
    private const string LayerNames = "layer_names";
    private const string WeightNames = "weight_names";

    public bool Recognises(SourceFile file) => file.StartsWith([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]);

    public SourceModel Read(SourceFile file, ModelReadOptions options)
    {
        using Hdf5File hdf5 = Hdf5File.Open(file, file.Bytes);
        bool isModel = hdf5.Contains(ModelGroup);
        string group = isModel ? ModelGroup : "";
        var version = new KerasVersion(hdf5.Text("", "keras_version") ?? hdf5.Text(group, "keras_version"));
        string detail = version.IsKnown ? $", Keras {version.Text}" : "";
        string? config = hdf5.Text("", "model_config");
        if (config is null)
        {
            IReadOnlyList<string> names = hdf5.Texts(group, LayerNames) ?? throw Unknown(file, hdf5);
            (IReadOnlyList<SourceLayer> found, IReadOnlyList<SourceNote> remarks) = KerasWeightsOnly.Read(
                file, [.. names.Select(name => (name, WeightsOf(file, hdf5, group, name)))], version);
            return new SourceModel(ModelFormat.KerasHdf5, $"Keras HDF5, weights only{detail}", found) { Notes = remarks };
        }

        HashSet<string> known =
        [
            .. hdf5.Texts(group, LayerNames)
                ?? throw file.Error(new FaultPlace("attribute", LayerNames), "the names of the layers with weights", "none"),
        ];
        var weights = new NamedKerasWeights(file, layer => known.Contains(layer.Name)
            ? WeightsOf(file, hdf5, group, layer.Name)
            : throw file.Error(FaultPlace.Layer(layer.Name), "the weights of this layer", "none"));
        (IReadOnlyList<SourceLayer> layers, IReadOnlyList<SourceNote> notes) = KerasNetwork.Read(
            file, JsonTree.Parse(file, Encoding.UTF8.GetBytes(config)), version, weights);
        return new SourceModel(ModelFormat.KerasHdf5, $"Keras HDF5{detail}", layers) { Notes = notes };
    }

    private static List<SourceTensor> WeightsOf(SourceFile file, Hdf5File hdf5, string group, string layer)
    {
        string path = group.Length == 0 ? layer : $"{group}/{layer}";
        IReadOnlyList<string> names = hdf5.Texts(path, WeightNames)
            ?? throw file.Error(FaultPlace.Layer(layer), $"a group with the attribute '{WeightNames}'", "none");
        return
        [
            .. names
                .Where(NamedKerasWeights.IsUsed)
                .Select(name => hdf5.Tensor($"{path}/{name}", name)),
        ];
    }

    private static WeightFormatException Unknown(SourceFile file, Hdf5File hdf5) =>
        hdf5.Contains("layers") || hdf5.Contains("_layer_checkpoint_dependencies")
            ? file.Error(
                null,
                "a model, or weights with the names and the order of their layers",
                "a weights-only file of Keras 3 (.weights.h5), which contains neither; save the model itself, as .keras")
                : file.Error(null, "an HDF5 file of Keras, with the attribute 'model_config' or 'layer_names'", "another HDF5 file");
}
