using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

/// <summary>
/// Computes the sums of a tile of an LSTM in vectors of sixteen floats, with half as many operations and loads as in vectors of eight.
/// Called by generated code.
/// </summary>
/// <remarks>
/// A vector has two sums of a block, side by side as in memory: <c>if0</c> those of the input gate and the forget gate of block 0,
/// <c>go0</c> those of its candidate and its output gate. The order of additions is the same as in every kernel: the bias, the inputs in
/// order, the hidden units in order.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PairedTiles
{
    /// <summary>Computes a tile of three blocks.</summary>
    /// <param name="row">The bias and the input weights, [1 + inputs, 3, 4, 8].</param>
    /// <param name="recurrent">The recurrent weights, [hidden, 3, 4, 8].</param>
    /// <param name="h">The hidden state.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="sums">The sums, [3, 4, 8]: what they start with if there are no inputs, otherwise only the results.</param>
    /// <param name="inputs">The number of inputs; 0 if the sums contain the bias and the inputs already.</param>
    /// <param name="hidden">The width of the hidden state.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SumThreeBlocks(
        ref float row, ref float recurrent, ref float h, ref float x, ref float sums, nint inputs, nint hidden)
    {
        ref float start = ref (inputs == 0 ? ref sums : ref row);
        Vector512<float> if0 = Vector512.LoadUnsafe(ref start);
        Vector512<float> go0 = Vector512.LoadUnsafe(ref start, 16);
        Vector512<float> if1 = Vector512.LoadUnsafe(ref start, 32);
        Vector512<float> go1 = Vector512.LoadUnsafe(ref start, 48);
        Vector512<float> if2 = Vector512.LoadUnsafe(ref start, 64);
        Vector512<float> go2 = Vector512.LoadUnsafe(ref start, 80);
        row = ref Unsafe.Add(ref row, 96);
        ref float value = ref x;
        nint rows = inputs;
        for (int source = 0; source < 2; source++)
        {
            // Two rows an iteration: one is 1 to 3 % slower.
            for (; rows > 1; rows -= 2)
            {
                Vector512<float> v = Vector512.Create(value);
                if0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row), v, if0);
                go0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 16), v, go0);
                if1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 32), v, if1);
                go1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 48), v, go1);
                if2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 64), v, if2);
                go2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 80), v, go2);
                v = Vector512.Create(Unsafe.Add(ref value, 1));
                if0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 96), v, if0);
                go0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 112), v, go0);
                if1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 128), v, if1);
                go1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 144), v, go1);
                if2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 160), v, if2);
                go2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 176), v, go2);
                value = ref Unsafe.Add(ref value, 2);
                row = ref Unsafe.Add(ref row, 192);
            }

            if (rows > 0)
            {
                Vector512<float> v = Vector512.Create(value);
                if0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row), v, if0);
                go0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 16), v, go0);
                if1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 32), v, if1);
                go1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 48), v, go1);
                if2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 64), v, if2);
                go2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 80), v, go2);
            }

            value = ref h;
            row = ref recurrent;
            rows = hidden;
        }

        if0.StoreUnsafe(ref sums);
        go0.StoreUnsafe(ref sums, 16);
        if1.StoreUnsafe(ref sums, 32);
        go1.StoreUnsafe(ref sums, 48);
        if2.StoreUnsafe(ref sums, 64);
        go2.StoreUnsafe(ref sums, 80);
    }

    /// <summary>Computes a tile of two blocks.</summary>
    /// <param name="row">The bias and the input weights, [1 + inputs, 2, 4, 8].</param>
    /// <param name="recurrent">The recurrent weights, [hidden, 2, 4, 8].</param>
    /// <param name="h">The hidden state.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="sums">The sums, [2, 4, 8]: what they start with if there are no inputs, otherwise only the results.</param>
    /// <param name="inputs">The number of inputs; 0 if the sums contain the bias and the inputs already.</param>
    /// <param name="hidden">The width of the hidden state.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SumTwoBlocks(
        ref float row, ref float recurrent, ref float h, ref float x, ref float sums, nint inputs, nint hidden)
    {
        ref float start = ref (inputs == 0 ? ref sums : ref row);
        Vector512<float> if0 = Vector512.LoadUnsafe(ref start);
        Vector512<float> go0 = Vector512.LoadUnsafe(ref start, 16);
        Vector512<float> if1 = Vector512.LoadUnsafe(ref start, 32);
        Vector512<float> go1 = Vector512.LoadUnsafe(ref start, 48);
        row = ref Unsafe.Add(ref row, 64);
        ref float value = ref x;
        nint rows = inputs;
        for (int source = 0; source < 2; source++)
        {
            // Two rows an iteration: one is 1 to 3 % slower.
            for (; rows > 1; rows -= 2)
            {
                Vector512<float> v = Vector512.Create(value);
                if0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row), v, if0);
                go0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 16), v, go0);
                if1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 32), v, if1);
                go1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 48), v, go1);
                v = Vector512.Create(Unsafe.Add(ref value, 1));
                if0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 64), v, if0);
                go0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 80), v, go0);
                if1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 96), v, if1);
                go1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 112), v, go1);
                value = ref Unsafe.Add(ref value, 2);
                row = ref Unsafe.Add(ref row, 128);
            }

            if (rows > 0)
            {
                Vector512<float> v = Vector512.Create(value);
                if0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row), v, if0);
                go0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 16), v, go0);
                if1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 32), v, if1);
                go1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 48), v, go1);
            }

            value = ref h;
            row = ref recurrent;
            rows = hidden;
        }

        if0.StoreUnsafe(ref sums);
        go0.StoreUnsafe(ref sums, 16);
        if1.StoreUnsafe(ref sums, 32);
        go1.StoreUnsafe(ref sums, 48);
    }
}
