using System;
using System.Runtime.InteropServices;

namespace Lstm.Benchmarks.Machine;

/// <summary>A pinned buffer of floats that starts on a 64-byte boundary.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int AlignmentBytes = 64;

    private readonly float[] _buffer;
    private readonly int _start;
    private readonly int _length;

    public AlignedBuffer(int length)
    {
        _buffer = GC.AllocateArray<float>(length + AlignmentBytes / sizeof(float), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_buffer, 0);
        _start = (int)(-address & (AlignmentBytes - 1)) / sizeof(float);
        _length = length;
    }

    /// <summary>The address of the first float; the array never moves.</summary>
    public float* Address => (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_buffer, _start);

    public Span<float> Values => _buffer.AsSpan(_start, _length);
}
