using System;
using System.IO;
using System.Text;
using System.Text.Json;
using Lstm.Import.Input;
using Lstm.Import.Sequences;

namespace Lstm.Import.Tests;

/// <summary>A public method that reads bytes of unknown origin, and the one exception that it may throw.</summary>
/// <param name="Name">The name of the method.</param>
/// <param name="Refusal">The type of the exception.</param>
/// <param name="Read">Calls the method.</param>
internal sealed record Reading(string Name, Type Refusal, Action<DamagedFile> Read)
{
    private const int Width = 2;

    // States are read through JsonDocument, whose table has twelve bytes for each token, and grows. They have no limit of their own.
    private const int DocumentBytes = 32;

    /// <summary>The memory that may be allocated for each byte of the file.</summary>
    public int BytesPerByte { get; init; } = 4;

    public static Reading Model { get; } = new("ModelFile.Read", typeof(WeightFormatException), static file => ModelFile.Read(
        new SourceFile("damaged", file.Bytes.AsSpan().ToArray(), file.Folder),
        ModelReadOptions.Default with { RunSelfTest = file.RunSelfTest }));

    public static Reading Weights { get; } = new("LstmWeights.Load", typeof(WeightFormatException), static file =>
    {
        using var stream = new MemoryStream(file.Bytes, writable: false);
        LstmWeights.Load(stream, "damaged");
    });

    public static Reading StateBytes { get; } = new(
        "StateFormat.Read", typeof(StateFormatException), static file => StateFormat.Read<FaultState>(file.Bytes));

    public static Reading StateText { get; } = new(
        "StateFormat.FromJson",
        typeof(StateFormatException),
        static file => StateFormat.FromJson<FaultState>(Encoding.UTF8.GetString(file.Bytes))) { BytesPerByte = DocumentBytes };

    /// <summary>The serialiser's own exception, as its converters must throw.</summary>
    public static Reading StateInJson { get; } = new(
        "JsonSerializer.Deserialize",
        typeof(JsonException),
        static file => JsonSerializer.Deserialize<FaultState>(file.Bytes, FaultState.Json)) { BytesPerByte = DocumentBytes };

    public static Reading Recording { get; } = new("StreamRecording.Open", typeof(RecordingFormatException), static file =>
    {
        using var stream = new MemoryStream(file.Bytes, writable: false);
        StreamRecording.Open(stream);
    });

    public static Reading TextSequence { get; } = new("CsvSequenceReader", typeof(SequenceFormatException), static file =>
    {
        using var reader = new CsvSequenceReader("damaged", new MemoryStream(file.Bytes, writable: false), Width);
        ReadAll(reader);
    });

    public static Reading NumPySequence { get; } = new("NpySequenceReader", typeof(SequenceFormatException), static file =>
    {
        using var reader = new NpySequenceReader("damaged", new MemoryStream(file.Bytes, writable: false), Width);
        ReadAll(reader);
    });

    private static void ReadAll(SequenceReader reader)
    {
        Span<float> piece = stackalloc float[64 * Width];
        while (reader.Read(piece) > 0)
        {
            // Only the errors matter.
        }
    }
}
