using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Microsoft.ML.OnnxRuntime;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>Runs a network in ONNX Runtime.</summary>
internal static class OnnxRun
{
    /// <summary>Runs a network over a sequence.</summary>
    /// <param name="spec">What the network is.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="inputs">Row-major [steps, input].</param>
    /// <param name="start">The states to start from; null is where the weights say.</param>
    /// <param name="options">How it is written; whether the states are inputs follows from <paramref name="start"/>.</param>
    public static OnnxResult Of(
        NetworkSpec spec, LstmWeights weights, float[] inputs, StartState? start = null, OnnxOptions options = OnnxOptions.None)
    {
        int steps = inputs.Length / spec.Input;
        byte[] model = OnnxNetwork.Write(spec, weights, steps, start is null ? options : options | OnnxOptions.StartStates);
        Dictionary<string, float[]> found = Outputs(model, Inputs(spec, inputs, steps, start));

        float[][] StatesOf(char state) =>
            [.. Enumerable.Range(0, spec.Layers).SelectMany(layer => found[OnnxNetwork.Last(state, layer)].Chunk(spec.Hidden))];

        return new OnnxResult(
            found[OnnxNetwork.Output],
            StatesOf('h'),
            spec.Gru ? [.. Enumerable.Repeat<float[]>([], spec.Cells)] : StatesOf('c'));
    }

    /// <summary>Runs a model over a sequence, which is its only input, and returns its outputs by name.</summary>
    public static Dictionary<string, float[]> Of(byte[] model, float[] inputs, int steps) => Outputs(model, new(StringComparer.Ordinal)
    {
        [OnnxNetwork.Input] = OrtValue.CreateTensorValueFromMemory(inputs, [steps, 1, inputs.Length / steps]),
    });

    private static Dictionary<string, float[]> Outputs(byte[] model, Dictionary<string, OrtValue> given)
    {
        using SessionOptions settings = new()
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            // The nodes as they are written: what is to be compared with are the operators.
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        using InferenceSession session = new(model, settings);
        using RunOptions runOptions = new();
        string[] names = [.. session.OutputMetadata.Keys];
        using IDisposableReadOnlyCollection<OrtValue> values = session.Run(runOptions, given, names);
        Dictionary<string, float[]> found = names.Zip(values)
            .ToDictionary(static pair => pair.First, static pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
        foreach (OrtValue value in given.Values)
        {
            value.Dispose();
        }

        return found;
    }

    private static Dictionary<string, OrtValue> Inputs(NetworkSpec spec, float[] inputs, int steps, StartState? start)
    {
        Dictionary<string, OrtValue> given = new(StringComparer.Ordinal)
        {
            [OnnxNetwork.Input] = OrtValue.CreateTensorValueFromMemory(inputs, [steps, 1, spec.Input]),
        };
        if (start is not null)
        {
            for (int layer = 0; layer < spec.Layers; layer++)
            {
                given[OnnxNetwork.Start('h', layer)] = States(spec, start.Hidden, layer);
                if (!spec.Gru)
                {
                    given[OnnxNetwork.Start('c', layer)] = States(spec, start.Cell, layer);
                }
            }
        }

        return given;
    }

    private static OrtValue States(NetworkSpec spec, float[][] states, int layer) => OrtValue.CreateTensorValueFromMemory(
        states.Skip(layer * spec.Directions).Take(spec.Directions).SelectMany(static state => state).ToArray(),
        [spec.Directions, 1, spec.Hidden]);
}
