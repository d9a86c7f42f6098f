using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

// Flushes tiny state values to zero.
public static partial class Activations
{
    /// <summary>Returns x, or zero where |x| is below 2^-62, lane by lane. NaN stays NaN.</summary>
    /// <remarks>
    /// A state that decays towards zero would become subnormal and stay so, because 0.9 times the smallest subnormal number rounds to that
    /// number. Processors can be a hundred times slower with subnormal numbers, and managed code cannot make the processor flush them to
    /// zero. 2^-62 is negligible next to any value that a network computes with.
    /// </remarks>
    /// <param name="x">The new values of a state.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Settle(Vector256<float> x)
    {
        // 2^-62 times a gate above 2^-24 is still far above the subnormal numbers, which are below 2^-126.
        const float tiny = 2.168404344971009e-19f;
        return Vector256.AndNot(x, Vector256.LessThan(Vector256.Abs(x), Vector256.Create(tiny)));
    }
}
