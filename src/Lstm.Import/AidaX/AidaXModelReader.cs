using System;
using System.Collections.Generic;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Import.RTNeural;

namespace Lstm.Import.AidaX;

/// <summary>Reads AIDA-X JSON: RTNeural's layers, a residual connection, gains and a self-test.</summary>
internal sealed class AidaXModelReader : IModelReader
{
    private const string InputBatch = "input_batch";
    private const string OutputBatch = "output_batch";

    // The audio channel and two control inputs.
    private const int MaxInputs = 3;

    // The trainer writes 2048.
    private const int MaxSteps = 1 << 16;

    private static readonly string[] s_ownNames = [InputBatch, OutputBatch, "in_skip", "in_gain", "out_gain"];

    public bool Recognises(SourceFile file) =>
        file.TryGetJson(out JsonObject? json)
        && RTNeuralLayers.Are(json)
        && (HasOwnName(json) || json["metadata"] is JsonObject metadata && HasOwnName(metadata));

    public SourceModel Read(SourceFile file, ModelReadOptions options)
    {
        JsonObject json = RTNeuralLayers.Json(file);
        IReadOnlyList<SourceLayer> layers = RTNeuralLayers.Read(json);
        return new SourceModel(ModelFormat.AidaX, "AIDA-X JSON", layers)
        {
            Residual = IsResidual(json),
            Notes = RTNeuralLayers.Unread(json, s_ownNames),
            SelfTest = SelfTest(file, json),
            Preprocessing = new Preprocessing(JsonSignal.SampleRate(json), Gain(json, "in_gain"), Gain(json, "out_gain")),
        };
    }

    private static bool HasOwnName(JsonObject json) => Array.Exists(s_ownNames, json.Has);

    private static double Gain(JsonObject json, string name) =>
        !json.Has(name) && json["metadata"] is JsonObject metadata
            ? JsonSignal.Number(metadata, name)
            : JsonSignal.Number(json, name);

    // Files of older trainers have GuitarML's member.
    private static bool IsResidual(JsonObject json) =>
        json.Has("in_skip") || json["metadata"] is JsonObject metadata && metadata.Has("in_skip")
            ? HasSkip(json)
            : UnsaidResidual.Of(json, RTNeuralLayers.InputSize(json), RTNeuralLayers.OutputSize(json)).IsResidual;

    private static bool HasSkip(JsonObject json) => Gain(json, "in_skip") switch
    {
        0 => false,
        1 => true,
        double other => throw json.File.Error(
            FaultPlace.Member("in_skip"),
            "0 or 1 (1 adds the input to the output)",
            FormattableString.Invariant($"{other}, which AIDA-X does not support either")),
    };

    // The batch contains only the audio channel. The control inputs were 0.
    private static LstmSelfTest? SelfTest(SourceFile file, JsonObject json)
    {
        if (!json.Has(InputBatch) && !json.Has(OutputBatch))
        {
            return null;
        }

        float[] audio = json.Require(InputBatch).AsNumbers();
        float[] outputs = json.Require(OutputBatch).AsNumbers();
        int inputs = RTNeuralLayers.InputSize(json);
        if (audio.Length != outputs.Length)
        {
            throw file.Error(FaultPlace.Member(OutputBatch), $"{audio.Length} samples, the length of {InputBatch}", $"{outputs.Length}");
        }

        if (audio.Length is 0 or > MaxSteps)
        {
            throw file.Error(FaultPlace.Member(InputBatch), $"1 to {MaxSteps} samples", $"{audio.Length}");
        }

        if (inputs is < 1 or > MaxInputs)
        {
            throw file.Error(FaultPlace.Member("in_shape"), $"1 to {MaxInputs} inputs (the audio channel and control inputs)", $"{inputs}");
        }

        float[] steps = new float[audio.Length * inputs];
        for (int step = 0; step < audio.Length; step++)
        {
            steps[step * inputs] = audio[step];
        }

        return file.Build("the self-test", () => new LstmSelfTest(audio.Length, steps, outputs));
    }
}
