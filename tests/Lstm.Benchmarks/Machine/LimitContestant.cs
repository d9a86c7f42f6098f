using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lstm.Benchmarks.Contest;

namespace Lstm.Benchmarks.Machine;

/// <summary>
/// The machine's limit: a loop of multiply-adds alone that streams its weights from one level of the memory. Its units are multiply-adds.
/// </summary>
/// <remarks>
/// Twelve accumulators hide the latency of a multiply-add on every current core (4 cycles and two multiply-adds a cycle need eight).
/// Vectors have 512 bits if the runtime reports them as accelerated, and 256 otherwise.
/// </remarks>
internal sealed class LimitContestant : Contestant
{
    private const int Accumulators = 12;
    private const int MultiplyAddsPerCall = 1 << 19;

    private static int FloatsPerTurn => Accumulators * (Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count);

    private readonly AlignedBuffer _weights;
    private readonly int _passes;

    /// <param name="name">The level of the memory.</param>
    /// <param name="bytes">Bytes of weights to stream, rounded down to whole iterations of the loop.</param>
    public LimitContestant(string name, int bytes)
        : this(name, bytes / sizeof(float) / FloatsPerTurn, FloatsPerTurn)
    {
    }

    private LimitContestant(string name, int turns, int floatsPerTurn)
        : base(name, turns * floatsPerTurn * PassesOf(turns))
    {
        _passes = PassesOf(turns);
        _weights = new AlignedBuffer(turns * floatsPerTurn);
        Random random = new(1);
        foreach (ref float weight in _weights.Values)
        {
            weight = random.NextSingle() - 0.5f;
        }
    }

    public override float Call()
    {
        float sum = 0;
        for (int pass = 0; pass < _passes; pass++)
        {
            sum += Vector512.IsHardwareAccelerated ? Stream512(_weights.Values, 0.001f) : Stream256(_weights.Values, 0.001f);
        }

        return sum;
    }

    private static int PassesOf(int turns) => Math.Max(1, MultiplyAddsPerCall / (turns * FloatsPerTurn));

    // No tiering: the loop must run at the machine's limit from the first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Stream256(ReadOnlySpan<float> weights, float value)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float end = ref Unsafe.Add(ref w, weights.Length);
        Vector256<float> v = Vector256.Create(value);
        Vector256<float> s0 = Vector256<float>.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
        Vector256<float> s6 = s0, s7 = s0, s8 = s0, s9 = s0, s10 = s0, s11 = s0;
        while (Unsafe.IsAddressLessThan(ref w, ref end))
        {
            s0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref w), v, s0);
            s1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref w, 8), v, s1);
            s2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref w, 16), v, s2);
            s3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref w, 24), v, s3);
            s4 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref w, 32), v, s4);
            s5 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref w, 40), v, s5);
            s6 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref w, 48), v, s6);
            s7 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref w, 56), v, s7);
            s8 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref w, 64), v, s8);
            s9 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref w, 72), v, s9);
            s10 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref w, 80), v, s10);
            s11 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref w, 88), v, s11);
            w = ref Unsafe.Add(ref w, Accumulators * Vector256<float>.Count);
        }

        return Vector256.Sum(((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)) + ((s8 + s9) + (s10 + s11)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Stream512(ReadOnlySpan<float> weights, float value)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float end = ref Unsafe.Add(ref w, weights.Length);
        Vector512<float> v = Vector512.Create(value);
        Vector512<float> s0 = Vector512<float>.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
        Vector512<float> s6 = s0, s7 = s0, s8 = s0, s9 = s0, s10 = s0, s11 = s0;
        while (Unsafe.IsAddressLessThan(ref w, ref end))
        {
            s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w), v, s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, 16), v, s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, 32), v, s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, 48), v, s3);
            s4 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, 64), v, s4);
            s5 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, 80), v, s5);
            s6 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, 96), v, s6);
            s7 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, 112), v, s7);
            s8 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, 128), v, s8);
            s9 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, 144), v, s9);
            s10 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, 160), v, s10);
            s11 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, 176), v, s11);
            w = ref Unsafe.Add(ref w, Accumulators * Vector512<float>.Count);
        }

        return Vector512.Sum(((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)) + ((s8 + s9) + (s10 + s11)));
    }
}
