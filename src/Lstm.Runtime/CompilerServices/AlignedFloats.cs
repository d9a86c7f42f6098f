using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.CompilerServices;

/// <summary>Memory whose floats start on a 64-byte boundary: managed, or on the stack.</summary>
internal static class AlignedFloats
{
    /// <summary>Bytes from one boundary to the next: what stack memory needs besides, so that one lies within it.</summary>
    public const int AlignmentBytes = 64;

    /// <summary>Floats that an array has besides, of which those before the boundary stay unused.</summary>
    public const int Padding = AlignmentBytes / sizeof(float);

    /// <summary>An array of zeros.</summary>
    /// <param name="length">Floats from the boundary on.</param>
    /// <param name="start">Where the boundary is.</param>
    public static float[] Allocate(int length, out int start)
    {
        // Managed arrays are aligned to 8 bytes. A pinned one never moves, so a boundary found once stays one.
        float[] buffer = GC.AllocateArray<float>(length + Padding, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0);
        start = (int)(-address & (AlignmentBytes - 1)) / sizeof(float);
        return buffer;
    }

    /// <summary>The first boundary in stack memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe float* In(byte* memory) => (float*)(((nint)memory + (AlignmentBytes - 1)) & -AlignmentBytes);
}
