using System;
using Lstm.Benchmarks.Contest;

namespace Lstm.Benchmarks.Networks;

/// <summary>The one that is declared as <typeparamref name="TModel"/>, used through <see cref="ILstm{TState}"/> as any generic code would.</summary>
/// <param name="create">Its constructor.</param>
internal sealed class GeneratedNetwork<TModel, TState>(Func<LstmWeights, TModel> create) : Network
    where TModel : ILstm<TState>
    where TState : unmanaged, ILstmState
{
    public override NetworkSize Size { get; } = new(TModel.InputSize, TModel.HiddenSize);

    public override NetworkContestant CreateStep(LstmWeights weights, float[] inputs) =>
        new StepContestant<TModel, TState>(create(weights), Size, inputs);

    public override NetworkContestant CreateRun(LstmWeights weights, float[] inputs) =>
        new RunContestant<TModel, TState>(create(weights), Size, inputs);
}
