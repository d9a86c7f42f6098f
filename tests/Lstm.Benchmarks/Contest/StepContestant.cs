using System;
using Lstm.Benchmarks.Machine;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Contest;

/// <summary><c>Step</c>, called once for every step of the sequence.</summary>
internal sealed class StepContestant<TModel, TState>(TModel model, NetworkSize size, float[] inputs)
    : NetworkContestant("Step", size, inputs)
    where TModel : ILstm<TState>
    where TState : unmanaged, ILstmState
{
    private readonly AlignedBuffer _output = new(TModel.OutputSize);
    private readonly AlignedState<TState> _state = new();

    public override float Call()
    {
        ReadOnlySpan<float> inputs = Inputs;
        Span<float> output = _output.Values;
        int width = TModel.InputSize;
        ref TState state = ref _state.Value;
        for (int start = 0; start < inputs.Length; start += width)
        {
            model.Step(ref state, inputs.Slice(start, width), output);
        }

        return output[0];
    }

    public override float[] Outputs()
    {
        int width = TModel.InputSize;
        int outputWidth = TModel.OutputSize;
        float[] outputs = new float[UnitsPerCall * outputWidth];
        TState state = default;
        for (int step = 0; step < UnitsPerCall; step++)
        {
            model.Step(ref state, Inputs.AsSpan(step * width, width), outputs.AsSpan(step * outputWidth, outputWidth));
        }

        return outputs;
    }
}
