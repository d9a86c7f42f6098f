using System.Runtime.Intrinsics.X86;

namespace Lstm.Benchmarks.Machine;

/// <summary>Sizes of one core's data caches, in bytes.</summary>
/// <param name="Level1">The first level's data cache.</param>
/// <param name="Level2">The second level.</param>
/// <param name="Known">Whether the processor reports the sizes; if not, they are a modest assumption.</param>
internal sealed record CpuCaches(int Level1, int Level2, bool Known)
{
    private const int IntelLeaf = 4;
    private const int AmdLeaf = unchecked((int)0x8000001D);
    private const int InstructionCache = 2;

    public static CpuCaches Read()
    {
        if (X86Base.IsSupported)
        {
            foreach (int leaf in (int[])[AmdLeaf, IntelLeaf])
            {
                if ((uint)X86Base.CpuId(leaf & unchecked((int)0x80000000), 0).Eax >= (uint)leaf &&
                    ReadLeaf(leaf) is { } caches)
                {
                    return caches;
                }
            }
        }

        return new CpuCaches(32 * 1024, 512 * 1024, Known: false);
    }

    /// <summary>Both vendors describe a cache in the same fields: see CPUID leaf 4 (Intel) and 8000_001D (AMD) in their manuals.</summary>
    private static CpuCaches? ReadLeaf(int leaf)
    {
        int level1 = 0;
        int level2 = 0;
        for (int index = 0; index < 16; index++)
        {
            (int eax, int ebx, int ecx, _) = X86Base.CpuId(leaf, index);
            int type = eax & 31;
            if (type == 0)
            {
                break;
            }

            int ways = ((ebx >> 22) & 0x3FF) + 1;
            int partitions = ((ebx >> 12) & 0x3FF) + 1;
            int line = (ebx & 0xFFF) + 1;
            int bytes = ways * partitions * line * (ecx + 1);
            switch ((eax >> 5) & 7)
            {
                case 1 when type != InstructionCache:
                    level1 = bytes;
                    break;
                case 2:
                    level2 = bytes;
                    break;
            }
        }

        return level1 > 0 && level2 > 0 ? new CpuCaches(level1, level2, Known: true) : null;
    }
}
