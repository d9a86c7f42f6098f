using System;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;
using Microsoft.ML.OnnxRuntime;

namespace Lstm.Benchmarks.Onnx;

/// <summary>ONNX Runtime, called once for the whole sequence.</summary>
internal sealed class OnnxSequenceContestant : NetworkContestant, IDisposable
{
    public const string Title = "ONNX Runtime, whole sequence";

    private readonly OnnxSession _session;
    private readonly OnnxState _before;
    private readonly float[] _outputs;
    private readonly OrtIoBinding _binding;

    public OnnxSequenceContestant(LstmWeights weights, NetworkSize size, float[] inputs)
        : base(Title, size, inputs)
    {
        _session = new OnnxSession(weights.Layers, UnitsPerCall);
        _before = new OnnxState(size);
        _outputs = new float[UnitsPerCall * size.Hidden];
        _binding = _session.Bind(inputs, _before, _outputs, new OnnxState(size));
    }

    public override float Call()
    {
        _session.Run(_binding);
        return _outputs[^1];
    }

    public override float[] Outputs()
    {
        _before.Clear();
        _session.Run(_binding);
        return [.. _outputs];
    }

    public void Dispose() => _session.Dispose();
}
