using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

/// <summary>
/// The float tanh and logistic sigmoid of every generated kernel: branch-free, one division each, monotone over all floats,
/// and the same bits on every machine.
/// </summary>
/// <remarks>
/// <para>
/// Only +, *, /, fused multiply-add, native min and max, bit operations and shifts are used, each rounded once as IEEE 754 says: the
/// result does not depend on the instruction set. Every limit has the argument as the <em>second</em> operand, so that a NaN goes through.
/// </para>
/// <para>
/// <b>Why monotone.</b> Rounding is a monotone function, so whatever is composed of increasing steps stays increasing after rounding,
/// but a quotient of two rounded increasing polynomials does not: x·P(x²)/Q(x²) has millions of one-ulp dips. Here a large argument
/// enters only through a denominator that grows stage by stage, and a small one through a correction small enough for its
/// rounding noise to stay below the slope; that last claim is not proved but swept: all 2^32 arguments, by the Exhaustive tests.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Activations
{
    /// <summary>tanh(x): the same bits as a lane of <see cref="Tanh(Vector256{float})"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>tanh(x), within 1.067 ulp.</returns>
    public static float Tanh(float x) => Tanh(Vector128.Create(x)).ToScalar();

    /// <summary>
    /// The logistic sigmoid 1/(1 + e^(-x)): the same bits as a lane of <see cref="HalfSigmoid(Vector256{float})"/> with x/2.
    /// </summary>
    /// <param name="x">The argument, not halved.</param>
    /// <returns>The sigmoid of x, within 1.66 * 2^-24.</returns>
    public static float Sigmoid(float x) => HalfSigmoid(Vector128.Create(0.5f * x)).ToScalar();
}
