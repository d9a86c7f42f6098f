using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Lstm.CompilerServices;

/// <summary>The multiply-add of <see cref="LstmArithmetic.Fast"/>. Called by generated code.</summary>
/// <remarks>
/// It is rounded once where the program may use the instruction, as <see cref="MultiplyAdd"/> is. Elsewhere it is a product and a sum, each
/// rounded: other bits, but no emulation. Programs of NativeAOT for x64 use the instruction only if their instruction set has it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FastMultiplyAdd
{
    /// <summary>Always false: nothing is emulated.</summary>
    internal static bool IsEmulated => false;

    /// <summary>Returns a·b + c, lane by lane.</summary>
    /// <param name="a">The first factor.</param>
    /// <param name="b">The second factor.</param>
    /// <param name="c">The value added to the product.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        Fma.IsSupported || AdvSimd.IsSupported ? Vector128.FusedMultiplyAdd(a, b, c) : a * b + c;
}
