using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

// What a state keeps.
public static partial class Activations
{
    /// <summary>x, or zero where |x| is below 2^-62, lane by lane. NaN stays NaN.</summary>
    /// <remarks>
    /// A state that dies away in silence would end among the subnormal numbers and stay there: 0.9 times the smallest rounds to the smallest. Processors compute with
    /// those slowly, up to a hundred times, and managed code cannot tell them not to. Next to anything that a network computes from, 2^-62 is nothing.
    /// </remarks>
    /// <param name="x">The new values of a state.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Settle(Vector256<float> x)
    {
        // 2^-62: whatever gates above 2^-24 make of it stays far above the subnormal numbers, which begin below 2^-126.
        const float tiny = 2.168404344971009e-19f;
        return Vector256.AndNot(x, Vector256.LessThan(Vector256.Abs(x), Vector256.Create(tiny)));
    }
}
