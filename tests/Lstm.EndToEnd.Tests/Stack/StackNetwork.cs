using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Stack;

/// <summary>A large network: how it is created, and all calls of it.</summary>
/// <param name="Name">The name of its class.</param>
/// <param name="StateBytes">The size of its state.</param>
/// <param name="Weights">Its weights, with a self-test.</param>
/// <param name="Create">Creates the model, which runs the self-test, and returns its calls.</param>
internal sealed record StackNetwork(string Name, int StateBytes, LstmWeights Weights, Func<LstmWeights, IEnumerable<StackCall>> Create)
{
    /// <summary>The number of networks without those with the most weights.</summary>
    public const int Few = 9;

    /// <summary>The number of all networks.</summary>
    public const int Count = 13;

    /// <summary>Returns the networks, with or without those with the most weights.</summary>
    public static IEnumerable<StackNetwork> All(bool largest)
    {
        yield return Steps<StackOnStack, StackOnStack.State>(
            new NetworkSpec(1024, 512) { Residual = true }, static w => new(w), settles: true);
        yield return Steps<StackAhead, StackAhead.State>(new NetworkSpec(256, 256) { Layers = 2 }, static w => new(w));
        yield return Steps<StackGruBefore, StackGruBefore.State>(
            new NetworkSpec(1024, 1024) { Gru = true, ResetAfter = false }, static w => new(w));
        yield return Steps<StackInt8, StackInt8.State>(
            new NetworkSpec(1024, 1024) { Layers = 2, Precision = LstmPrecision.Int8 }, static w => new(w));
        yield return Of<StackProjected.State>(
            nameof(StackProjected), new NetworkSpec(3, 1024) { Layers = 8, Projection = 8, Peephole = true }, static weights =>
            {
                StackProjected model = new(weights);
                return
                [
                    .. new ProjectedCalls(model, weights).All,
                    .. new StepCalls<StackProjected, StackProjected.State>(model, settles: true).All,
                ];
            });
        yield return Steps<StackChain, StackChain.State>(
            new NetworkSpec(1024, 1024)
            {
                LayerNorm = true,
                StochasticForget = true,
                Residual = true,
                Stem = Chain(Activation.Tanh, Activation.Softplus, Activation.Tanh, Activation.Tanh),
                Head = Chain(Activation.Elu, Activation.Tanh, Activation.Tanh, Activation.Softmax),
            },
            static w => new(w));
        yield return Steps<StackLanes, StackLanes.State>(
            new NetworkSpec(4096, 20)
            {
                Layers = 8,
                Head = [new DenseSpec(128, Activation.Tanh), new DenseSpec(128, Activation.Tanh)],
            },
            static w => new(w));
        yield return Traced<StackTraced, StackTraced.State, StackTraced.Trace>(
            new NetworkSpec(1024, 1024) { Layers = 2 }, static w => new(w));
        yield return Sequences<StackProjectedBothWays, StackProjectedBothWays.State>(
            new NetworkSpec(3, 1024) { Layers = 8, Projection = 8, Bidirectional = true, Precision = LstmPrecision.Int8 },
            static w => new(w));
        if (largest)
        {
            yield return Steps<StackDeep, StackDeep.State>(
                new NetworkSpec(1024, 1024) { Layers = 8 }, static w => new(w), settles: true);
            yield return Steps<StackInt16, StackInt16.State>(
                new NetworkSpec(1024, 1024) { Precision = LstmPrecision.Int16 }, static w => new(w));
            yield return Steps<StackDeepGru, StackDeepGru.State>(
                new NetworkSpec(1024, 1024) { Layers = 8, Gru = true }, static w => new(w));
            yield return Sequences<StackBothWays, StackBothWays.State>(
                new NetworkSpec(1024, 1024) { Layers = 8, Bidirectional = true }, static w => new(w));
        }
    }

    private static StackNetwork Steps<TModel, TState>(NetworkSpec spec, Func<LstmWeights, TModel> create, bool settles = false)
        where TModel : class, ILstm<TState>
        where TState : unmanaged, ILstmState =>
        Of<TState>(typeof(TModel).Name, spec, weights => new StepCalls<TModel, TState>(create(weights), settles).All);

    private static StackNetwork Traced<TModel, TState, TTrace>(NetworkSpec spec, Func<LstmWeights, TModel> create)
        where TModel : class, ITracedLstm<TState, TTrace>
        where TState : unmanaged, ILstmState
        where TTrace : unmanaged, ILstmTrace =>
        Of<TState>(typeof(TModel).Name, spec, weights =>
        {
            TModel model = create(weights);
            return [.. new TracedCalls<TModel, TState, TTrace>(model).All, .. new StepCalls<TModel, TState>(model, settles: false).All];
        });

    private static StackNetwork Sequences<TModel, TState>(NetworkSpec spec, Func<LstmWeights, TModel> create)
        where TModel : class, ISequenceLstm<TState>
        where TState : unmanaged, ILstmState =>
        Of<TState>(typeof(TModel).Name, spec, weights => new SequenceCalls<TModel, TState>(create(weights)).All);

    private static StackNetwork Of<TState>(string name, NetworkSpec spec, Func<LstmWeights, IEnumerable<StackCall>> create)
        where TState : unmanaged, ILstmState =>
        new(name, Unsafe.SizeOf<TState>(), WeightsOf(spec), create);

    // All layers from the second on have the same weights, in the same memory.
    private static LstmWeights WeightsOf(NetworkSpec spec)
    {
        LstmWeights two = RandomWeights.Create(spec with { Layers = Math.Min(2, spec.Layers) });
        LstmLayerWeights[] upper = [.. two.Layers.TakeLast(spec.Directions)];
        LstmLayerWeights[] layers =
        [
            .. two.Layers, .. Enumerable.Repeat(upper, Math.Max(0, spec.Layers - 2)).SelectMany(static all => all),
        ];
        LstmWeights weights = new(layers, two.Stem, two.Head, spec.Bidirectional);
        if (spec.StochasticForget)
        {
            // Only the class produces its random numbers.
            return weights;
        }

        float[] input = RandomWeights.Inputs(1, spec.Input, seed: 3);
        double[] output = LstmOracle.Run(spec, weights, input).Outputs;
        LstmSelfTest test = new(steps: 1, input, Array.ConvertAll(output, static value => (float)value));
        return new LstmWeights(layers, two.Stem, two.Head, spec.Bidirectional, selfTest: test);
    }

    private static DenseSpec[] Chain(params Activation[] activations) =>
        [.. activations.Select(static activation => new DenseSpec(1024, activation))];
}
