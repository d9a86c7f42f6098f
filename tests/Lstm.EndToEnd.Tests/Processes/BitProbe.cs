using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Lstm.Tests;

namespace Lstm.EndToEnd.Tests.Processes;

/// <summary>Prints, a line each, which instructions this process may use and a hash of the bits that it computes with them.</summary>
internal static class BitProbe
{
    public const string Command = "probe-bits";

    /// <summary>Networks that are probed.</summary>
    public const int Networks = 18;

    private const int Steps = 200;

    public static void Run(TextWriter output)
    {
        output.WriteLine($"isa vector128 {Vector128.IsHardwareAccelerated}");
        output.WriteLine($"isa vector256 {Vector256.IsHardwareAccelerated}");
        output.WriteLine($"isa avx2 {Avx2.IsSupported}");
        output.WriteLine($"isa fma {Fma.IsSupported}");
        output.WriteLine($"isa avxvnni {AvxVnni.IsSupported}");
        output.WriteLine($"isa avx512 {Avx512F.IsSupported}");

        Print(output, new Probe1x8(RandomWeights.Create(1, 8)));
        Print(output, new Probe1x16(RandomWeights.Create(1, 16, 1, 1)));
        Print(output, new Probe5x20(RandomWeights.Create(5, 20)));
        Print(output, new ProbeTwoLayers(RandomWeights.Create(2, 6, 2, 4)));
        Print(output, new Probe8x64(RandomWeights.Create(8, 64)));
        Print(output, new Probe1x40(RandomWeights.Create(1, 40, 1, 5)));

        Print(output, new ProbePeephole(RandomWeights.Create(new NetworkSpec(3, 12) { Peephole = true, CoupledGates = true })));
        Print(output, new ProbeNormalised(RandomWeights.Create(new NetworkSpec(2, 20) { LayerNorm = true, Projection = 5, Peephole = true })));
        Print(output, new ProbeStochastic(RandomWeights.Create(new NetworkSpec(2, 70))));
        Print(output, new ProbeFunctions(RandomWeights.Create(4, 11, 1, 3)));
        Print(output, new ProbeBidirectional(RandomWeights.Create(new NetworkSpec(2, 9)
        {
            Layers = 2,
            Bidirectional = true,
            Stem = [new DenseSpec(6, Activation.Softsign)],
            Head = [new DenseSpec(5, Activation.LeakyRelu), new DenseSpec(4, Activation.Softmax)],
        })));
        Print(output, new ProbeGru(RandomWeights.Create(new NetworkSpec(3, 7) { Gru = true })));
        Print(output, new ProbeGruBefore(RandomWeights.Create(new NetworkSpec(2, 33) { Gru = true })));

        Print(output, new Probe64x64(RandomWeights.Create(64, 64)));
        Print(output, new ProbeThreeLayers(RandomWeights.Create(33, 33, 3)));
        Print(output, new ProbeInt16(RandomWeights.Create(3, 41, 2, 2)));
        Print(output, new ProbeInt8(RandomWeights.Create(8, 64)));
        Print(output, new ProbeQuantizedBothWays(RandomWeights.Create(new NetworkSpec(2, 9) { Layers = 2, Bidirectional = true })));
    }

    private static void Print(TextWriter output, object model)
    {
        Network network = Network.Around(model);
        float[] inputs = RandomWeights.Inputs(Steps, network.InputSize, bound: 3);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        void Add(Trace trace)
        {
            // A NaN is a NaN: which one is the processor's own affair, and no promise.
            hash.AppendData(MemoryMarshal.AsBytes<float>([.. trace.Outputs.Select(static value => float.IsNaN(value) ? float.NaN : value)]));
        }

        Trace sound = network.Run(inputs);
        hash.AppendData(sound.State);
        Add(sound);

        // Where implementations of minimum, maximum and rounding differ if they differ at all.
        foreach (float special in new[] { 1e30f, float.NegativeInfinity, 1e-40f, -0f, float.NaN })
        {
            float[] struck = (float[])inputs.Clone();
            struck.AsSpan(50 * network.InputSize, network.InputSize).Fill(special);
            Add(network.Run(struck));
        }

        if (network is StepNetwork many)
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>(many.OutputsOfMany(streams: 13, steps: 3)));
        }

        double size = sound.Outputs.Average(static value => Math.Abs(value));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"hash {model.GetType().Name} {Convert.ToHexString(hash.GetHashAndReset())} of values about {size:F3}"));
    }
}
