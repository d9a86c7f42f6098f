using System;
using System.Collections.Generic;
using Microsoft.ML.OnnxRuntime;

namespace Lstm.Benchmarks.Onnx;

/// <summary>An LSTM in ONNX Runtime, on one thread, with all inputs and outputs bound to memory beforehand.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly int _steps;
    private readonly int _input;
    private readonly int _hidden;
    private readonly int _layers;

    /// <summary>Creates a session.</summary>
    /// <param name="layers">The weights, bottom layer first.</param>
    /// <param name="steps">The steps of one call.</param>
    public OnnxSession(IReadOnlyList<LstmLayerWeights> layers, int steps)
    {
        _steps = steps;
        _input = layers[0].InputSize;
        _hidden = layers[0].HiddenSize;
        _layers = layers.Count;
        using SessionOptions options = new()
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = new InferenceSession(OnnxLstmModel.Write(layers, steps), options);
    }

    /// <summary>The version of ONNX Runtime.</summary>
    public static string Version => OrtEnv.Instance().GetVersionString();

    /// <summary>Binds the arrays that calls with this binding read and write.</summary>
    public OrtIoBinding Bind(float[] inputs, OnnxState before, float[] outputs, OnnxState after)
    {
        OrtIoBinding binding = _session.CreateIoBinding();
        _owned.Add(binding);
        binding.BindInput(OnnxLstmModel.Input, Value(inputs, _steps, 1, _input));
        binding.BindOutput(OnnxLstmModel.Output, Value(outputs, _steps, 1, 1, _hidden));
        for (int layer = 0; layer < _layers; layer++)
        {
            binding.BindInput(OnnxLstmModel.InitialHidden(layer), Value(before.Hidden[layer], 1, 1, _hidden));
            binding.BindInput(OnnxLstmModel.InitialCell(layer), Value(before.Cell[layer], 1, 1, _hidden));
            binding.BindOutput(OnnxLstmModel.LastHidden(layer), Value(after.Hidden[layer], 1, 1, _hidden));
            binding.BindOutput(OnnxLstmModel.LastCell(layer), Value(after.Cell[layer], 1, 1, _hidden));
        }

        return binding;
    }

    public void Run(OrtIoBinding binding) => _session.RunWithBinding(_runOptions, binding);

    public void Dispose()
    {
        foreach (IDisposable owned in _owned)
        {
            owned.Dispose();
        }

        _runOptions.Dispose();
        _session.Dispose();
    }

    private OrtValue Value(float[] memory, params long[] shape)
    {
        OrtValue value = OrtValue.CreateTensorValueFromMemory(memory, shape);
        _owned.Add(value);
        return value;
    }
}
