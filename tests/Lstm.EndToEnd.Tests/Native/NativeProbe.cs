using System;
using System.IO;
using System.Runtime.InteropServices;
using Lstm.EndToEnd.Tests.Processes;
using Lstm.Tests;

namespace Lstm.EndToEnd.Tests.Native;

/// <summary>
/// Prints a hash of the bits that networks compute. Compiled into these tests and, with the models it runs, into programs that are compiled ahead of time for other
/// processors: it uses no reflection.
/// </summary>
internal static class NativeProbe
{
    /// <summary>Networks that are probed.</summary>
    public const int Networks = 9;

    private const int Steps = 100;

    public static void Run(TextWriter output)
    {
        Step<Probe1x8, Probe1x8.State>(output, new Probe1x8(RandomWeights.Create(1, 8)));
        Step<Probe1x16, Probe1x16.State>(output, new Probe1x16(RandomWeights.Create(1, 16, 1, 1)));
        Step<Probe5x20, Probe5x20.State>(output, new Probe5x20(RandomWeights.Create(5, 20)));
        Step<ProbeTwoLayers, ProbeTwoLayers.State>(output, new ProbeTwoLayers(RandomWeights.Create(2, 6, 2, 4)));
        Step<Probe8x64, Probe8x64.State>(output, new Probe8x64(RandomWeights.Create(8, 64)));
        Step<Probe1x40, Probe1x40.State>(output, new Probe1x40(RandomWeights.Create(1, 40, 1, 5)));
        Step<ProbeNormalised, ProbeNormalised.State>(
            output, new ProbeNormalised(RandomWeights.Create(new NetworkSpec(2, 20) { LayerNorm = true, Projection = 5, Peephole = true })));
        Step<ProbeGru, ProbeGru.State>(output, new ProbeGru(RandomWeights.Create(new NetworkSpec(3, 7) { Gru = true })));
        Sequence<ProbeGruBefore, ProbeGruBefore.State>(output, new ProbeGruBefore(RandomWeights.Create(new NetworkSpec(2, 33) { Gru = true })));
    }

    private static void Step<TModel, TState>(TextWriter output, TModel model)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        float[] inputs = RandomWeights.Inputs(Steps, TModel.InputSize, bound: 3);
        float[] outputs = new float[Steps * TModel.OutputSize];
        TState state = default;
        for (int step = 0; step < Steps; step++)
        {
            model.Step(
                ref state, inputs.AsSpan(step * TModel.InputSize, TModel.InputSize), outputs.AsSpan(step * TModel.OutputSize, TModel.OutputSize));
        }

        Print(output, typeof(TModel).Name, outputs);
    }

    private static void Sequence<TModel, TState>(TextWriter output, TModel model)
        where TModel : ISequenceLstm<TState>
        where TState : unmanaged, ILstmState
    {
        float[] outputs = new float[Steps * TModel.OutputSize];
        model.Run(RandomWeights.Inputs(Steps, TModel.InputSize, bound: 3), outputs);
        Print(output, typeof(TModel).Name, outputs);
    }

    private static void Print(TextWriter output, string name, float[] outputs)
    {
        // FNV-1a: the library's hashes call OpenSSL, which an emulated system need not have.
        ulong hash = 14695981039346656037;
        foreach (byte value in MemoryMarshal.AsBytes<float>(outputs))
        {
            hash = (hash ^ value) * 1099511628211;
        }

        output.WriteLine($"{name} {hash:X16}");
    }
}
