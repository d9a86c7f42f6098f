using Lstm.Import.Input;

namespace Lstm.Import.Layers;

/// <summary>A reader of one format. It handles everything that is specific to the format.</summary>
internal interface IModelReader
{
    /// <summary>Whether a file is in this format. The check is fast, uses only the content, and trusts none of it.</summary>
    bool Recognises(SourceFile file);

    /// <summary>Reads a file of this format.</summary>
    /// <exception cref="WeightFormatException">
    /// The file is corrupt or contains something that the reader does not support. A reader throws no other exception.
    /// </exception>
    SourceModel Read(SourceFile file, ModelReadOptions options);
}
