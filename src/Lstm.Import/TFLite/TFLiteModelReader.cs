using System;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.TFLite;

/// <summary>Reads TensorFlow Lite files whose graph is a chain of layers.</summary>
internal sealed class TFLiteModelReader : IModelReader
{
    // The identifier of the file type follows the offset of the root.
    private const int IdentifierStart = 4;

    public bool Recognises(SourceFile file) =>
        file.Bytes.AsSpan().Slice(Math.Min(IdentifierStart, file.Bytes.Length)).StartsWith("TFL3"u8);

    public SourceModel Read(SourceFile file, ModelReadOptions options)
    {
        var chain = new TFLiteChain(new TFLiteGraph(file));
        chain.Follow();
        return new SourceModel(ModelFormat.TFLite, "TensorFlow Lite", chain.Layers) { Notes = chain.Notes };
    }
}
