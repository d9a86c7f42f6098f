using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

/// <summary>Advances many streams, eight at a time, a stream a lane. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneStreams
{
    private const int AlignmentBytes = 64;
    private const int Lanes = StreamLanes.Count;

    /// <summary>How many of some streams are worth putting in lanes; the others, always the last, are faster one by one.</summary>
    /// <param name="streams">How many there are.</param>
    /// <param name="fewest">The fewest streams of a last, partial group for which a step in lanes is faster than a step for each.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountOf(int streams, int fewest) =>
        !StreamLanes.AreFast ? 0 :
        streams % Lanes >= fewest ? streams :
        streams / Lanes * Lanes;

    /// <summary>One step of streams whose states stand one after the other: they go into lanes and out again.</summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The first stream's state, [streams, state].</param>
    /// <param name="x">The inputs, [streams, input].</param>
    /// <param name="y">Receives the outputs, [streams, output].</param>
    /// <param name="streams">How many.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static unsafe void StepStates<TKernel>(ref float weights, ref float state, ref float x, ref float y, nint streams)
        where TKernel : struct, ILaneKernel
    {
        byte* memory = stackalloc byte[(TKernel.Scratch + Lanes * (TKernel.Input + TKernel.State)) * sizeof(float) + AlignmentBytes];
        ref float sums = ref Aligned(memory);
        ref float inputs = ref Unsafe.Add(ref sums, TKernel.Scratch);
        ref float lanes = ref Unsafe.Add(ref inputs, Lanes * TKernel.Input);
        for (; streams >= Lanes; streams -= Lanes)
        {
            StreamLanes.Gather(ref state, TKernel.State, ref lanes);
            StepGroup<TKernel>(ref weights, ref lanes, ref x, ref y, ref sums, ref inputs);
            StreamLanes.Scatter(ref lanes, TKernel.State, ref state);
            state = ref Unsafe.Add(ref state, Lanes * TKernel.State);
            x = ref Unsafe.Add(ref x, Lanes * TKernel.Input);
            y = ref Unsafe.Add(ref y, Lanes * TKernel.Output);
        }

        if (streams > 0)
        {
            Clear(ref lanes, TKernel.State);
            StreamLanes.Gather(ref state, TKernel.State, TKernel.State, streams, ref lanes);
            StepSome<TKernel>(ref weights, ref lanes, ref x, ref y, streams, ref sums, ref inputs);
            StreamLanes.Scatter(ref lanes, TKernel.State, TKernel.State, streams, ref state);
        }
    }

    /// <summary>One step of streams whose states stand in lanes already, groups of eight one after the other.</summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The first group's states, [groups, state, 8 streams].</param>
    /// <param name="x">The inputs, [streams, input].</param>
    /// <param name="y">Receives the outputs, [streams, output].</param>
    /// <param name="streams">How many; what else stands in the last group stays as it is.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static unsafe void StepLanes<TKernel>(ref float weights, ref float state, ref float x, ref float y, nint streams)
        where TKernel : struct, ILaneKernel
    {
        byte* memory = stackalloc byte[(TKernel.Scratch + Lanes * (TKernel.Input + TKernel.State)) * sizeof(float) + AlignmentBytes];
        ref float sums = ref Aligned(memory);
        ref float inputs = ref Unsafe.Add(ref sums, TKernel.Scratch);
        for (; streams >= Lanes; streams -= Lanes)
        {
            StepGroup<TKernel>(ref weights, ref state, ref x, ref y, ref sums, ref inputs);
            state = ref Unsafe.Add(ref state, Lanes * TKernel.State);
            x = ref Unsafe.Add(ref x, Lanes * TKernel.Input);
            y = ref Unsafe.Add(ref y, Lanes * TKernel.Output);
        }

        if (streams > 0)
        {
            // The other lanes may be streams as well, which are not to move: the step is made on a copy.
            ref float lanes = ref Unsafe.Add(ref inputs, Lanes * TKernel.Input);
            for (nint n = 0; n < Lanes * TKernel.State; n += Lanes)
            {
                Vector256.LoadUnsafe(ref Unsafe.Add(ref state, n)).StoreUnsafe(ref Unsafe.Add(ref lanes, n));
            }

            StepSome<TKernel>(ref weights, ref lanes, ref x, ref y, streams, ref sums, ref inputs);
            Vector256<float> moved = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((int)streams)).AsSingle();
            for (nint n = 0; n < Lanes * TKernel.State; n += Lanes)
            {
                ref float old = ref Unsafe.Add(ref state, n);
                Vector256.ConditionalSelect(moved, Vector256.LoadUnsafe(ref Unsafe.Add(ref lanes, n)), Vector256.LoadUnsafe(ref old)).StoreUnsafe(ref old);
            }
        }
    }

    /// <summary>A step of eight streams.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StepGroup<TKernel>(ref float weights, ref float lanes, ref float x, ref float y, ref float sums, ref float inputs)
        where TKernel : struct, ILaneKernel
    {
        // One value a stream stands in lanes as it is.
        ref float values = ref x;
        if (TKernel.Input > 1)
        {
            StreamLanes.Gather(ref x, TKernel.Input, ref inputs);
            values = ref inputs;
        }

        ref float outputs = ref TKernel.Step(ref weights, ref lanes, ref values, ref sums);
        if (TKernel.Output > 1)
        {
            StreamLanes.Scatter(ref outputs, TKernel.Output, ref y);
        }
        else
        {
            Vector256.LoadUnsafe(ref outputs).StoreUnsafe(ref y);
        }
    }

    /// <summary>A step of fewer than eight streams; zeros come in from the others.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StepSome<TKernel>(ref float weights, ref float lanes, ref float x, ref float y, nint streams, ref float sums, ref float inputs)
        where TKernel : struct, ILaneKernel
    {
        Clear(ref inputs, TKernel.Input);
        StreamLanes.Gather(ref x, TKernel.Input, TKernel.Input, streams, ref inputs);
        ref float outputs = ref TKernel.Step(ref weights, ref lanes, ref inputs, ref sums);
        StreamLanes.Scatter(ref outputs, TKernel.Output, TKernel.Output, streams, ref y);
    }

    private static void Clear(ref float lanes, nint floats)
    {
        for (nint n = 0; n < Lanes * floats; n += Lanes)
        {
            Vector256<float>.Zero.StoreUnsafe(ref Unsafe.Add(ref lanes, n));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe ref float Aligned(byte* memory) => ref *(float*)(((nint)memory + (AlignmentBytes - 1)) & -AlignmentBytes);
}
