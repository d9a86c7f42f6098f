using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lstm.CompilerServices;

/// <summary>Emulates the fused multiply-add of floats exactly, in vectors of doubles, for processors without the instruction.</summary>
/// <remarks>
/// <para>
/// The product p of two floats, 24 bits times 24 bits, is exact in double. p + c is then rounded twice: to a double s, and s to a float.
/// The second rounding can only be wrong if s is exactly the midpoint of two floats and the first rounding was not exact: s has then lost
/// the information on which side of the midpoint the sum is. Such an s occurs once in 2^29 sums and is recognised by its bits. It is then
/// replaced by the sum rounded to odd: if the sum is not exact, the neighbouring double with an odd last bit. That double is never a
/// midpoint, and it is on the same side as the sum (Boldo, Melquiond: Emulation of FMA and correctly rounded sums, 2008).
/// </para>
/// <para>
/// For normal floats, a midpoint has 1000… in the last 29 bits. For subnormal floats the position differs, so every subnormal result is
/// treated as a possible midpoint. Infinity and NaN need no special case: their error is NaN, so nothing is corrected.
/// </para>
/// </remarks>
internal static class EmulatedMultiplyAdd
{
    private const int BitsBelowFloat = (1 << 29) - 1;
    private const int Middle = 1 << 28;
    private const int Magnitude = int.MaxValue;

    // The upper half of the smallest normal float, as a double.
    private const int SmallestNormal = (1023 - 126) << 20;

    /// <summary>Returns a·b + c, rounded once, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector128<float> a, Vector128<float> b, Vector128<float> c)
    {
        Vector128<double> s0 = Vector128.WidenLower(a) * Vector128.WidenLower(b) + Vector128.WidenLower(c);
        Vector128<double> s1 = Vector128.WidenUpper(a) * Vector128.WidenUpper(b) + Vector128.WidenUpper(c);
        Vector128<float> result = Vector128.Narrow(s0, s1);
        if (MayBeMiddle(s0, s1).ExtractMostSignificantBits() != 0)
        {
            // A separate variable: the call writes to memory, and the result should stay in a register.
            Correct(a, b, c, out Vector128<float> corrected);
            result = corrected;
        }

        return result;
    }

    /// <summary>Computes a·b + c, rounded once, lane by lane, always with the correction.</summary>
    /// <remarks>Not inlined: activations contain a dozen calls, and the JIT does not optimise methods that large.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Correct(Vector128<float> a, Vector128<float> b, Vector128<float> c, out Vector128<float> result) =>
        result = Vector128.Narrow(
            SumToOdd(Vector128.WidenLower(a) * Vector128.WidenLower(b), Vector128.WidenLower(c)),
            SumToOdd(Vector128.WidenUpper(a) * Vector128.WidenUpper(b), Vector128.WidenUpper(c)));

    /// <summary>Returns which of four doubles may be the midpoint of two floats. The others round correctly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MayBeMiddle(Vector128<double> s0, Vector128<double> s1)
    {
        Vector128<int> low = Sse.IsSupported
            ? Sse.Shuffle(s0.AsSingle(), s1.AsSingle(), 0x88).AsInt32()
            : Vector128.Narrow(s0.AsInt64(), s1.AsInt64());
        Vector128<int> high = Sse.IsSupported
            ? Sse.Shuffle(s0.AsSingle(), s1.AsSingle(), 0xDD).AsInt32()
            : Vector128.Narrow(s0.AsInt64() >> 32, s1.AsInt64() >> 32);

        // 0 < |high| < SmallestNormal in one signed comparison: the addition turns 0 into the largest integer.
        return Vector128.Equals(low & Vector128.Create(BitsBelowFloat), Vector128.Create(Middle)) |
            Vector128.LessThan(
                (high & Vector128.Create(Magnitude)) + Vector128.Create(Magnitude),
                Vector128.Create(unchecked(SmallestNormal + Magnitude)));
    }

    /// <summary>Returns p + c, rounded to odd where it is not exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> SumToOdd(Vector128<double> p, Vector128<double> c)
    {
        // The exact error of the sum (Knuth's TwoSum).
        Vector128<double> s = p + c;
        Vector128<double> b = s - p;
        Vector128<double> error = (p - (s - b)) + (c - b);

        // Where the error is not zero: round towards zero if the error has the opposite sign, then set the last bit.
        Vector128<double> zero = Vector128<double>.Zero;
        Vector128<long> inexact = (Vector128.LessThan(error, zero) | Vector128.GreaterThan(error, zero)).AsInt64();
        Vector128<long> towardsZero = (error.AsInt64() ^ s.AsInt64()) >> 63;
        return (s.AsInt64() + (towardsZero & inexact) | inexact & Vector128<long>.One).AsDouble();
    }

    /// <summary>Rounds doubles to the nearest floats and widens them back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> RoundToFloat(Vector128<double> s) => Sse2.IsSupported
        ? Sse2.ConvertToVector128Double(Sse2.ConvertToVector128Single(s))
        : Vector128.WidenLower(Vector128.Narrow(s, s));
}
