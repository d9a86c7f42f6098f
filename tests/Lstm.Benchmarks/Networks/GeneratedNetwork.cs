using System;
using System.Runtime.CompilerServices;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Machine;

namespace Lstm.Benchmarks.Networks;

/// <summary>The network of the class <typeparamref name="TModel"/>, used through <see cref="ILstm{TState}"/> as in generic code.</summary>
/// <param name="create">The constructor of the class.</param>
internal sealed class GeneratedNetwork<TModel, TState>(Func<LstmWeights, TModel> create) : Network
    where TModel : ILstm<TState>
    where TState : unmanaged, ILstmState
{
    public override NetworkSize Size { get; } = new(TModel.InputSize, TModel.HiddenSize, TModel.LayerCount);

    public override int StateBytes => Unsafe.SizeOf<TState>();

    public override object Create(LstmWeights weights) => create(weights);

    public override NetworkContestant CreateStep(LstmWeights weights, float[] inputs) =>
        new StepContestant<TModel, TState>(create(weights), Size, inputs);

    public override NetworkContestant CreateRun(LstmWeights weights, float[] inputs) =>
        new RunContestant<TModel, TState>(create(weights), Size, inputs);

    public override NetworkContestant CreateStepMany(LstmWeights weights, float[] inputs, int streams) =>
        new StepManyContestant<TModel, TState>(create(weights), Size, inputs, streams);

    public override NetworkContestant CreateStepBlock(LstmWeights weights, float[] inputs, int streams) =>
        new StepBlockContestant<TModel, TState>(create(weights), Size, inputs, streams);

    public override NetworkContestant CreateStepRanges(LstmWeights weights, float[] inputs, int streams, int threads) =>
        new StepRangesContestant<TModel, TState>(create(weights), Size, inputs, streams, threads);

    public override void TimeSteps(LstmWeights weights, float[] inputs, StepTimer timer)
    {
        TModel model = create(weights);
        AlignedState<TState> state = new();
        float[] output = new float[TModel.OutputSize];
        int width = TModel.InputSize;
        for (int start = 0; timer.Running; start = start + width < inputs.Length ? start + width : 0)
        {
            timer.Start();
            model.Step(ref state.Value, inputs.AsSpan(start, width), output);
            timer.Stop();
        }
    }
}
