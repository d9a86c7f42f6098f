using System;
using Lstm.TestKit;

namespace Lstm.Tests;

/// <summary>A generated class's stand-in: the oracle behind the interface, with any weights and any mistake a test wants.</summary>
internal sealed class OracleModel<TSizes>(NetworkSpec spec, LstmWeights weights, Action<float[]>? spoil = null)
    : ILstm<ScratchState<OracleNetwork<TSizes>>>
    where TSizes : IOracleSizes
{
    private static readonly ScratchState<OracleNetwork<TSizes>> s_zero;

    public static int InputSize => TSizes.Spec.Input;

    public static int HiddenSize => TSizes.Spec.Hidden;

    public static int OutputSize => TSizes.Spec.OutputSize;

    public static int LayerCount => TSizes.Spec.Layers;

    public ref readonly ScratchState<OracleNetwork<TSizes>> InitialState => ref s_zero;

    public uint WeightsChecksum => weights.Checksum;

    public ScratchState<OracleNetwork<TSizes>> RestState(ReadOnlySpan<float> input) => throw new NotSupportedException();

    public void Run(ref ScratchState<OracleNetwork<TSizes>> state, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        OracleRun.Run(spec, weights, ref state, inputs, outputs, spoil);

    public void Step(ref ScratchState<OracleNetwork<TSizes>> state, ReadOnlySpan<float> input, Span<float> output) =>
        throw new NotSupportedException();

    public void StepMany(Span<ScratchState<OracleNetwork<TSizes>>> states, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        throw new NotSupportedException();

    public void StepMany(StateBlock<ScratchState<OracleNetwork<TSizes>>> states, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        throw new NotSupportedException();

    public void StepMany(
        StateBlock<ScratchState<OracleNetwork<TSizes>>> states, int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        throw new NotSupportedException();
}
