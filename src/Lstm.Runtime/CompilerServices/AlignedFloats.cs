using System;
using System.Runtime.InteropServices;

namespace Lstm.CompilerServices;

/// <summary>Managed memory whose floats start on a 64-byte boundary.</summary>
internal static class AlignedFloats
{
    /// <summary>Floats that an array has besides, of which those before the boundary stay unused.</summary>
    public const int Padding = AlignmentBytes / sizeof(float);

    private const int AlignmentBytes = 64;

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
}
