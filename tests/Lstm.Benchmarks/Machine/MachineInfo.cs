using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Lstm.Benchmarks.Machine;

/// <summary>The machine on which the numbers were measured.</summary>
/// <param name="Date">When, in UTC.</param>
/// <param name="OperatingSystem">Its name and version.</param>
/// <param name="Processor">The brand string of the processor.</param>
/// <param name="Cores">Logical processors that this process may use.</param>
/// <param name="Runtime">The .NET runtime and the architecture.</param>
/// <param name="Instructions">The relevant instruction sets, and whether the runtime uses them.</param>
/// <param name="Caches">A core's data caches.</param>
internal sealed record MachineInfo(
    string Date, string OperatingSystem, string Processor, int Cores, string Runtime, string Instructions, CpuCaches Caches)
{
    public static MachineInfo Read() => new(
        DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        RuntimeInformation.OSDescription,
        ReadProcessor(),
        Environment.ProcessorCount,
        $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}",
        ReadInstructions(),
        CpuCaches.Read());

    private static string ReadInstructions()
    {
        static string Is(bool on) => on ? "yes" : "no";
        List<string> parts = [$"Vector256 {Is(Vector256.IsHardwareAccelerated)}"];
        if (X86Base.IsSupported)
        {
            parts.Add($"AVX2 {Is(Avx2.IsSupported)}");
            parts.Add($"FMA {Is(Fma.IsSupported)}");
            parts.Add($"AVX-512 {Is(Avx512F.IsSupported)}");
        }
        else
        {
            parts.Add($"AdvSimd {Is(AdvSimd.IsSupported)}");
        }

        return string.Join(", ", parts);
    }

    private static string ReadProcessor()
    {
        if (X86Base.IsSupported)
        {
            return ReadBrand();
        }

        const string cpuInfo = "/proc/cpuinfo";
        if (File.Exists(cpuInfo))
        {
            foreach (string line in File.ReadLines(cpuInfo))
            {
                if (line.StartsWith("model name", StringComparison.Ordinal) || line.StartsWith("CPU part", StringComparison.Ordinal))
                {
                    return line.Replace("\t", "", StringComparison.Ordinal);
                }
            }
        }

        return RuntimeInformation.ProcessArchitecture.ToString();
    }

    /// <summary>The brand string: 48 characters in CPUID leaves 8000_0002 to 8000_0004.</summary>
    private static string ReadBrand()
    {
        const int first = unchecked((int)0x80000002);
        const int last = unchecked((int)0x80000004);
        if ((uint)X86Base.CpuId(unchecked((int)0x80000000), 0).Eax < unchecked((uint)last))
        {
            return "x86";
        }

        List<byte> text = [];
        for (int leaf = first; leaf <= last; leaf++)
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
