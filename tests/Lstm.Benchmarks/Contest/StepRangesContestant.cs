using System;
using System.Threading.Tasks;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Contest;

/// <summary><c>StepMany</c> on ranges of a block, one thread each, as in docs/streams.md. Its units are steps of one stream.</summary>
/// <param name="model">The network.</param>
/// <param name="size">Its size.</param>
/// <param name="inputs">The inputs, row-major [steps, streams, input].</param>
/// <param name="streams">Streams of the block.</param>
/// <param name="threads">The number of ranges.</param>
internal sealed class StepRangesContestant<TModel, TState>(TModel model, NetworkSize size, float[] inputs, int streams, int threads)
    : NetworkContestant($"StateBlock({streams}) on {threads} threads", size, inputs)
    where TModel : ILstm<TState>
    where TState : unmanaged, ILstmState
{
    private readonly StateBlock<TState> _states = new(streams);
    private readonly float[] _outputs = new float[streams * TModel.OutputSize];

    public override float Call()
    {
        int width = streams * TModel.InputSize;
        for (int start = 0; start < Inputs.Length; start += width)
        {
            int from = start;
            Parallel.For(0, threads, range => Step(range, Inputs.AsSpan(from, width)));
        }

        return _outputs[^1];
    }

    public override float[] Outputs() => throw new NotSupportedException("The contestants on one thread show that the network is right.");

    private void Step(int range, ReadOnlySpan<float> inputs)
    {
        int length = (streams / threads + StateBlock.GroupSize) / StateBlock.GroupSize * StateBlock.GroupSize;
        int first = Math.Min(range * length, streams);
        int count = Math.Min(length, streams - first);
        model.StepMany(
            _states,
            first,
            count,
            inputs.Slice(first * TModel.InputSize, count * TModel.InputSize),
            _outputs.AsSpan(first * TModel.OutputSize, count * TModel.OutputSize));
    }
}
