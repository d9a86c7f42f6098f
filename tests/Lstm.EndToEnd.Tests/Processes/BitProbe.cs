using System.Collections.Generic;
using System.IO;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Processes;

/// <summary>
/// Prints which instructions this process may use, and the lines of the table of bits that it computes with them. Compiled into these
/// tests, and into programs that are built in other ways or for other processors: it uses no reflection.
/// </summary>
internal static class BitProbe
{
    public const string Command = "probe-bits";

    /// <summary>Networks that are probed.</summary>
    public const int Networks = 19;

    public static void Run(TextWriter output)
    {
        output.WriteLine($"isa vector128 {Vector128.IsHardwareAccelerated}");
        output.WriteLine($"isa vector256 {Vector256.IsHardwareAccelerated}");
        output.WriteLine($"isa vector512 {Vector512.IsHardwareAccelerated}");
        output.WriteLine($"isa avx2 {Avx2.IsSupported}");
        output.WriteLine($"isa fma {Fma.IsSupported}");
        output.WriteLine($"isa avxvnni {AvxVnni.IsSupported}");
        output.WriteLine($"isa avx512 {Avx512F.IsSupported}");
        foreach (BitLine line in Lines())
        {
            output.WriteLine(line);
        }
    }

    /// <summary>The table's lines, as this process computes them.</summary>
    public static IEnumerable<BitLine> Lines()
    {
        yield return Steps<Probe1x8, Probe1x8.State>("1 input, 8 units", new(RandomWeights.Create(1, 8)));
        yield return Steps<Probe1x16, Probe1x16.State>(
            "1 input, 16 units, 1 output through a sigmoid",
            new(RandomWeights.Create(1, 16, 1, 1)));
        yield return Steps<Probe5x20, Probe5x20.State>("5 inputs, 20 units", new(RandomWeights.Create(5, 20)));
        yield return Steps<ProbeTwoLayers, ProbeTwoLayers.State>(
            "2 inputs, two layers of 6 units, 4 outputs through ReLU",
            new(RandomWeights.Create(2, 6, 2, 4)));
        yield return Steps<Probe8x64, Probe8x64.State>("8 inputs, 64 units", new(RandomWeights.Create(8, 64)));
        yield return Steps<Probe1x40, Probe1x40.State>("1 input, 40 units, 5 outputs through tanh", new(RandomWeights.Create(1, 40, 1, 5)));
        yield return Steps<Probe64x64, Probe64x64.State>("64 inputs, 64 units, residual", new(RandomWeights.Create(64, 64)));
        yield return Steps<ProbeThreeLayers, ProbeThreeLayers.State>(
            "33 inputs, three layers of 33 units",
            new(RandomWeights.Create(33, 33, 3)));

        yield return Steps<ProbePeephole, ProbePeephole.State>(
            "3 inputs, 12 units, peepholes, coupled gates, cell state clipped at 0.5",
            new(RandomWeights.Create(new NetworkSpec(3, 12) { Peephole = true, CoupledGates = true })));
        yield return Steps<ProbeNormalised, ProbeNormalised.State>(
            "2 inputs, 20 units, layer normalisation, projection to 5, peepholes",
            new(RandomWeights.Create(new NetworkSpec(2, 20) { LayerNorm = true, Projection = 5, Peephole = true })));
        yield return Steps<ProbeStochastic, ProbeStochastic.State>(
            "2 inputs, 70 units, stochastic forget gate, arguments clipped at 1",
            new(RandomWeights.Create(new NetworkSpec(2, 70))),
            ProbeStochastic.Seed);
        yield return Steps<ProbeFunctions, ProbeFunctions.State>(
            "4 inputs, 11 units through hard sigmoid, ELU and scaled tanh, 3 outputs through softplus, residual",
            new(RandomWeights.Create(4, 11, 1, 3)));
        yield return Sequences<ProbeBidirectional, ProbeBidirectional.State>(
            "2 inputs, dense 6 through softsign, two bidirectional layers of 9 units, dense 5 through leaky ReLU, dense 4 through softmax",
            directions: 2,
            new(RandomWeights.Create(new NetworkSpec(2, 9)
            {
                Layers = 2,
                Bidirectional = true,
                Stem = [new DenseSpec(6, Activation.Softsign)],
                Head = [new DenseSpec(5, Activation.LeakyRelu), new DenseSpec(4, Activation.Softmax)],
            })));
        yield return Steps<ProbeGru, ProbeGru.State>(
            "GRU, 3 inputs, 7 units",
            new(RandomWeights.Create(new NetworkSpec(3, 7) { Gru = true })));
        yield return Sequences<ProbeGruBefore, ProbeGruBefore.State>(
            "GRU, 2 inputs, 33 units through hard sigmoid of a sixth, reset before, backward",
            directions: 1,
            new(RandomWeights.Create(new NetworkSpec(2, 33) { Gru = true })));

        yield return Steps<ProbeInt16, ProbeInt16.State>(
            "3 inputs, two layers of 41 units, 2 outputs, weights of 16 bits",
            new(RandomWeights.Create(3, 41, 2, 2)));
        yield return Steps<ProbeInt8, ProbeInt8.State>("8 inputs, 64 units, weights of 8 bits", new(RandomWeights.Create(8, 64)));
        yield return Steps<ProbeInt8Inputs, ProbeInt8Inputs.State>(
            "65 inputs, two layers of 70 units, weights of 8 bits, inputs of 16",
            new(RandomWeights.Create(65, 70, 2)));
        yield return Sequences<ProbeQuantizedBothWays, ProbeQuantizedBothWays.State>(
            "2 inputs, two bidirectional layers of 9 units through scaled tanh of 3, weights of 8 bits",
            directions: 2,
            new(RandomWeights.Create(new NetworkSpec(2, 9) { Layers = 2, Bidirectional = true })));
    }

    private static BitLine Steps<TModel, TState>(string words, TModel model, BitNetwork<TState>.Seeding? seed = null)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState =>
        Line(words, model, TModel.LayerCount, BitVerbs.OfSteps<TModel, TState>(model), seed);

    private static BitLine Sequences<TModel, TState>(string words, int directions, TModel model)
        where TModel : ISequenceLstm<TState>
        where TState : unmanaged, ILstmState =>
        Line(words, model, directions * TModel.LayerCount, BitVerbs.OfSequences<TModel, TState>(model));

    private static BitLine Line<TModel, TState>(
        string words, TModel model, int cells, IReadOnlyList<BitVerb<TState>> verbs, BitNetwork<TState>.Seeding? seed = null)
        where TModel : INetwork<TState>
        where TState : unmanaged, ILstmState =>
        new BitNetwork<TState>(typeof(TModel).Name, words, TModel.InputSize, TModel.OutputSize, cells, model.InitialState, verbs)
        {
            Seed = seed,
        }.Line();
}
