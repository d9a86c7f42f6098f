using System;
using Lstm.CompilerServices;
using Lstm.Shared;
using Lstm.TestKit;

namespace Lstm.Tests;

/// <summary>The stand-in of a generated class that runs whole sequences.</summary>
internal sealed class OracleSequenceModel<TSizes>(NetworkSpec spec, LstmWeights weights, Action<float[]>? spoil = null)
    : ISequenceLstm<ScratchState<OracleNetwork<TSizes>>>
    where TSizes : IOracleSizes
{
    public static int InputSize => TSizes.Spec.Input;

    public static int HiddenSize => TSizes.Spec.Hidden;

    public static int OutputSize => TSizes.Spec.OutputSize;

    public static int LayerCount => TSizes.Spec.Layers;

    public uint WeightsChecksum => weights.Checksum;

    public ref readonly ScratchState<OracleNetwork<TSizes>> InitialState
    {
        get
        {
            NetworkDescription network = Variants.Describe(spec);
            int length = PackedLayout.For(network.Shape).Length;
            PackedWeights packed = PackedWeights.Pack(weights, network, PackedLayout.Version, length);
            return ref StateAccess.Initial<ScratchState<OracleNetwork<TSizes>>>(packed);
        }
    }

    public static int ScratchLength(int steps) => 0;

    public void Run(ReadOnlySpan<float> inputs, Span<float> outputs) => throw new NotSupportedException();

    public void Run(ref ScratchState<OracleNetwork<TSizes>> state, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        OracleRun.Run(spec, weights, ref state, inputs, outputs, spoil);

    public void Run(ref ScratchState<OracleNetwork<TSizes>> state, ReadOnlySpan<float> inputs, Span<float> outputs, Span<float> scratch) =>
        throw new NotSupportedException();
}
