using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

/// <summary>
/// The activation functions of every generated kernel. tanh and the logistic sigmoid are branch-free, with one division each, monotone over
/// all floats, and bit-identical on every machine.
/// </summary>
/// <remarks>
/// <para>
/// The functions use only +, *, /, fused multiply-add, native min and max, bit operations and shifts. Each operation is rounded once as
/// IEEE 754 requires, so the result does not depend on the instruction set. Every min and max has the argument as the <em>second</em>
/// operand, so that it returns NaN for NaN.
/// </para>
/// <para>
/// <b>Why they are monotone.</b> Rounding is monotone, so a composition of increasing operations is still increasing after rounding. A
/// quotient of two increasing polynomials is not: x·P(x²)/Q(x²) decreases by one ulp at millions of arguments. Here a large argument
/// only enters a denominator in which every stage is increasing. A small argument enters through a correction whose rounding errors are
/// smaller than the slope of the function. This last point is not proved, but the Exhaustive tests check it for all 2^32 arguments.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Activations
{
    /// <summary>Returns tanh(x), bit-identical to a lane of <see cref="Tanh(Vector256{float})"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>tanh(x), within 1.067 ulp.</returns>
    public static float Tanh(float x) => Tanh(Vector128.Create(x)).ToScalar();

    /// <summary>
    /// Returns the logistic sigmoid 1/(1 + e^(-x)), bit-identical to a lane of <see cref="HalfSigmoid(Vector256{float})"/> for x/2.
    /// </summary>
    /// <param name="x">The argument, not halved.</param>
    /// <returns>The sigmoid of x, within 1.66 * 2^-24.</returns>
    public static float Sigmoid(float x) => HalfSigmoid(Vector128.Create(0.5f * x)).ToScalar();
}
