using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lstm.CompilerServices;

/// <summary>The fused multiply-add of floats in vectors of doubles, exact: for processors without the instruction.</summary>
/// <remarks>
/// <para>
/// The product of two floats is exact in double, 24 bits times 24. So p + c is rounded twice: to a double s, and s to a float. The second rounding can go wrong
/// only where s lies exactly in the middle of two floats, and only if the first was not exact: then s is on a side where the sum is not. Such an s is rare,
/// one in 2^29, and known by its bits. Only then is s corrected: rounded to odd, that is to the neighbour with an odd last bit unless the sum was exact,
/// which is never the middle of two floats and on the sum's side of it (Boldo, Melquiond: Emulation of FMA and correctly rounded sums, 2008).
/// </para>
/// <para>
/// Among normal floats the middle has the last 29 bits 1000…; among subnormal ones it has it elsewhere, so that all of these count as middles.
/// Infinities and NaN come out by themselves: where there is no error there is no correction, and their error is no number.
/// </para>
/// </remarks>
internal static class EmulatedMultiplyAdd
{
    private const int BitsBelowFloat = (1 << 29) - 1;
    private const int Middle = 1 << 28;
    private const int Magnitude = int.MaxValue;

    // The upper halves of doubles: zero, and the smallest normal float.
    private const int SmallestNormal = (1023 - 126) << 20;

    /// <summary>a·b + c, rounded once, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector128<float> a, Vector128<float> b, Vector128<float> c)
    {
        Vector128<double> s0 = Vector128.WidenLower(a) * Vector128.WidenLower(b) + Vector128.WidenLower(c);
        Vector128<double> s1 = Vector128.WidenUpper(a) * Vector128.WidenUpper(b) + Vector128.WidenUpper(c);
        Vector128<float> result = Vector128.Narrow(s0, s1);
        if (MayBeMiddle(s0, s1).ExtractMostSignificantBits() != 0)
        {
            // Through a variable of its own: the call writes to memory, and the result should not live there.
            Correct(a, b, c, out Vector128<float> corrected);
            result = corrected;
        }

        return result;
    }

    /// <summary>The same for any sums, corrected whether they need it or not.</summary>
    /// <remarks>Not inlined: activations have a dozen of them, and the JIT gives up on methods that large.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Correct(Vector128<float> a, Vector128<float> b, Vector128<float> c, out Vector128<float> result) => result = Vector128.Narrow(
        SumToOdd(Vector128.WidenLower(a) * Vector128.WidenLower(b), Vector128.WidenLower(c)),
        SumToOdd(Vector128.WidenUpper(a) * Vector128.WidenUpper(b), Vector128.WidenUpper(c)));

    /// <summary>Which of four doubles may be in the middle of two floats: none of those that round alike wherever they came from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MayBeMiddle(Vector128<double> s0, Vector128<double> s1)
    {
        Vector128<int> low = Sse.IsSupported ? Sse.Shuffle(s0.AsSingle(), s1.AsSingle(), 0x88).AsInt32() : Vector128.Narrow(s0.AsInt64(), s1.AsInt64());
        Vector128<int> high = Sse.IsSupported ? Sse.Shuffle(s0.AsSingle(), s1.AsSingle(), 0xDD).AsInt32() : Vector128.Narrow(s0.AsInt64() >> 32, s1.AsInt64() >> 32);

        // 0 < |high| < SmallestNormal in one signed comparison: 0 becomes the largest number.
        return Vector128.Equals(low & Vector128.Create(BitsBelowFloat), Vector128.Create(Middle)) |
            Vector128.LessThan((high & Vector128.Create(Magnitude)) + Vector128.Create(Magnitude), Vector128.Create(unchecked(SmallestNormal + Magnitude)));
    }

    /// <summary>p + c, rounded to odd where it is not exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> SumToOdd(Vector128<double> p, Vector128<double> c)
    {
        // The error of the sum, exact (Knuth).
        Vector128<double> s = p + c;
        Vector128<double> b = s - p;
        Vector128<double> error = (p - (s - b)) + (c - b);

        // Where there is one: towards zero if it points there, and then the last bit set.
        Vector128<long> inexact = (Vector128.LessThan(error, Vector128<double>.Zero) | Vector128.GreaterThan(error, Vector128<double>.Zero)).AsInt64();
        Vector128<long> towardsZero = (error.AsInt64() ^ s.AsInt64()) >> 63;
        return (s.AsInt64() + (towardsZero & inexact) | inexact & Vector128<long>.One).AsDouble();
    }

    /// <summary>A double as the nearest float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> RoundToFloat(Vector128<double> s) => Sse2.IsSupported
        ? Sse2.ConvertToVector128Double(Sse2.ConvertToVector128Single(s))
        : Vector128.WidenLower(Vector128.Narrow(s, s));
}
