using System.Collections.Generic;
using Lstm.Import.Input;
using Lstm.Import.Keras.Hdf5;
using Lstm.Import.Layers;

namespace Lstm.Import.Keras;

/// <summary>The reader for zip archives of Keras (.keras).</summary>
internal sealed class KerasArchiveReader : IModelReader
{
    private const string Config = "config.json";
    private const string Metadata = "metadata.json";
    private const string Weights = "model.weights.h5";

    public bool Recognises(SourceFile file)
    {
        if (!ZipContainer.Recognises(file))
        {
            return false;
        }

        ZipContainer zip = file.OpenZip();
        return zip.Contains(Config) && (zip.Contains(Metadata) || zip.Contains(Weights));
    }

    public SourceModel Read(SourceFile file, ModelReadOptions options)
    {
        ZipContainer zip = file.OpenZip();
        if (!zip.Contains(Weights))
        {
            throw file.Error(
                FaultPlace.Entry(Weights), "the weights as one HDF5 file in the archive", $"'{string.Join("', '", zip.Names)}'");
        }

        var version = new KerasVersion(zip.Contains(Metadata) ? JsonTree.Parse(file, zip.Read(Metadata))["keras_version"]?.AsText() : null);
        JsonObject config = JsonTree.Parse(file, zip.Read(Config));
        using Hdf5File hdf5 = Hdf5File.Open(file, zip.Read(Weights));
        (IReadOnlyList<SourceLayer> layers, IReadOnlyList<SourceNote> notes) = KerasNetwork.Read(
            file, config, version, new ArchiveKerasWeights(file, hdf5));
        string detail = version.IsKnown ? $"Keras archive, Keras {version.Text}" : "Keras archive";
        return new SourceModel(ModelFormat.KerasArchive, detail, layers) { Notes = notes };
    }
}
