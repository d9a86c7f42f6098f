using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Lstm.Testing;

/// <summary>Describes the machine and the runtime of a measurement.</summary>
internal static class ThisMachine
{
    private const int FirstBrandLeaf = unchecked((int)0x80000002);
    private const int LastBrandLeaf = unchecked((int)0x80000004);

    public static string Processor { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{Brand()}, {Environment.ProcessorCount} {(Environment.ProcessorCount == 1 ? "processor" : "processors")}, ")
        + RuntimeInformation.OSDescription;

    public static string Runtime { get; } = $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}";

    /// <summary>The relevant vector instruction sets that the runtime uses.</summary>
    public static string Features { get; } = ReadFeatures();

    private static string ReadFeatures()
    {
        List<string> features = [];
        Add("Vector128", Vector128.IsHardwareAccelerated);
        Add("Vector256", Vector256.IsHardwareAccelerated);
        Add("Vector512", Vector512.IsHardwareAccelerated);
        Add("AVX2", Avx2.IsSupported);
        Add("FMA", Fma.IsSupported);
        Add("AVX-512", Avx512F.IsSupported);
        Add("AdvSimd", AdvSimd.IsSupported);
        return features.Count == 0 ? "no vectors" : string.Join(", ", features);

        void Add(string name, bool used)
        {
            if (used)
            {
                features.Add(name);
            }
        }
    }

    // The brand string of the processor: 48 characters in CPUID leaves 8000_0002 to 8000_0004.
    private static string Brand()
    {
        if (!X86Base.IsSupported || (uint)X86Base.CpuId(unchecked((int)0x80000000), 0).Eax < unchecked((uint)LastBrandLeaf))
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }

        List<byte> text = [];
        for (int leaf = FirstBrandLeaf; leaf <= LastBrandLeaf; leaf++)
        {
            (int eax, int ebx, int ecx, int edx) = X86Base.CpuId(leaf, 0);
            foreach (int register in (int[])[eax, ebx, ecx, edx])
            {
                text.AddRange(BitConverter.GetBytes(register));
            }
        }

        return Encoding.ASCII.GetString([.. text]).Trim('\0', ' ');
    }
}
