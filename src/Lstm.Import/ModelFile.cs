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

/// <summary>Reads model files written by training frameworks.</summary>
/// <remarks>
/// The format is recognised by the content of the file, never by its extension. The result is a network in the form that LstmGen uses, or
/// an exception that gives the reason. Nothing is guessed that a file could specify, no code in a file is run, and memory use is limited to
/// a small multiple of the size of the file. docs/weights.md lists what is supported and what is rejected in each format.
/// </remarks>
public static class ModelFile
{
    // The order of the checks: formats with a signature, then JSON by its members, and last protobuf, which has no signature.
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

    /// <summary>Reads a model file and runs its self-test, if it has one.</summary>
    /// <param name="path">
    /// The path of the file. Files that it refers to (external data of ONNX, weights of a TensorFlow.js model) are read from the same
    /// folder.
    /// </param>
    /// <param name="options">The options, for files that need them; null for the defaults.</param>
    /// <exception cref="WeightFormatException">
    /// The format is not one of <see cref="ModelFormat"/>, the file is corrupt, one class cannot represent the network, or the self-test
    /// fails.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ModelDescription Read(string path, ModelReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(SourceFile.Open(path), options ?? ModelReadOptions.Default);
    }

    /// <summary>
    /// Reads a model from the current position of a stream to its end and runs its self-test, if it has one. The stream stays open.
    /// </summary>
    /// <param name="stream">The stream. It need not be seekable.</param>
    /// <param name="name">The name for messages. If null, the path of a file stream, otherwise "stream".</param>
    /// <param name="options">The options, for files that need them; null for the defaults.</param>
    /// <exception cref="ArgumentException">The stream is not readable.</exception>
    /// <exception cref="WeightFormatException">
    /// The format is not one of <see cref="ModelFormat"/>, the model is corrupt or refers to other files, one class cannot represent the
    /// network, or the self-test fails.
    /// </exception>
    /// <exception cref="IOException">Reading the stream failed.</exception>
    public static ModelDescription Read(Stream stream, string? name = null, ModelReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
        {
            throw new ArgumentException("Expected a readable stream.", nameof(stream));
        }

        return Read(SourceFile.Read(stream, name ?? (stream as FileStream)?.Name ?? "stream"), options ?? ModelReadOptions.Default);
    }

    internal static ModelDescription Read(SourceFile file, ModelReadOptions options)
    {
        IModelReader reader = ReaderOf(file);
        if (options.OutputName is { } output && reader is not OnnxReader)
        {
            throw file.Refused(null, $"the output '{output}' cannot be chosen: only ONNX files have outputs with names");
        }

        ModelDescription description = Described(file, reader.Read(file, options), options);
        if (options.RunSelfTest)
        {
            description.Verify();
        }

        return description;
    }

    private static ModelDescription Described(SourceFile file, SourceModel whole, ModelReadOptions options)
    {
        try
        {
            SourceModel model = LayerSelection.Apply(file, whole, options);
            return new ModelDescription(model, NetworkAssembly.Assemble(file, model, options)) { Parts = file.Parts };
        }
        catch (WeightFormatException refusal)
        {
            refusal.Layers = FileLayers.Of(whole.Layers);
            throw;
        }
    }

    private static IModelReader ReaderOf(SourceFile file) =>
        Array.Find(Readers, reader => reader.Recognises(file)) ?? throw UnknownFormat.Of(file);
}
