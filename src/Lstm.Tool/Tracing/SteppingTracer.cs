using System;

namespace Lstm.Tool.Tracing;

/// <summary>An adapter for a network with a trace, through <see cref="ITracedLstm{TState, TTrace}"/>.</summary>
internal sealed class SteppingTracer<TModel, TState, TTrace>(TModel model) : NetworkTracer
    where TModel : ITracedLstm<TState, TTrace>
    where TState : unmanaged, ILstmState
    where TTrace : unmanaged, ILstmTrace
{
    public override TraceSummary Run(ReadOnlySpan<float> inputs, Span<float> outputs, LayerRecorder[] layers)
    {
        int inputSize = TModel.InputSize;
        int outputSize = TModel.OutputSize;
        int steps = inputs.Length / inputSize;
        var summary = new TraceSummary();
        TState state = model.InitialState;
        TTrace trace = default;
        for (int step = 0; step < steps; step++)
        {
            model.Step(ref state, inputs.Slice(step * inputSize, inputSize), outputs.Slice(step * outputSize, outputSize), ref trace);
            summary.Add(ref trace, layers.Length);
            foreach (LayerRecorder layer in layers)
            {
                layer.Keep(ref trace, step);
            }
        }

        return summary;
    }
}
