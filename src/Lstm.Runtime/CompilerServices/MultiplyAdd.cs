using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.Wasm;
using System.Runtime.Intrinsics.X86;

namespace Lstm.CompilerServices;

/// <summary>The fused multiply-add, rounded once, bit-identical on every machine. Called by generated code.</summary>
/// <remarks>
/// On a processor without the instruction, .NET calls a function for each element, which is hundreds of times slower than the instruction.
/// This class then emulates vectors of four lanes in doubles (<see cref="EmulatedMultiplyAdd"/>, in WebAssembly
/// <see cref="ScalarMultiplyAdd"/>) and treats vectors of eight as two of four.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MultiplyAdd
{
    /// <summary>
    /// Whether the multiply-add is emulated in doubles: the processor has vectors, but not this instruction. A JIT-time constant.
    /// </summary>
    internal static bool IsEmulated
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.IsHardwareAccelerated && !Fma.IsSupported && !AdvSimd.IsSupported;
    }

    /// <summary>Returns a·b + c, rounded once, lane by lane.</summary>
    /// <param name="a">The first factor.</param>
    /// <param name="b">The second factor.</param>
    /// <param name="c">The value added to the product.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        Fma.IsSupported || AdvSimd.IsSupported || !Vector128.IsHardwareAccelerated ? Vector128.FusedMultiplyAdd(a, b, c) :
        PackedSimd.IsSupported ? ScalarMultiplyAdd.Of(a, b, c) :
        EmulatedMultiplyAdd.Of(a, b, c);

    /// <summary>Returns a·b + c, rounded once, lane by lane.</summary>
    /// <param name="a">The first factor.</param>
    /// <param name="b">The second factor.</param>
    /// <param name="c">The value added to the product.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> a, Vector256<float> b, Vector256<float> c) => IsEmulated
        ? Vector256.Create(
            Of(a.GetLower(), b.GetLower(), c.GetLower()),
            Of(a.GetUpper(), b.GetUpper(), c.GetUpper()))
        : Vector256.FusedMultiplyAdd(a, b, c);
}
