using System;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Contest;

/// <summary><c>StepMany</c>, called once for a step of all streams. Its units are steps of one stream.</summary>
/// <param name="model">The network.</param>
/// <param name="size">Its size.</param>
/// <param name="inputs">The inputs, row-major [steps, streams, input]: as many bytes as the sequence of the others.</param>
/// <param name="streams">Streams of one call.</param>
internal sealed class StepManyContestant<TModel, TState>(TModel model, NetworkSize size, float[] inputs, int streams)
    : NetworkContestant($"StepMany({streams})", size, inputs)
    where TModel : ILstm<TState>
    where TState : unmanaged, ILstmState
{
    private readonly TState[] _states = GC.AllocateArray<TState>(streams, pinned: true);
    private readonly float[] _outputs = new float[streams * TModel.OutputSize];

    public override float Call()
    {
        ReadOnlySpan<float> inputs = Inputs;
        int width = streams * TModel.InputSize;
        for (int start = 0; start < inputs.Length; start += width)
        {
            model.StepMany(_states, inputs.Slice(start, width), _outputs);
        }

        return _outputs[^1];
    }

    /// <summary>
    /// Computes the one sequence in all streams, and takes each step's output from another stream, so that an error in any stream shows.
    /// </summary>
    public override float[] Outputs()
    {
        TState[] states = new TState[streams];
        float[] inputs = new float[streams * TModel.InputSize];
        float[] all = new float[streams * TModel.OutputSize];
        float[] outputs = new float[UnitsPerCall * TModel.OutputSize];
        for (int step = 0; step < UnitsPerCall; step++)
        {
            for (int stream = 0; stream < streams; stream++)
            {
                Inputs.AsSpan(step * TModel.InputSize, TModel.InputSize).CopyTo(inputs.AsSpan(stream * TModel.InputSize));
            }

            model.StepMany(states, inputs, all);
            all.AsSpan(step % streams * TModel.OutputSize, TModel.OutputSize).CopyTo(outputs.AsSpan(step * TModel.OutputSize));
        }

        return outputs;
    }
}
