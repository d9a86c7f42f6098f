using System;
using System.IO;
using Lstm.Import.AidaX;
using Lstm.Import.GuitarML;
using Lstm.Import.Input;
using Lstm.Import.Keras;
using Lstm.Import.Layers;
using Lstm.Import.Nam;
using Lstm.Import.Onnx;
using Lstm.Import.PyTorch;
using Lstm.Import.RTNeural;
using Lstm.Import.Safetensors;
using Lstm.Import.StateDictJson;
using Lstm.Import.TFLite;
using Lstm.Import.TensorFlowJs;

namespace Lstm.Import;

/// <summary>Reads the files that training frameworks write.</summary>
/// <remarks>
/// The format is recognised by a file's content, never by its extension. What comes out is a network as LstmGen takes it, or one exception that says what stands
/// against it: nothing is guessed that a file could have said, no code in a file is ever run, and no more memory is taken than a small multiple of the file's size.
/// docs/weights.md lists, format by format, what is read and what is refused.
/// </remarks>
public static class ModelFile
{
    // In the order of asking: what has a signature first, JSON by its members, and protobuf, which has nothing to show, last.
    private static readonly IModelReader[] Readers =
    [
        new SafetensorsModelReader(),
        new PyTorchModelReader(),
        new KerasHdf5Reader(),
        new KerasArchiveReader(),
        new TFLiteModelReader(),
        new AidaXModelReader(),
        new RTNeuralModelReader(),
        new NamModelReader(),
        new GuitarMLModelReader(),
        new TensorFlowJsReader(),
        new StateDictJsonReader(),
        new OnnxReader(),
    ];

    /// <summary>Reads a model file, and runs the self-test that it may carry.</summary>
    /// <param name="path">The file. Files that it refers to (ONNX' external data, the weights of a TensorFlow.js model) are looked for in its folder.</param>
    /// <param name="options">What to choose where the file leaves a choice; null for nothing.</param>
    /// <exception cref="WeightFormatException">
    /// The format is none of <see cref="ModelFormat"/>, or the file is damaged, holds no network that a class can hold, or misses its self-test.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ModelDescription Read(string path, ModelReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(SourceFile.Open(path), options ?? ModelReadOptions.Default);
    }

    /// <summary>Reads a model from a stream, from where it stands to its end, and runs the self-test that it may carry. The stream stays open.</summary>
    /// <param name="stream">The stream. It need not be able to seek.</param>
    /// <param name="name">What messages call it. Null is the file's path if it is a file, and otherwise "stream".</param>
    /// <param name="options">What to choose where the file leaves a choice; null for nothing.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="WeightFormatException">
    /// The format is none of <see cref="ModelFormat"/>, or the model is damaged, refers to other files, holds no network that a class can hold, or misses its
    /// self-test.
    /// </exception>
    /// <exception cref="IOException">Reading the stream failed.</exception>
    public static ModelDescription Read(Stream stream, string? name = null, ModelReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
        {
            throw new ArgumentException("Expected a stream that can be read.", nameof(stream));
        }

        return Read(SourceFile.Read(stream, name ?? (stream as FileStream)?.Name ?? "stream"), options ?? ModelReadOptions.Default);
    }

    internal static ModelDescription Read(SourceFile file, ModelReadOptions options)
    {
        SourceModel model = LayerSelection.Apply(file, ReaderOf(file).Read(file, options), options);
        var description = new ModelDescription(model, NetworkAssembly.Assemble(file, model, options));
        if (options.RunSelfTest)
        {
            description.Verify();
        }

        return description;
    }

    private static IModelReader ReaderOf(SourceFile file) =>
        Array.Find(Readers, reader => reader.Recognises(file)) ?? throw UnknownFormat.Of(file);
}
