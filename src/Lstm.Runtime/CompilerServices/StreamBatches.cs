using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lstm.Shared;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>Advances many streams, eight at a time, one stream in each lane. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StreamBatches
{
    /// <summary>
    /// Returns how many of the streams are faster in lanes. The remaining streams, always the last, are faster one by one.
    /// </summary>
    /// <param name="streams">The number of streams.</param>
    /// <param name="fewest">The size from which a last, partial group is faster in lanes than one by one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountOf(int streams, int fewest) =>
        !LaneTranspose.AreFast ? 0 :
        streams % Lanes >= fewest ? streams :
        streams / Lanes * Lanes;

    /// <summary>
    /// Advances streams whose states are stored one after the other, in stack memory. The states are copied into lane order and back.
    /// </summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The first stream's state, [streams, state].</param>
    /// <param name="x">The inputs, [streams, input].</param>
    /// <param name="y">Receives the outputs, [streams, output].</param>
    /// <param name="streams">The number of streams.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static unsafe void StepStates<TKernel>(ref float weights, ref float state, ref float x, ref float y, nint streams)
        where TKernel : struct, ILaneKernel
    {
        byte* memory = stackalloc byte[Memory<TKernel>.Bytes];
        StepStates(ref weights, ref state, ref x, ref y, streams, new Memory<TKernel>(memory));
    }

    /// <summary>
    /// Advances streams whose states are stored one after the other, in a buffer of the model. The states are copied into lane order and
    /// back.
    /// </summary>
    /// <param name="weights">The model's weights, which own the buffer.</param>
    /// <param name="state">The first stream's state, [streams, state].</param>
    /// <param name="x">The inputs, [streams, input].</param>
    /// <param name="y">Receives the outputs, [streams, output].</param>
    /// <param name="streams">The number of streams.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static unsafe void StepStates<TKernel>(PackedWeights weights, ref float state, ref float x, ref float y, nint streams)
        where TKernel : struct, ILaneKernel
    {
        ScratchPool pool = weights.Scratch;
        ref float memory = ref pool.Rent();
        StepStates(ref weights.First, ref state, ref x, ref y, streams, new Memory<TKernel>((byte*)Unsafe.AsPointer(ref memory)));
        pool.Return(ref memory);
    }

    /// <summary>Advances streams whose states are stored in lane order, in groups of eight, in stack memory.</summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The first group's states, [groups, state, 8 streams].</param>
    /// <param name="x">The inputs, [streams, input].</param>
    /// <param name="y">Receives the outputs, [streams, output].</param>
    /// <param name="streams">The number of streams. Other streams in the last group do not change.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static unsafe void StepLanes<TKernel>(ref float weights, ref float state, ref float x, ref float y, nint streams)
        where TKernel : struct, ILaneKernel
    {
        byte* memory = stackalloc byte[Memory<TKernel>.Bytes];
        StepLanes(ref weights, ref state, ref x, ref y, streams, new Memory<TKernel>(memory));
    }

    /// <summary>Advances streams whose states are stored in lane order, in groups of eight, in a buffer of the model.</summary>
    /// <param name="weights">The model's weights, which own the buffer.</param>
    /// <param name="state">The first group's states, [groups, state, 8 streams].</param>
    /// <param name="x">The inputs, [streams, input].</param>
    /// <param name="y">Receives the outputs, [streams, output].</param>
    /// <param name="streams">The number of streams. Other streams in the last group do not change.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static unsafe void StepLanes<TKernel>(PackedWeights weights, ref float state, ref float x, ref float y, nint streams)
        where TKernel : struct, ILaneKernel
    {
        ScratchPool pool = weights.Scratch;
        ref float memory = ref pool.Rent();
        StepLanes(ref weights.First, ref state, ref x, ref y, streams, new Memory<TKernel>((byte*)Unsafe.AsPointer(ref memory)));
        pool.Return(ref memory);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StepStates<TKernel>(
        ref float weights, ref float state, ref float x, ref float y, nint streams, Memory<TKernel> work)
        where TKernel : struct, ILaneKernel
    {
        for (; streams >= Lanes; streams -= Lanes)
        {
            LaneTranspose.Gather(ref state, TKernel.State, ref work.States);
            StepGroup<TKernel>(ref weights, ref work.States, ref x, ref y, work);
            LaneTranspose.Scatter(ref work.States, TKernel.State, ref state);
            state = ref Unsafe.Add(ref state, Lanes * TKernel.State);
            x = ref Unsafe.Add(ref x, Lanes * TKernel.Input);
            y = ref Unsafe.Add(ref y, Lanes * TKernel.Output);
        }

        if (streams > 0)
        {
            // Padded with zeros, the last streams form a whole group too.
            CopyAmongZeros(ref state, ref work.Spare, streams * TKernel.State, Lanes * TKernel.State);
            LaneTranspose.Gather(ref work.Spare, TKernel.State, ref work.States);
            StepSome<TKernel>(ref weights, ref work.States, ref x, ref y, streams, work);
            LaneTranspose.Scatter(ref work.States, TKernel.State, ref work.Spare);
            Copy(ref work.Spare, ref state, streams * TKernel.State);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StepLanes<TKernel>(
        ref float weights, ref float state, ref float x, ref float y, nint streams, Memory<TKernel> work)
        where TKernel : struct, ILaneKernel
    {
        for (; streams >= Lanes; streams -= Lanes)
        {
            StepGroup<TKernel>(ref weights, ref state, ref x, ref y, work);
            state = ref Unsafe.Add(ref state, Lanes * TKernel.State);
            x = ref Unsafe.Add(ref x, Lanes * TKernel.Input);
            y = ref Unsafe.Add(ref y, Lanes * TKernel.Output);
        }

        if (streams > 0)
        {
            // The other lanes may hold streams that must not change, so the step works on a copy.
            Copy(ref state, ref work.States, Lanes * TKernel.State);
            StepSome<TKernel>(ref weights, ref work.States, ref x, ref y, streams, work);
            Vector256<float> moved = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((int)streams)).AsSingle();
            for (nint n = 0; n < Lanes * TKernel.State; n += Lanes)
            {
                ref float old = ref Unsafe.Add(ref state, n);
                Vector256.ConditionalSelect(moved, Vector256.LoadUnsafe(ref Unsafe.Add(ref work.States, n)), Vector256.LoadUnsafe(ref old))
                    .StoreUnsafe(ref old);
            }
        }
    }

    /// <summary>Advances eight streams.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StepGroup<TKernel>(ref float weights, ref float lanes, ref float x, ref float y, Memory<TKernel> work)
        where TKernel : struct, ILaneKernel
    {
        // With one value for each stream, the inputs are in lane order already.
        ref float values = ref x;
        if (TKernel.Input > 1)
        {
            LaneTranspose.Gather(ref x, TKernel.Input, ref work.Inputs);
            values = ref work.Inputs;
        }

        ref float outputs = ref TKernel.Step(ref weights, ref lanes, ref values, ref work.Sums);
        if (TKernel.Output > 1)
        {
            LaneTranspose.Scatter(ref outputs, TKernel.Output, ref y);
        }
        else
        {
            Vector256.LoadUnsafe(ref outputs).StoreUnsafe(ref y);
        }
    }

    /// <summary>Advances fewer than eight streams. The inputs of the other lanes are zeros, and their outputs are dropped.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StepSome<TKernel>(ref float weights, ref float lanes, ref float x, ref float y, nint streams, Memory<TKernel> work)
        where TKernel : struct, ILaneKernel
    {
        ref float outputs = ref Unsafe.Add(ref work.Spare, Lanes * TKernel.Input);
        CopyAmongZeros(ref x, ref work.Spare, streams * TKernel.Input, Lanes * TKernel.Input);
        StepGroup<TKernel>(ref weights, ref lanes, ref work.Spare, ref outputs, work);
        Copy(ref outputs, ref y, streams * TKernel.Output);
    }

    private static void Copy(ref float source, ref float target, nint floats) =>
        MemoryMarshal.CreateReadOnlySpan(ref source, (int)floats).CopyTo(MemoryMarshal.CreateSpan(ref target, (int)floats));

    private static void CopyAmongZeros(ref float source, ref float target, nint floats, nint length)
    {
        Copy(ref source, ref target, floats);
        MemoryMarshal.CreateSpan(ref target, (int)length)[(int)floats..].Clear();
    }

    /// <summary>The uninitialised memory of a call, aligned to 64 bytes.</summary>
    private readonly unsafe ref struct Memory<TKernel>(byte* memory)
        where TKernel : struct, ILaneKernel
    {
        private readonly float* _sums = AlignedFloats.In(memory);

        public static int Bytes
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => LaneMemory.LengthOf(TKernel.Scratch, TKernel.Input, TKernel.Output, TKernel.State) * sizeof(float)
                + AlignedFloats.AlignmentBytes;
        }

        /// <summary>The kernel's scratch memory.</summary>
        public ref float Sums
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => ref *_sums;
        }

        /// <summary>The inputs of a group, in lane order.</summary>
        public ref float Inputs
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => ref _sums[TKernel.Scratch];
        }

        /// <summary>The states of a group, in lane order.</summary>
        public ref float States
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => ref _sums[TKernel.Scratch + Lanes * TKernel.Input];
        }

        /// <summary>The states of a group, or its inputs followed by its outputs, one stream after the other.</summary>
        public ref float Spare
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => ref _sums[TKernel.Scratch + Lanes * (TKernel.Input + TKernel.State)];
        }
    }
}
