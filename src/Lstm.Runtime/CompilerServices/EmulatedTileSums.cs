using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;
using System.Runtime.Intrinsics.X86;

namespace Lstm.CompilerServices;

/// <summary>
/// <see cref="TileSums"/> for processors without a fused multiply-add. It works like <see cref="EmulatedMultiplyAdd"/>, with accumulators
/// of doubles; in WebAssembly like <see cref="ScalarMultiplyAdd"/>.
/// </summary>
/// <remarks>
/// Between rows the accumulators hold doubles that are exact floats. One test over all columns detects a row that needs the correction,
/// which about one row in millions does.
/// </remarks>
internal static class EmulatedTileSums
{
    public static void Add(ref float rows, nint rowLength, ref float values, nint count, ref float sums, nint columns, nint every)
    {
        if (PackedSimd.IsSupported)
        {
            ScalarMultiplyAdd.Add(ref rows, rowLength, ref values, count, ref sums, columns, every);
            return;
        }

        nint column = 0;
        for (; column <= columns - 16; column += 16)
        {
            AddColumns16(ref Unsafe.Add(ref rows, column), rowLength, ref values, count, ref Unsafe.Add(ref sums, column), every);
        }

        if (column < columns)
        {
            AddColumns8(ref Unsafe.Add(ref rows, column), rowLength, ref values, count, ref Unsafe.Add(ref sums, column), every);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddColumns16(ref float rows, nint rowLength, ref float values, nint count, ref float sums, nint every)
    {
        Vector128<double> a0 = Load(ref sums, 0);
        Vector128<double> a1 = Load(ref sums, 2);
        Vector128<double> a2 = Load(ref sums, 4);
        Vector128<double> a3 = Load(ref sums, 6);
        Vector128<double> a4 = Load(ref sums, 8);
        Vector128<double> a5 = Load(ref sums, 10);
        Vector128<double> a6 = Load(ref sums, 12);
        Vector128<double> a7 = Load(ref sums, 14);
        for (nint k = 0; k < count; k += every)
        {
            Vector128<double> v = Vector128.Create((double)Unsafe.Add(ref values, k));
            Vector128<double> s0 = a0 + Load(ref rows, 0) * v;
            Vector128<double> s1 = a1 + Load(ref rows, 2) * v;
            Vector128<int> middle = EmulatedMultiplyAdd.MayBeMiddle(s0, s1);
            Vector128<double> s2 = a2 + Load(ref rows, 4) * v;
            Vector128<double> s3 = a3 + Load(ref rows, 6) * v;
            middle |= EmulatedMultiplyAdd.MayBeMiddle(s2, s3);
            Vector128<double> s4 = a4 + Load(ref rows, 8) * v;
            Vector128<double> s5 = a5 + Load(ref rows, 10) * v;
            middle |= EmulatedMultiplyAdd.MayBeMiddle(s4, s5);
            Vector128<double> s6 = a6 + Load(ref rows, 12) * v;
            Vector128<double> s7 = a7 + Load(ref rows, 14) * v;
            middle |= EmulatedMultiplyAdd.MayBeMiddle(s6, s7);
            if (middle.ExtractMostSignificantBits() != 0)
            {
                // Through memory: accumulators that are live across a call inside the loop would be spilled in every iteration.
                Vector128.Narrow(a0, a1).StoreUnsafe(ref sums);
                Vector128.Narrow(a2, a3).StoreUnsafe(ref sums, 4);
                Vector128.Narrow(a4, a5).StoreUnsafe(ref sums, 8);
                Vector128.Narrow(a6, a7).StoreUnsafe(ref sums, 12);
                AddCorrected(ref rows, Unsafe.Add(ref values, k), ref sums, 16);
                a0 = Load(ref sums, 0);
                a1 = Load(ref sums, 2);
                a2 = Load(ref sums, 4);
                a3 = Load(ref sums, 6);
                a4 = Load(ref sums, 8);
                a5 = Load(ref sums, 10);
                a6 = Load(ref sums, 12);
                a7 = Load(ref sums, 14);
            }
            else
            {
                a0 = EmulatedMultiplyAdd.RoundToFloat(s0);
                a1 = EmulatedMultiplyAdd.RoundToFloat(s1);
                a2 = EmulatedMultiplyAdd.RoundToFloat(s2);
                a3 = EmulatedMultiplyAdd.RoundToFloat(s3);
                a4 = EmulatedMultiplyAdd.RoundToFloat(s4);
                a5 = EmulatedMultiplyAdd.RoundToFloat(s5);
                a6 = EmulatedMultiplyAdd.RoundToFloat(s6);
                a7 = EmulatedMultiplyAdd.RoundToFloat(s7);
            }

            rows = ref Unsafe.Add(ref rows, rowLength);
        }

        Vector128.Narrow(a0, a1).StoreUnsafe(ref sums);
        Vector128.Narrow(a2, a3).StoreUnsafe(ref sums, 4);
        Vector128.Narrow(a4, a5).StoreUnsafe(ref sums, 8);
        Vector128.Narrow(a6, a7).StoreUnsafe(ref sums, 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddColumns8(ref float rows, nint rowLength, ref float values, nint count, ref float sums, nint every)
    {
        Vector128<double> a0 = Load(ref sums, 0);
        Vector128<double> a1 = Load(ref sums, 2);
        Vector128<double> a2 = Load(ref sums, 4);
        Vector128<double> a3 = Load(ref sums, 6);
        for (nint k = 0; k < count; k += every)
        {
            Vector128<double> v = Vector128.Create((double)Unsafe.Add(ref values, k));
            Vector128<double> s0 = a0 + Load(ref rows, 0) * v;
            Vector128<double> s1 = a1 + Load(ref rows, 2) * v;
            Vector128<int> middle = EmulatedMultiplyAdd.MayBeMiddle(s0, s1);
            Vector128<double> s2 = a2 + Load(ref rows, 4) * v;
            Vector128<double> s3 = a3 + Load(ref rows, 6) * v;
            middle |= EmulatedMultiplyAdd.MayBeMiddle(s2, s3);
            if (middle.ExtractMostSignificantBits() != 0)
            {
                // Through memory: accumulators that are live across a call inside the loop would be spilled in every iteration.
                Vector128.Narrow(a0, a1).StoreUnsafe(ref sums);
                Vector128.Narrow(a2, a3).StoreUnsafe(ref sums, 4);
                AddCorrected(ref rows, Unsafe.Add(ref values, k), ref sums, 8);
                a0 = Load(ref sums, 0);
                a1 = Load(ref sums, 2);
                a2 = Load(ref sums, 4);
                a3 = Load(ref sums, 6);
            }
            else
            {
                a0 = EmulatedMultiplyAdd.RoundToFloat(s0);
                a1 = EmulatedMultiplyAdd.RoundToFloat(s1);
                a2 = EmulatedMultiplyAdd.RoundToFloat(s2);
                a3 = EmulatedMultiplyAdd.RoundToFloat(s3);
            }

            rows = ref Unsafe.Add(ref rows, rowLength);
        }

        Vector128.Narrow(a0, a1).StoreUnsafe(ref sums);
        Vector128.Narrow(a2, a3).StoreUnsafe(ref sums, 4);
    }

    /// <summary>Adds one row, with the correction for the columns that need it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddCorrected(ref float row, float value, ref float sums, nuint columns)
    {
        for (nuint column = 0; column < columns; column += 4)
        {
            EmulatedMultiplyAdd.Correct(
                Vector128.LoadUnsafe(ref row, column),
                Vector128.Create(value),
                Vector128.LoadUnsafe(ref sums, column),
                out Vector128<float> sum);
            sum.StoreUnsafe(ref sums, column);
        }
    }

    /// <summary>Loads two floats and widens them to doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Load(ref float source, nuint offset)
    {
        // Both floats are loaded as if they were one double, which takes one instruction.
        Vector128<float> pair = Vector128.CreateScalarUnsafe(Unsafe.As<float, double>(ref Unsafe.Add(ref source, offset))).AsSingle();
        return Sse2.IsSupported ? Sse2.ConvertToVector128Double(pair) : Vector128.WidenLower(pair);
    }
}
