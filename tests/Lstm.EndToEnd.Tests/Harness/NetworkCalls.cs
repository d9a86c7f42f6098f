namespace Lstm.EndToEnd.Tests;

/// <summary>What a network that steps and one that needs whole sequences have in common, without their types.</summary>
internal abstract class NetworkCalls
{
    public abstract int InputSize { get; }

    public abstract int HiddenSize { get; }

    public abstract int OutputSize { get; }

    public abstract int LayerCount { get; }

    public abstract LstmWeights Weights { get; }

    public abstract Trace Run(float[] inputs, StartState? start);

    public abstract Trace Continue(Trace before, float[] inputs);
}

/// <summary>The calls proper: everything goes through <see cref="INetwork{TState}"/>, as a user's generic code does.</summary>
internal sealed class NetworkCalls<TModel, TState>(TModel model) : NetworkCalls
    where TModel : INetwork<TState>
    where TState : unmanaged, ILstmState
{
    public override int InputSize => TModel.InputSize;

    public override int HiddenSize => TModel.HiddenSize;

    public override int OutputSize => TModel.OutputSize;

    public override int LayerCount => TModel.LayerCount;

    public override LstmWeights Weights => ((ILstmModel)model).Weights;

    public override Trace Run(float[] inputs, StartState? start) => Run(States<TState>.At(start, model.InitialState), inputs);

    public override Trace Continue(Trace before, float[] inputs) => Run(States<TState>.At(before.State), inputs);

    private Trace Run(TState[] state, float[] inputs)
    {
        float[] outputs = new float[TModel.OutputSteps(inputs.Length / InputSize) * OutputSize];
        model.Run(ref state[0], inputs, outputs);
        return States<TState>.TraceOf(outputs, state);
    }
}
