using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lstm.CompilerServices;

/// <summary>
/// The Philox 4x32-10 random number generator. It is counter-based: a bijection of a 128-bit counter under a 64-bit key, in integer
/// arithmetic only.
/// </summary>
/// <remarks>
/// Source: Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC 2011). With key words k0 and k1, each of the ten
/// rounds is
/// <code>(c0, c1, c2, c3) = (high(B·c2) ^ c1 ^ k0, low(B·c2), high(A·c0) ^ c3 ^ k1, low(A·c0))</code>
/// After each round, the fractional parts of the golden ratio and of sqrt(3), as fractions of 2^32, are added to k0 and k1.
/// </remarks>
internal static class Philox
{
    private const int Rounds = 10;
    private const uint A = 0xD2511F53;
    private const uint B = 0xCD9E8D57;
    private const uint KeyStep0 = 0x9E3779B9;
    private const uint KeyStep1 = 0xBB67AE85;

    /// <summary>Returns the four random words of one counter.</summary>
    public static (uint Word0, uint Word1, uint Word2, uint Word3) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong a = (ulong)A * c0;
            ulong b = (ulong)B * c2;
            (c0, c1, c2, c3) = ((uint)(b >> 32) ^ c1 ^ k0, (uint)b, (uint)(a >> 32) ^ c3 ^ k1, (uint)a);
            k0 += KeyStep0;
            k1 += KeyStep1;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>Returns the random words of eight counters, one in each lane. Their word 2 is c2, c2 + 1, … c2 + 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<uint> Word0, Vector256<uint> Word1, Vector256<uint> Word2, Vector256<uint> Word3) Blocks(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1) => Blocks(
            Vector256.Create(c0),
            Vector256.Create(c1),
            Vector256.Create(c2) + Vector256<uint>.Indices,
            Vector256.Create(c3),
            Vector256.Create(k0),
            Vector256.Create(k1));

    /// <summary>Returns the random words of eight counters with eight keys, one in each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<uint> Word0, Vector256<uint> Word1, Vector256<uint> Word2, Vector256<uint> Word3) Blocks(
        Vector256<uint> c0, Vector256<uint> c1, Vector256<uint> c2, Vector256<uint> c3, Vector256<uint> k0, Vector256<uint> k1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            (Vector256<uint> lowA, Vector256<uint> highA) = Product(c0, A);
            (Vector256<uint> lowB, Vector256<uint> highB) = Product(c2, B);
            c0 = highB ^ c1 ^ k0;
            c1 = lowB;
            c2 = highA ^ c3 ^ k1;
            c3 = lowA;
            k0 += Vector256.Create(KeyStep0);
            k1 += Vector256.Create(KeyStep1);
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>Returns both halves of the 64-bit product of every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<uint> Low, Vector256<uint> High) Product(Vector256<uint> v, uint factor)
    {
        // In 64-bit lanes, the even 32-bit lanes are the low halves (little-endian).
        Vector256<ulong> even = LowProduct(v.AsUInt64(), factor);
        Vector256<ulong> odd = LowProduct(v.AsUInt64() >>> 32, factor);
        return (OfHalves(even, odd << 32), OfHalves(even >>> 32, odd));
    }

    /// <summary>Returns the low halves of the first vector and the high halves of the second. One instruction with AVX2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> OfHalves(Vector256<ulong> low, Vector256<ulong> high) => Avx2.IsSupported
        ? Avx2.Blend(low.AsUInt32(), high.AsUInt32(), 0b10101010)
        : Vector256.ConditionalSelect(Vector256.Create((ulong)uint.MaxValue), low, high).AsUInt32();

    /// <summary>Returns the 64-bit product of the low half of every 64-bit lane and the factor. One instruction with AVX2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> LowProduct(Vector256<ulong> v, uint factor) => Avx2.IsSupported
        ? Avx2.Multiply(v.AsUInt32(), Vector256.Create(factor))
        : (v & Vector256.Create((ulong)uint.MaxValue)) * Vector256.Create((ulong)factor);
}
