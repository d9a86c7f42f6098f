using System;
using System.Runtime.InteropServices;

namespace Lstm.TestKit;

/// <summary>Values compared bit by bit: 0 and -0 differ, and a NaN equals itself.</summary>
public static class Bits
{
    private const uint CanonicalNaN = 0x7FC00000;

    /// <summary>Returns the bits of a float, and the same bits for every NaN: NaN payloads are not preserved between machines.</summary>
    public static uint Canonical(float value) => float.IsNaN(value) ? CanonicalNaN : BitConverter.SingleToUInt32Bits(value);

    /// <summary>Returns whether two sequences have the same length and the same bits.</summary>
    public static bool Equal(ReadOnlySpan<float> one, ReadOnlySpan<float> other) =>
        MemoryMarshal.AsBytes(one).SequenceEqual(MemoryMarshal.AsBytes(other));

    /// <summary>Returns whether two values, such as the states of a network, have the same bits, padding included.</summary>
    public static bool Equal<T>(in T one, in T other)
        where T : unmanaged =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in one)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in other)));
}
