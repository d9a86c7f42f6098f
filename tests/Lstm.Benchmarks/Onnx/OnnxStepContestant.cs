using System;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;
using Microsoft.ML.OnnxRuntime;

namespace Lstm.Benchmarks.Onnx;

/// <summary>ONNX Runtime, called once for every step of the sequence.</summary>
/// <remarks>
/// Two bindings alternate; each reads the state that the other wrote, so that the state is never copied. A call copies only its input
/// into the bound memory.
/// </remarks>
internal sealed class OnnxStepContestant : NetworkContestant, IDisposable
{
    public const string Title = "ONNX Runtime, step by step";

    private readonly OnnxSession _session;
    private readonly OnnxState _even;
    private readonly OnnxState _odd;
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly OrtIoBinding _fromEven;
    private readonly OrtIoBinding _fromOdd;

    public OnnxStepContestant(LstmWeights weights, NetworkSize size, float[] inputs)
        : base(Title, size, inputs)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(UnitsPerCall % 2, 0, nameof(inputs));
        _session = new OnnxSession(weights.Layers, steps: 1);
        _even = new OnnxState(size);
        _odd = new OnnxState(size);
        _input = new float[size.Input];
        _output = new float[size.Hidden];
        _fromEven = _session.Bind(_input, _even, _output, _odd);
        _fromOdd = _session.Bind(_input, _odd, _output, _even);
    }

    public override float Call()
    {
        for (int step = 0; step < UnitsPerCall; step++)
        {
            Step(step);
        }

        return _output[0];
    }

    public override float[] Outputs()
    {
        float[] outputs = new float[UnitsPerCall * Size.Hidden];
        _even.Clear();
        for (int step = 0; step < UnitsPerCall; step++)
        {
            Step(step);
            _output.CopyTo(outputs, step * Size.Hidden);
        }

        return outputs;
    }

    public void Dispose() => _session.Dispose();

    private void Step(int step)
    {
        Inputs.AsSpan(step * Size.Input, Size.Input).CopyTo(_input);
        _session.Run(step % 2 == 0 ? _fromEven : _fromOdd);
    }
}
