using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Lstm.CompilerServices;

/// <summary>The fused multiply-add, rounded once, in the same bits on every machine. Called by generated code.</summary>
/// <remarks>
/// Where the processor has no such instruction, the library's own is a call for each element, hundreds of times slower than the instruction. There the
/// vectors of four lanes are emulated in doubles (<see cref="EmulatedMultiplyAdd"/>), and those of eight are two of them.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MultiplyAdd
{
    /// <summary>Whether it must be emulated in vectors of doubles: there are vectors, but none with the instruction. A constant to the compiler.</summary>
    internal static bool IsEmulated
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.IsHardwareAccelerated && !Fma.IsSupported && !AdvSimd.IsSupported;
    }

    /// <summary>a·b + c, rounded once, lane by lane.</summary>
    /// <param name="a">The one factor.</param>
    /// <param name="b">The other.</param>
    /// <param name="c">What is added to their product.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        Fma.IsSupported || AdvSimd.IsSupported || !Vector128.IsHardwareAccelerated
            ? Vector128.FusedMultiplyAdd(a, b, c)
            : EmulatedMultiplyAdd.Of(a, b, c);

    /// <summary>a·b + c, rounded once, lane by lane.</summary>
    /// <param name="a">The one factor.</param>
    /// <param name="b">The other.</param>
    /// <param name="c">What is added to their product.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> a, Vector256<float> b, Vector256<float> c) => IsEmulated
        ? Vector256.Create(
            EmulatedMultiplyAdd.Of(a.GetLower(), b.GetLower(), c.GetLower()),
            EmulatedMultiplyAdd.Of(a.GetUpper(), b.GetUpper(), c.GetUpper()))
        : Vector256.FusedMultiplyAdd(a, b, c);
}
