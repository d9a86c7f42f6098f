using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

/// <summary>
/// <see cref="EmulatedMultiplyAdd"/> one float at a time, for WebAssembly: its interpreter has no instructions for vectors of doubles, and
/// calls a method for each operation on them.
/// </summary>
internal static class ScalarMultiplyAdd
{
    private const long BitsBelowFloat = (1L << 29) - 1;
    private const long Middle = 1L << 28;

    // The smallest normal float, as a double.
    private const double SmallestNormal = 1.1754943508222875e-38;

    /// <summary>Returns a·b + c, rounded once, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector128<float> a, Vector128<float> b, Vector128<float> c)
    {
        ref float factor = ref Unsafe.As<Vector128<float>, float>(ref a);
        ref float other = ref Unsafe.As<Vector128<float>, float>(ref b);
        ref float sum = ref Unsafe.As<Vector128<float>, float>(ref c);
        sum = Of(factor, other, sum);
        Unsafe.Add(ref sum, 1) = Of(Unsafe.Add(ref factor, 1), Unsafe.Add(ref other, 1), Unsafe.Add(ref sum, 1));
        Unsafe.Add(ref sum, 2) = Of(Unsafe.Add(ref factor, 2), Unsafe.Add(ref other, 2), Unsafe.Add(ref sum, 2));
        Unsafe.Add(ref sum, 3) = Of(Unsafe.Add(ref factor, 3), Unsafe.Add(ref other, 3), Unsafe.Add(ref sum, 3));
        return c;
    }

    /// <summary>Returns a·b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(float a, float b, float c)
    {
        double s = (double)a * b + c;
        bool mayBeMiddle = (BitConverter.DoubleToInt64Bits(s) & BitsBelowFloat) == Middle || (Math.Abs(s) < SmallestNormal && s != 0);
        return mayBeMiddle ? Corrected((double)a * b, c) : (float)s;
    }

    /// <summary>Computes sums[j] += rows[k, j] · values[k] for each k in order, as <see cref="EmulatedTileSums"/> does.</summary>
    public static void Add(ref float rows, nint rowLength, ref float values, nint count, ref float sums, nint columns, nint every)
    {
        for (nint column = 0; column < columns; column++)
        {
            ref float weight = ref Unsafe.Add(ref rows, column);
            float sum = Unsafe.Add(ref sums, column);
            for (nint k = 0; k < count; k += every)
            {
                sum = Of(weight, Unsafe.Add(ref values, k), sum);
                weight = ref Unsafe.Add(ref weight, rowLength);
            }

            Unsafe.Add(ref sums, column) = sum;
        }
    }

    /// <summary>Returns p + c, rounded to odd where it is not exact, and then to a float.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Corrected(double p, double c)
    {
        // The exact error of the sum (Knuth's TwoSum).
        double s = p + c;
        double b = s - p;
        double error = (p - (s - b)) + (c - b);
        if (!(error < 0 || error > 0))
        {
            return (float)s;
        }

        // Round towards zero if the error has the opposite sign, then set the last bit.
        long bits = BitConverter.DoubleToInt64Bits(s);
        return (float)BitConverter.Int64BitsToDouble((error < 0) == (s < 0) ? bits | 1 : (bits - 1) | 1);
    }
}
