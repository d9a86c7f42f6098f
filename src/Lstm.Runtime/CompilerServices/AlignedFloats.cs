using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.CompilerServices;

/// <summary>Aligns managed arrays and stack memory to 64 bytes.</summary>
internal static class AlignedFloats
{
    /// <summary>The alignment in bytes. Stack memory needs this many extra bytes, so that it contains a boundary.</summary>
    public const int AlignmentBytes = 64;

    /// <summary>The number of extra floats in an array. Those before the boundary are unused.</summary>
    public const int Padding = AlignmentBytes / sizeof(float);

    /// <summary>Allocates an array of zeros.</summary>
    /// <param name="length">The number of floats after the boundary.</param>
    /// <param name="start">The index of the first aligned float.</param>
    public static float[] Allocate(int length, out int start)
    {
        // Managed arrays are aligned to 8 bytes only. A pinned array never moves, so the boundary stays valid.
        float[] buffer = GC.AllocateArray<float>(length + Padding, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0);
        start = (int)(-address & (AlignmentBytes - 1)) / sizeof(float);
        return buffer;
    }

    /// <summary>Returns the first aligned address in stack memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe float* In(byte* memory) => (float*)(((nint)memory + (AlignmentBytes - 1)) & -AlignmentBytes);
}
