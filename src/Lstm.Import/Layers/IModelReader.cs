using Lstm.Import.Input;

namespace Lstm.Import.Layers;

/// <summary>The reader of one format: its quirks stay inside.</summary>
internal interface IModelReader
{
    /// <summary>Whether a file is of this format, judged by its content alone, quickly, and without believing anything in it.</summary>
    bool Recognises(SourceFile file);

    /// <summary>Reads a file of this format.</summary>
    /// <exception cref="WeightFormatException">The file is damaged, or holds what this format's reader does not take. Nothing else may leave a reader.</exception>
    SourceModel Read(SourceFile file, ModelReadOptions options);
}
