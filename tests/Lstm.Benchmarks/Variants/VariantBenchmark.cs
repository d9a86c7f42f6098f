using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;
using Lstm.TestKit;

namespace Lstm.Benchmarks.Variants;

/// <summary>One contest for each size between all variants of the cell, relative to the plain cell.</summary>
/// <param name="rounds">Rounds of each contest.</param>
internal sealed class VariantBenchmark(int rounds)
{
    private const int Steps = 1024;

    /// <summary>Measures every variant of a size in the same rounds. The plain cell comes first.</summary>
    public IReadOnlyList<VariantResult> Measure(NetworkSize size, Action<string> progress)
    {
        Variant[] variants = [.. Of(size)];
        Assembly assembly = GeneratedAssembly.Load(string.Concat(variants.Select(static variant => variant.Network.Declaration)));
        Contestant[] contestants = [.. variants.Select(variant => ContestantOf(variant, assembly))];
        Rounds.WarmUp(contestants, progress);
        IReadOnlyList<Timing> timings = Rounds.Measure(contestants, rounds, progress);
        return
        [
            .. variants.Select((variant, index) => new VariantResult(
                variant.Name,
                size.ToString(),
                timings[index],
                timings[index].Minimum / timings[0].Minimum,
                (double)variant.MultiplyAdds / variants[0].MultiplyAdds)),
        ];
    }

    private static IEnumerable<Variant> Of(NetworkSize size)
    {
        NetworkSpec plain = new(size.Input, size.Hidden);
        yield return new Variant("plain", plain);
        yield return new Variant("CoupledGates", plain with { CoupledGates = true });
        yield return new Variant("Peephole", plain with { Peephole = true });
        yield return new Variant($"Projection = {size.Hidden / 2}", plain with { Projection = size.Hidden / 2 });
        yield return new Variant("LayerNorm", plain with { LayerNorm = true });
        yield return new Variant("Clip", plain with { Clip = 3 });
        yield return new Variant("CellClip", plain with { CellClip = 3 });
        yield return new Variant("StochasticForget", plain with { StochasticForget = true });
        yield return new Variant("hard sigmoid gates", plain with { GateActivation = Activation.HardSigmoid });
        yield return new Variant("hard sigmoid, softsign", plain with
        {
            GateActivation = Activation.HardSigmoid, CellActivation = Activation.Softsign, HiddenActivation = Activation.Softsign,
        });
        yield return new Variant("softplus, elu", plain with { CellActivation = Activation.Softplus, HiddenActivation = Activation.Elu });
        yield return new Variant("Dense(1) after", plain with { Head = [new DenseSpec(1, Activation.Linear)] });
        yield return new Variant("and Residual", plain with { Head = [new DenseSpec(1, Activation.Linear)], Residual = true });
        yield return new Variant("Dense(8, tanh) before", plain with { Stem = [new DenseSpec(8, Activation.Tanh)] });
        yield return new Variant("GRU, reset after", plain with { Gru = true });
        yield return new Variant("GRU, reset before", plain with { Gru = true, ResetAfter = false });
        yield return new Variant("Direction.Backward", plain with { Direction = Direction.Backward });
        yield return new Variant("Bidirectional", plain with { Bidirectional = true });
    }

    private static NetworkContestant ContestantOf(Variant variant, Assembly assembly)
    {
        Type model = assembly.GetType(variant.Network.Name, throwOnError: true)!;
        string create = variant.Network.IsCausal ? nameof(CreateStep) : nameof(CreateSequence);
        return (NetworkContestant)typeof(VariantBenchmark)
            .GetMethod(create, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(model, model.GetNestedType("State")!)
            .Invoke(obj: null, [variant.Network])!;
    }

    private static StepContestant<TModel, TState> CreateStep<TModel, TState>(NetworkSpec network)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState =>
        new(Create<TModel>(network), new NetworkSize(network.Input, network.Hidden), RandomWeights.Inputs(Steps, network.Input));

    private static SequenceContestant<TModel, TState> CreateSequence<TModel, TState>(NetworkSpec network)
        where TModel : ISequenceLstm<TState>
        where TState : unmanaged, ILstmState =>
        new(Create<TModel>(network), new NetworkSize(network.Input, network.Hidden), RandomWeights.Inputs(Steps, network.Input));

    private static TModel Create<TModel>(NetworkSpec network) =>
        (TModel)Activator.CreateInstance(typeof(TModel), RandomWeights.Create(network))!;
}
