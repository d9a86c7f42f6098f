using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lstm.CompilerServices;

namespace Lstm.EndToEnd.Tests.Stack;

/// <summary>
/// Measures the stack that a call takes: the memory below this method is painted before the call and looked at afterwards.
/// </summary>
internal static class StackMeter
{
    /// <summary>The bytes that are painted. A call that takes more is reported with this number.</summary>
    public const int Painted = 512 * 1024;

    private const byte Paint = 0xA5;
    private const int Much = 16 * 1024;

    /// <summary>Returns the bytes of stack that a call takes, on a thread that has <see cref="Painted"/> and some more.</summary>
    /// <remarks>
    /// The least of three measurements, and of more if that is much: the runtime may interrupt the thread, for a garbage collection of
    /// another thread for instance, and uses its stack then.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static int Measure(Action call)
    {
        int least = int.MaxValue;
        for (int round = 0; round < 3 || (least > Much && round < 30); round++)
        {
            float found = 0;
            Below<Painter>(ref found);
            call();
            Below<Finder>(ref found);
            least = Math.Min(least, (int)found);
        }

        return least;
    }

    // The memory that the runtime lends is on the stack and not cleared. All callers get the same memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Below<TKernel>(ref float found)
        where TKernel : struct, IScratchKernel =>
        Scratch.Run<TKernel>(ref found, ref found, ref found, ref found, steps: 1, sums: Painted / sizeof(float));

    private static Span<byte> Area(ref float first) => MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref first, Painted / sizeof(float)));

    private readonly struct Painter : IScratchKernel
    {
        public static void Run(ref float weights, ref float state, ref float x, ref float y, ref float sums, nint steps) =>
            Area(ref sums).Fill(Paint);
    }

    private readonly struct Finder : IScratchKernel
    {
        public static void Run(ref float weights, ref float state, ref float x, ref float y, ref float sums, nint steps)
        {
            int untouched = Area(ref sums).IndexOfAnyExcept(Paint);
            y = untouched < 0 ? 0 : Painted - untouched;
        }
    }
}
